/**
 * From match to delivery. Matches wait in a bounded queue and are worked off a few at a time, so that neither the
 * engine nor the page waits; what goes out of the house goes by lanes, one a channel.
 *
 * - The same delivery id twice is one delivery.
 * - What is simulated never leaves: it is written down as `simulated`.
 * - A channel that is not set up holds its deliveries.
 * - An attempt that fails is repeated with growing pauses; then it is kept as failed, with its reason, and can be
 *   sent again. What was pending when the runtime stopped is sent when it starts: with the same `Idempotency-Key`,
 *   for it may have arrived.
 */
import { localize, type Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import type { HostedMatch } from '../host/engine-host.ts';
import { withinLimit } from '../host/kept-data.ts';
import type { Delivery } from '../wire/rest.ts';
import type { Channel, InnerChannel } from './channel.ts';
import { DeliveryFailed } from './delivery-failed.ts';
import { Lane } from './lane.ts';
import type { Outbox } from './outbox.ts';
import { scopeOf } from './scope.ts';
import { fillTexts, TemplateFault } from './template.ts';

export interface DelivererOptions {
  readonly outbox: Outbox;
  readonly channels: readonly Channel[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** 0 to 1: spreads attempts that failed together. */
  readonly random?: () => number;
  readonly warn: (line: string) => void;
}

/** Matches that wait to become deliveries; beyond, the sender of events is asked to wait. */
const BUSY = 5_000;
/** Beyond this they are counted and let go: only a flood that nobody sent, of timers, gets here. */
const FULL = 200_000;
/** Ms: an end of the process does not wait longer for matches to be written down. */
const FINISH = 2_000;
/** Worked off before others get their turn. */
const AT_A_TIME = 100;

export class Deliverer {
  /** Matches that found the queue full, since the start. */
  dropped = 0;
  private queue: HostedMatch[] = [];
  private next = 0;
  private draining = false;
  private waiting: (() => void)[] = [];
  private readonly channels: ReadonlyMap<string, Channel>;
  private readonly lanes = new Map<string, Lane>();

  constructor(private readonly options: DelivererOptions) {
    this.channels = new Map(options.channels.map((channel) => [channel.name, channel]));
    for (const channel of options.channels)
      if (channel.leaves) this.lanes.set(channel.name, new Lane({ ...options, channel }));
    options.signal.addEventListener('abort', () => this.release(), { once: true });
  }

  /** Sends what was pending when the runtime stopped; called once, when everything else is there. */
  resume(): void {
    for (const { id, channel } of this.options.outbox.list({ status: 'pending' }).reverse())
      this.lanes.get(channel)?.add(id);
  }

  /** Takes a match; returns at once. */
  accept(hosted: HostedMatch): void {
    if (this.queue.length - this.next >= FULL) {
      if (this.dropped++ === 0) this.options.warn(`more than ${FULL} matches wait; those beyond are let go`);
      return;
    }
    this.queue.push(hosted);
    if (this.draining || this.options.signal.aborted) return;
    this.draining = true;
    setImmediate(() => this.drain());
  }

  /** Resolves when there is room for what more events may cause. */
  room(): Promise<void> {
    if (this.queue.length - this.next < BUSY || this.options.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Resolves when every match that was taken is written down, or after the longest time that an end may wait. */
  finish(): Promise<void> {
    return new Promise((resolve) => {
      const late = new AbortController();
      const done = () => {
        late.abort();
        resolve();
      };
      this.options.clock.after(FINISH, done, AbortSignal.any([late.signal, this.options.signal]));
      const look = () => {
        if (late.signal.aborted) return;
        if (this.draining && !this.options.signal.aborted) setImmediate(look);
        else done();
      };
      look();
    });
  }

  /** Sends a delivery once more that failed or was held. False where there is no such one. */
  resend(id: string): boolean {
    const delivery = this.options.outbox.get(id);
    if (!delivery || (delivery.status !== 'failed' && delivery.status !== 'held')) return false;
    const { reason: _reason, reasonText: _reasonText, ...rest } = delivery;
    const channel = this.channels.get(delivery.channel);
    if (!channel) return false;
    this.start(channel, { ...rest, attempts: 0, updatedAt: this.now() });
    return true;
  }

  private drain(): void {
    for (let i = 0; i < AT_A_TIME && this.next < this.queue.length; i++)
      this.deliverOrSay(this.queue[this.next++]);
    if (this.next >= this.queue.length) {
      this.queue = [];
      this.next = 0;
      this.draining = false;
    } else if (!this.options.signal.aborted) setImmediate(() => this.drain());
    if (this.queue.length - this.next < BUSY) this.release();
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** An error of ours costs one delivery, not the process. */
  private deliverOrSay(hosted: HostedMatch): void {
    try {
      this.deliver(hosted);
    } catch (error) {
      const { flow, node } = hosted.match;
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.options.warn(`delivery of ${flow}/${node}: ${detail}`);
    }
  }

  private deliver(hosted: HostedMatch): void {
    const { match, action, simulated } = hosted;
    if (!this.options.outbox.claim(match.id)) return;
    const now = this.now();
    const draft: Delivery = {
      id: match.id,
      flow: match.flow,
      node: match.node,
      channel: action.channel,
      status: 'pending',
      attempts: 0,
      params: {},
      time: new Date(match.time).toISOString(),
      key: typeof match.key === 'object' && match.key !== null ? [...match.key] : match.key,
      data: withinLimit(match.data),
      causes: [...match.causes],
      simulated,
      createdAt: now,
      updatedAt: now,
    };
    const channel = this.channels.get(action.channel);
    if (!channel) {
      this.fail(draft, noChannel(action.channel));
      return;
    }
    try {
      this.start(channel, { ...draft, params: this.prepare(channel, hosted) });
    } catch (error) {
      if (!(error instanceof TemplateFault) && !(error instanceof DeliveryFailed)) throw error;
      this.fail({ ...draft, params: { ...action.params } }, error.text);
    }
  }

  private prepare(channel: Channel, hosted: HostedMatch): Record<string, unknown> {
    const scope = scopeOf(hosted);
    const { params } = hosted.action;
    if (channel.prepare) return channel.prepare(params, scope, hosted);
    return fillTexts(params, scope) as Record<string, unknown>;
  }

  private start(channel: Channel, delivery: Delivery): void {
    const { outbox } = this.options;
    if (!channel.leaves) {
      this.write(channel, { ...delivery, attempts: 1 });
      return;
    }
    const unready = channel.unready?.();
    if (delivery.simulated) outbox.put({ ...delivery, status: 'simulated' });
    else if (unready) outbox.put({ ...delivery, status: 'held', reason: unready.en, reasonText: unready });
    else {
      outbox.put({ ...delivery, status: 'pending' });
      this.lanes.get(channel.name)?.add(delivery.id);
    }
  }

  private write(channel: InnerChannel, delivery: Delivery): void {
    try {
      channel.write(delivery);
      this.options.outbox.put({ ...delivery, status: 'delivered' });
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      this.fail(delivery, error.text);
    }
  }

  private fail(delivery: Delivery, reason: Text): void {
    this.options.outbox.put({
      ...delivery,
      status: 'failed',
      reason: localize(reason, 'en'),
      reasonText: reason,
      updatedAt: this.now(),
    });
  }

  private now(): string {
    return new Date(this.options.clock.now()).toISOString();
  }
}

function noChannel(name: string): Text {
  return {
    ko: `"${name}"(이)라는 실행 방법이 없습니다.`,
    en: `There is no channel "${name}".`,
  };
}
