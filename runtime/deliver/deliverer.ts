/**
 * From match to delivery. Matches wait in a queue and are worked off a few at a time, so that neither the engine nor
 * the page waits; what goes out of the house goes by lanes, one a target.
 *
 * - A match is taken once: one whose place lies at or before the last one that was taken is passed over, and the same
 *   delivery id twice is one delivery.
 * - What an inner channel writes down is on disk before the outbox says so; a crash between the two does it again, with
 *   the same id, which leaves what once leaves.
 * - What is simulated never leaves: it is written down as `simulated`.
 * - A channel that is not set up holds its deliveries.
 * - An attempt that fails is repeated with growing pauses; then it is kept as failed, with its reason, and can be
 *   sent again. What was pending when the runtime stopped is sent when it starts: with the same `Idempotency-Key`,
 *   for it may have arrived.
 * - What has a deadline is dropped after it.
 */
import { localize, type Text } from '../../nodes/kit/text.ts';
import { type Clock, wait } from '../clock.ts';
import type { FoundPlace, HostedMatch } from '../host/engine-host.ts';
import { withinLimit } from '../host/kept-data.ts';
import type { Delivery, DeliveryLimits, DeliveryTarget } from '../wire/rest.ts';
import type { Channel, InnerChannel } from './channel.ts';
import { DeliveryFailed } from './delivery-failed.ts';
import type { DeliveryFilter } from './delivery-lists.ts';
import { EXPIRED } from './expired.ts';
import { INTERNAL } from './lane.ts';
import { Lanes } from './lanes.ts';
import type { NewDelivery, Outbox } from './outbox.ts';
import { deliveryOf, type Kept } from './outbox-tables.ts';
import { DEFAULT_LIMITS } from './retry.ts';
import { scopeOf } from './scope.ts';
import { fillTexts, TemplateFault } from './template.ts';

export interface DelivererOptions {
  readonly outbox: Outbox;
  readonly channels: readonly Channel[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What an operator has set; asked each time. */
  readonly limits?: () => DeliveryLimits;
  /** 0 to 1: spreads attempts that failed together. */
  readonly random?: () => number;
  /** A target stopped taking deliveries, or takes them again. */
  readonly onTargets?: () => void;
  readonly warn: (line: string) => void;
}

/** Matches that wait to become deliveries; beyond, the sender of events is asked to wait. */
const BUSY = 5_000;
/** Ms: an end of the process does not wait longer for matches to be written down. */
const FINISH = 2_000;
/** Worked off before others get their turn. */
const AT_A_TIME = 100;
/** Written down together. */
const TOGETHER = 200;
/** Ms before a list that the disk refuses is tried again. */
const AGAIN = 500;
/** Sent again at once. */
const RESENT_AT_A_TIME = 200;

export class Deliverer {
  private queue: HostedMatch[] = [];
  private next = 0;
  private working = false;
  /** Reading or writing failed, and that was said. */
  private refused = false;
  private taken: FoundPlace | undefined;
  private readonly waiting: (() => void)[] = [];
  /** Matches that were taken, and those of them that are in the outbox, since the start. */
  private count = { taken: 0, written: 0 };
  private stores: { readonly upTo: number; readonly resolve: () => void }[] = [];
  private readonly channels: ReadonlyMap<string, Channel>;
  private readonly lanes: Lanes;

  constructor(private readonly options: DelivererOptions) {
    const { outbox, random = Math.random, limits = () => DEFAULT_LIMITS, onTargets = () => {} } = options;
    this.channels = new Map(options.channels.map((channel) => [channel.name, channel]));
    this.lanes = new Lanes({
      ...options,
      channels: this.channels,
      random,
      limits,
      onChanged: onTargets,
    });
    this.taken = outbox.mark();
    options.signal.addEventListener('abort', () => this.release(), { once: true });
  }

  /** Sends what was pending when the runtime stopped; called once, when everything else is there. */
  resume(): void {
    this.lanes.resume();
  }

  /** Takes a match; returns at once. Whoever makes matches waits for `room` before it makes more. */
  accept(hosted: HostedMatch): void {
    const { place } = hosted;
    if (place) {
      if (this.taken && !isBehind(place, this.taken)) return;
      this.taken = place;
    }
    this.queue.push(hosted);
    this.count.taken++;
    if (this.working || this.options.signal.aborted) return;
    this.working = true;
    setImmediate(() => void this.work());
  }

  /** The outbox's mark was set back: matches behind it are taken again. */
  resetMark(mark: FoundPlace | undefined): void {
    this.taken = mark;
    this.options.outbox.resetMark(mark);
  }

  /** Resolves when there is room for what more events may cause. */
  room(): Promise<void> {
    if (this.queue.length - this.next < BUSY || this.options.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Resolves when everything that was taken so far is on disk. */
  async stored(): Promise<void> {
    const upTo = this.count.taken;
    if (this.count.written < upTo) await new Promise<void>((resolve) => this.stores.push({ upTo, resolve }));
    await this.options.outbox.flush();
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
      void this.stored().then(done);
    });
  }

  /** Sends a delivery once more that was given up or held. False where there is no such one, or nothing to send. */
  async resend(id: string): Promise<boolean> {
    const kept = this.options.outbox.find(id);
    return kept !== undefined && (await this.again(kept));
  }

  /** Sends all again that were given up or held and fit. @returns how many */
  async resendAll(filter: DeliveryFilter): Promise<number> {
    const { outbox, signal } = this.options;
    let count = 0;
    for (let seq = 0; !signal.aborted; ) {
      const some = outbox.after(filter, seq, RESENT_AT_A_TIME);
      if (some.length === 0) break;
      const sent = await Promise.all(some.map((kept) => this.again(kept)));
      count += sent.filter(Boolean).length;
      seq = some[some.length - 1].seq;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  }

  /** Targets to which nothing is sent now, since they did not take what was sent. */
  stoppedTargets(): DeliveryTarget[] {
    return this.lanes.states();
  }

  private async work(): Promise<void> {
    const { outbox, signal } = this.options;
    while (this.next < this.queue.length && !signal.aborted) {
      if (outbox.isWritable) await this.takeSomeOrSay();
      else await unlessAborted(outbox.written(), signal);
    }
    this.working = false;
    this.release();
  }

  /** What cannot be written down is tried again: what comes after it would move the mark past it. */
  private async takeSomeOrSay(): Promise<void> {
    const { clock, signal, warn } = this.options;
    try {
      await this.takeSome();
      this.refused = false;
    } catch (error) {
      if (!this.refused)
        warn(`outbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      this.refused = true;
      await wait(clock, AGAIN, signal).catch(() => {});
    }
  }

  /** Some matches of the queue: what they write down here comes to disk, then the outbox. */
  private async takeSome(): Promise<void> {
    const { outbox, signal } = this.options;
    const made: NewDelivery[] = [];
    const ids = new Set<string>();
    const lists = new Set<InnerChannel>();
    let mark: FoundPlace | undefined;
    const end = Math.min(this.queue.length, this.next + TOGETHER);
    const count = end - this.next;
    for (let next = this.next; next < end; ) {
      for (const stop = Math.min(end, next + AT_A_TIME); next < stop; ) {
        const hosted = this.queue[next++];
        const { id } = hosted.match;
        mark = hosted.place ?? mark;
        if (ids.has(id) || outbox.has(id)) continue;
        ids.add(id);
        made.push(this.deliveryOrSay(hosted, lists));
      }
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
    }
    if (!(await this.listsAreDurable(lists)) || signal.aborted) return;
    outbox.accept(made, mark);
    this.wrote(end, count);
    this.send(made);
    if (this.queue.length - this.next < BUSY) this.release();
  }

  /** The matches before `end` are in the outbox. */
  private wrote(end: number, count: number): void {
    this.next = end;
    if (this.next >= this.queue.length || this.next > BUSY) {
      this.queue = this.queue.slice(this.next);
      this.next = 0;
    }
    this.count.written += count;
    const stored = this.stores.filter(({ upTo }) => upTo <= this.count.written);
    this.stores = this.stores.filter(({ upTo }) => upTo > this.count.written);
    for (const { resolve } of stored) resolve();
  }

  /** What is pending may go. */
  private send(made: readonly NewDelivery[]): void {
    const targets = new Map<string, string>();
    for (const { delivery, target, latest } of made) {
      if (delivery.status === 'pending') targets.set(target, delivery.channel);
      if (latest !== null && (delivery.status === 'pending' || delivery.status === 'held'))
        this.lanes.watchDeadline(latest);
    }
    for (const [target, channel] of targets) this.lanes.go(target, channel);
  }

  /** @returns false where the runtime ends before they are */
  private async listsAreDurable(lists: ReadonlySet<InnerChannel>): Promise<boolean> {
    const { clock, signal } = this.options;
    for (const channel of lists)
      while (channel.durable && !(await channel.durable())) {
        if (signal.aborted) return false;
        await wait(clock, AGAIN, signal).catch(() => {});
      }
    return true;
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** An error of ours costs one delivery, not the process; it is kept as one that failed. */
  private deliveryOrSay(hosted: HostedMatch, lists: Set<InnerChannel>): NewDelivery {
    try {
      return this.deliveryFor(hosted, lists);
    } catch (error) {
      const { flow, node } = hosted.match;
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.options.warn(`delivery of ${flow}/${node}: ${detail}`);
      return this.failed(this.draft(hosted), INTERNAL, true);
    }
  }

  private draft({ match, action, simulated, lateBy }: HostedMatch): Delivery {
    const now = this.now();
    const latest = action.deadline === undefined || simulated ? undefined : match.time + action.deadline;
    return {
      id: match.id,
      flow: match.flow,
      node: match.node,
      channel: action.channel,
      status: 'pending',
      attempts: 0,
      params: { ...action.params },
      time: new Date(match.time).toISOString(),
      key: typeof match.key === 'object' && match.key !== null ? [...match.key] : match.key,
      data: withinLimit(match.data),
      causes: [...match.causes],
      ...(lateBy !== undefined && { lateBy }),
      ...(latest !== undefined && { deadline: new Date(latest).toISOString() }),
      simulated,
      createdAt: now,
      updatedAt: now,
    };
  }

  private deliveryFor(hosted: HostedMatch, lists: Set<InnerChannel>): NewDelivery {
    const draft = this.draft(hosted);
    const channel = this.channels.get(draft.channel);
    if (!channel) return this.failed(draft, noChannel(draft.channel), true);
    let delivery: Delivery;
    try {
      delivery = { ...draft, params: this.prepare(channel, hosted) };
    } catch (error) {
      if (!(error instanceof TemplateFault) && !(error instanceof DeliveryFailed)) throw error;
      return this.failed(draft, error.text, true);
    }
    const latest = delivery.deadline === undefined ? null : Date.parse(delivery.deadline);
    const target = (channel.leaves && channel.target?.(delivery.params)) || channel.name;
    if (latest !== null && this.options.clock.now() >= latest)
      return { delivery: { ...delivery, status: 'expired', ...reasonOf(EXPIRED) }, target, latest: null };
    if (!channel.leaves) return this.written(channel, delivery, lists);
    if (delivery.simulated) return { delivery: { ...delivery, status: 'simulated' }, target, latest: null };
    const unready = channel.unready?.();
    if (unready) return { delivery: { ...delivery, status: 'held', ...reasonOf(unready) }, target, latest };
    return { delivery, target, latest };
  }

  private prepare(channel: Channel, hosted: HostedMatch): Record<string, unknown> {
    const scope = scopeOf(hosted);
    const { params } = hosted.action;
    if (channel.prepare) return channel.prepare(params, scope, hosted);
    return fillTexts(params, scope) as Record<string, unknown>;
  }

  private written(channel: InnerChannel, delivery: Delivery, lists: Set<InnerChannel>): NewDelivery {
    const tried = { ...delivery, attempts: 1 };
    try {
      channel.write(tried);
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      return this.failed(tried, error.text, false);
    }
    if (channel.durable) lists.add(channel);
    return { delivery: { ...tried, status: 'delivered' }, target: channel.name, latest: null };
  }

  private failed(draft: Delivery, reason: Text, unfilled: boolean): NewDelivery {
    const delivery: Delivery = {
      ...draft,
      status: 'failed',
      ...reasonOf(reason),
      ...(unfilled && { unfilled }),
    };
    return { delivery, target: draft.channel, latest: null };
  }

  private async again(kept: Kept): Promise<boolean> {
    const { outbox } = this.options;
    if (!isResendable(kept) || !outbox.isWritable) return false;
    const channel = this.channels.get(kept.channel);
    if (!channel) return false;
    if (!channel.leaves) return this.writeAgain(channel, kept);
    const unready = channel.unready?.();
    if (unready) return outbox.change(kept, { status: 'held', attempts: 0, reason: unready });
    if (!outbox.again(kept)) return false;
    this.lanes.goLine(kept.line);
    return true;
  }

  private async writeAgain(channel: InnerChannel, kept: Kept): Promise<boolean> {
    const { outbox } = this.options;
    let reason: Text | undefined;
    try {
      channel.write({ ...deliveryOf(kept), attempts: 1 });
      if (!(await this.listsAreDurable(new Set([channel])))) return false;
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      reason = error.text;
    }
    // Meanwhile somebody else may have done the same.
    if (outbox.read(kept.seq)?.status !== kept.status) return false;
    return outbox.change(kept, { status: reason ? 'failed' : 'delivered', attempts: 1, reason });
  }

  private now(): string {
    return new Date(this.options.clock.now()).toISOString();
  }
}

/** Given up or held, and with something that can be sent. */
export function isResendable({ status, unfilled, simulated }: Delivery): boolean {
  return (status === 'failed' || status === 'held' || status === 'expired') && !unfilled && !simulated;
}

function isBehind(place: FoundPlace, mark: FoundPlace): boolean {
  return place.position > mark.position || (place.position === mark.position && place.index > mark.index);
}

function reasonOf(reason: Text): { reason: string; reasonText: Text } {
  return { reason: localize(reason, 'en'), reasonText: reason };
}

/** Nothing calls a write back that never comes to disk; it is then simply not waited for. */
function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    void promise.then(resolve);
  });
}

function noChannel(name: string): Text {
  return {
    ko: `"${name}"(이)라는 실행 방법이 없습니다.`,
    en: `There is no channel "${name}".`,
  };
}
