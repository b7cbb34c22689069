/**
 * What a channel does with a delivery. An inner channel writes something down here, at once; an outer one sends it
 * out of the house, which takes time and may fail. Simulated matches reach inner channels (marked as simulated) and
 * never an outer one.
 */

import type { TemplateScope } from '../../nodes/action/fill-template.ts';
import type { Text } from '../../nodes/kit/text.ts';
import type { HostedMatch } from '../host/engine-host.ts';
import type { Delivery } from '../wire/rest.ts';

interface Common {
  /** As flows name it (nodes/action/channels.ts). */
  readonly name: string;
  /**
   * Fills in the templates of `params`. Default: every text in them.
   *
   * @throws TemplateFault, DeliveryFailed
   */
  prepare?(
    params: Readonly<Record<string, unknown>>,
    scope: TemplateScope,
    hosted: HostedMatch,
  ): Record<string, unknown>;
}

export interface InnerChannel extends Common {
  readonly leaves: false;
  /** The same delivery id twice leaves what once leaves: a crash may come before the outbox knows. @throws DeliveryFailed */
  write(delivery: Delivery): void;
  /** Whether what was written is on disk now; the outbox says that it was made only after that. Default: nothing to wait for. */
  durable?(): Promise<boolean>;
}

export interface OuterChannel extends Common {
  readonly leaves: true;
  /** How many are on their way to one target at once. */
  readonly atOnce: number;
  /** What limits and failures are shared by; default: the channel itself. */
  target?(params: Readonly<Record<string, unknown>>): string | undefined;
  /** Why nothing can be sent now, where that is so: then deliveries are held, to be seen and sent later. */
  unready?(): Text | undefined;
  /** Resolves when it has arrived. @throws DeliveryFailed */
  send(delivery: Delivery, signal: AbortSignal): Promise<void>;
}

export type Channel = InnerChannel | OuterChannel;

/** A param as text; what is missing or no scalar is ''. */
export function textParam(params: Readonly<Record<string, unknown>>, name: string): string {
  const value = params[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** A key as SPEC §4 writes it: several values joined by `|`. */
export function keyText(key: Delivery['key']): string {
  return Array.isArray(key) ? key.join('|') : (key ?? '');
}
