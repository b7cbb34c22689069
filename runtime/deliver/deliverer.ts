/**
 * From match to delivery. Matches wait in a queue and are worked off a few at a time, so that neither the engine nor
 * the page waits; what goes out of the house goes by lanes, one a target.
 *
 * - A match is taken once: one whose place lies at or before the last one that was taken is passed over, and the same
 *   delivery id twice is one delivery.
 * - What an inner channel writes down is on disk before the outbox says so; a crash between the two does it again, with
 *   the same id, which leaves what once leaves.
 * - An attempt that fails is repeated with growing pauses; then it is kept as failed, with its reason, and can be
 *   sent again. What was pending when the runtime stopped is sent when it starts: with the same `Idempotency-Key`,
 *   for it may have arrived.
 * - What has a deadline is dropped after it.
 */
import { type Clock, othersTurn, wait } from '../clock.ts';
import { errorDetail } from '../error-detail.ts';
import { type FoundPlace, type HostedMatch, isBehind } from '../host/engine-host.ts';
import type { DeliveryLimits, DeliveryTarget } from '../wire/rest.ts';
import type { Channel, InnerChannel } from './channel.ts';
import { DeliveryMaker } from './delivery-maker.ts';
import { areDurable } from './durable-channels.ts';
import { Lanes } from './lanes.ts';
import type { NewDelivery, Outbox } from './outbox.ts';
import { Resender } from './resender.ts';
import { DEFAULT_LIMITS } from './retry.ts';

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
/** Ms before what the disk refuses is tried again. */
const AGAIN = 500;

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
  private readonly lanes: Lanes;
  private readonly maker: DeliveryMaker;
  /** Sends again what was given up or held. */
  readonly resender: Resender;

  constructor(private readonly options: DelivererOptions) {
    const { outbox, random = Math.random, limits = () => DEFAULT_LIMITS, onTargets = () => {} } = options;
    const channels = new Map(options.channels.map((channel) => [channel.name, channel]));
    this.lanes = new Lanes({
      ...options,
      channels,
      random,
      limits,
      onChanged: onTargets,
    });
    this.maker = new DeliveryMaker({ ...options, channels });
    this.resender = new Resender({ ...options, channels, go: (line) => this.lanes.goLine(line) });
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
      if (!this.refused) warn(`outbox: ${errorDetail(error)}`);
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
        made.push(this.maker.make(hosted, lists));
      }
      await othersTurn();
      if (signal.aborted) return;
    }
    if (!(await areDurable(lists, this.options)) || signal.aborted) return;
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

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** Nothing calls a write back that never comes to disk; it is then simply not waited for. */
function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    void promise.then(resolve);
  });
}
