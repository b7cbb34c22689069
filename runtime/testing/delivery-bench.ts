/** An outbox and what delivers it, in a folder of their own, on a clock that the test moves; and channels that do as they are told. */
import { onTestFinished } from 'vitest';
import type { Text } from '../../nodes/kit/text.ts';
import { type ManualClock, manualClock } from '../clock.ts';
import type { Channel, OuterChannel } from '../deliver/channel.ts';
import { Deliverer } from '../deliver/deliverer.ts';
import { DeliveryFailed } from '../deliver/delivery-failed.ts';
import { type Outbox, openOutbox } from '../deliver/outbox.ts';
import type { Retention } from '../deliver/retention.ts';
import { DEFAULT_LIMITS } from '../deliver/retry.ts';
import type { HostedMatch, Outcome, Settled } from '../host/engine-host.ts';
import { Database } from '../store/database.ts';
import type { Delivery, DeliveryLimits } from '../wire/rest.ts';
import { temporaryHome } from './naru-under-test.ts';

export interface DeliveryBench {
  readonly outbox: Outbox;
  readonly deliverer: Deliverer;
  readonly database: Database;
  readonly clock: ManualClock;
  readonly data: string;
  readonly owner: AbortController;
  readonly warnings: string[];
  /** What the engine was told, in order. */
  readonly told: [Settled, Outcome][];
  /** Ends it; a second one may then be made of the same folder. */
  end(): void;
}

export interface BenchOptions {
  readonly channels?: readonly Channel[];
  readonly data?: string;
  readonly clock?: ManualClock;
  readonly limits?: Partial<DeliveryLimits>;
  readonly retention?: Retention;
}

export async function deliveryBench(options: BenchOptions = {}): Promise<DeliveryBench> {
  const { channels = [], clock = manualClock(), retention } = options;
  const owner = new AbortController();
  const { signal } = owner;
  const data = options.data ?? (await temporaryHome()).data;
  const warnings: string[] = [];
  const warn = (line: string) => warnings.push(line);
  const database = new Database({ data, clock, signal, warn });
  const end = () => {
    owner.abort();
    database.close();
  };
  onTestFinished(end);
  const told: [Settled, Outcome][] = [];
  const outbox = await openOutbox({
    data,
    database,
    clock,
    signal,
    warn,
    onChange: () => {},
    onSettled: (settled, outcome) => told.push([settled, outcome]),
    ...(retention && { retention }),
  });
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const random = () => 0.5;
  const deliverer = new Deliverer({ outbox, channels, clock, signal, random, limits: () => limits, warn });
  return { outbox, deliverer, database, clock, data, owner, warnings, told, end };
}

let made = 0;

/** A match with an id and a key of its own, but for what is given. */
export function matchFor(
  channel: string,
  given: Partial<HostedMatch['match']> & {
    readonly params?: Record<string, unknown>;
    readonly deadline?: number;
    readonly place?: HostedMatch['place'];
    readonly lateBy?: number;
    readonly simulated?: boolean;
  } = {},
): HostedMatch {
  const { params = {}, deadline, place, lateBy, simulated = false, ...match } = given;
  made++;
  return {
    match: {
      id: `m${made}`,
      flow: 'f',
      node: 'act',
      time: Date.UTC(2026, 2, 2),
      key: `C${made}`,
      data: { amount: made },
      causes: [`e${made}`],
      envelope: { $subject: 'C1' },
      ...match,
    },
    action: { channel, params, timezone: 'UTC', ...(deadline !== undefined && { deadline }) },
    simulated,
    at: 0,
    ...(place && { place }),
    ...(lateBy !== undefined && { lateBy }),
  };
}

/** Answers one attempt: arrived, or not. */
type Answer = (failure?: DeliveryFailed | Error) => void;

export interface Receiver {
  readonly channel: OuterChannel;
  /** Every attempt, in order. */
  readonly sent: Delivery[];
  /** Those that are not answered yet, by their id. */
  readonly open: Map<string, Answer>;
}

/** An outer channel `out` whose attempts wait until the test answers them, or are answered by `at` at once. */
export function receiver(
  at?: (delivery: Delivery) => DeliveryFailed | Error | 'ok' | 'wait',
  more: { readonly atOnce?: number; readonly unready?: () => Text | undefined } = {},
): Receiver {
  const sent: Delivery[] = [];
  const open = new Map<string, Answer>();
  const channel: OuterChannel = {
    name: 'out',
    leaves: true,
    atOnce: 4,
    target: ({ to }) => (typeof to === 'string' ? to : undefined),
    ...more,
    send(delivery, signal) {
      sent.push(delivery);
      const answer = at?.(delivery) ?? 'wait';
      if (answer === 'ok') return Promise.resolve();
      if (answer !== 'wait') return Promise.reject(answer);
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', reject, { once: true });
        open.set(delivery.id, (failure) => {
          open.delete(delivery.id);
          if (failure) reject(failure);
          else resolve();
        });
      });
    },
  };
  return { channel, sent, open };
}

export const passing = new DeliveryFailed({ ko: '잠시', en: 'for now' }, true);
export const final = new DeliveryFailed({ ko: '끝', en: 'for good' }, false);
export const askedToWait = (ms: number) => new DeliveryFailed({ ko: '나중에', en: 'later' }, true, ms);

/** Lets everything that is due without the clock happen. */
export async function settle(rounds = 20): Promise<void> {
  for (let i = 0; i < rounds; i++) await new Promise((resolve) => setImmediate(resolve));
}
