/** The lanes to all targets. One is made when something waits for its target, and let go when nothing is left to know of it. */
import type { Clock } from '../clock.ts';
import type { DeliveryLimits, DeliveryTarget } from '../wire/rest.ts';
import { Alarm } from './alarm.ts';
import type { Channel } from './channel.ts';
import { EXPIRED } from './expired.ts';
import { Lane } from './lane.ts';
import type { Outbox } from './outbox.ts';

export interface LanesOptions {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limits: () => DeliveryLimits;
  readonly random: () => number;
  readonly warn: (line: string) => void;
  readonly onChanged: () => void;
}

/** Lanes beyond which those that are idle are let go. */
const MANY = 200;
/** Deliveries that are expired in one go. */
const AT_A_TIME = 200;

export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private readonly deadlines: Alarm;
  private recovering = false;

  constructor(private readonly options: LanesOptions) {
    this.deadlines = new Alarm(options.clock, options.signal, () => this.expire());
  }

  /** Looks at everything that waits: at the start, and after the disk refused. */
  resume(): void {
    this.expire();
    for (const { target, channel } of this.options.outbox.targets()) this.go(target, channel);
  }

  /** Something waits for this target. */
  go(target: string, channel: string): void {
    if (!this.options.outbox.isWritable) {
      this.resumeWhenWritable();
      return;
    }
    this.lane(target, channel)?.go();
  }

  /** A delivery was written down that has a deadline. */
  watchDeadline(latest: number): void {
    this.deadlines.set(latest);
  }

  /** The targets to which nothing is sent now. */
  states(): DeliveryTarget[] {
    return [...this.lanes.values()].map((lane) => lane.state()).filter(({ state }) => state !== 'closed');
  }

  /** The one that is next in a line, wherever it goes. */
  goLine(line: number): void {
    if (!this.options.outbox.isWritable) {
      this.resumeWhenWritable();
      return;
    }
    const next = this.options.outbox.nextOfLine(line);
    if (next) this.go(next.target, next.channel);
  }

  /** Drops those whose deadline has passed, wherever they wait. One that is on its way is not taken back. */
  private expire(): void {
    const { outbox, clock, signal } = this.options;
    if (signal.aborted) return;
    if (!outbox.isWritable) {
      this.resumeWhenWritable();
      return;
    }
    const now = clock.now();
    const overdue = outbox.overdue(now, AT_A_TIME + this.runningCount());
    let expired = 0;
    for (const seq of overdue) {
      const kept = this.isRunning(seq) ? undefined : outbox.read(seq);
      if (!kept) continue;
      if (outbox.change(kept, { status: 'expired', attempts: kept.attempts, reason: EXPIRED })) expired++;
      this.goLine(kept.line);
    }
    if (expired > 0 && overdue.length >= AT_A_TIME) setImmediate(() => this.expire());
    const next = outbox.nextDeadline(now);
    if (next !== undefined) this.deadlines.set(next);
  }

  private isRunning(seq: number): boolean {
    for (const lane of this.lanes.values()) if (lane.isRunning(seq)) return true;
    return false;
  }

  private runningCount(): number {
    let count = 0;
    for (const lane of this.lanes.values()) count += lane.runningCount;
    return count;
  }

  private lane(target: string, name: string): Lane | undefined {
    const there = this.lanes.get(target);
    if (there) return there;
    const channel = this.options.channels.get(name);
    if (!channel?.leaves) return undefined;
    if (this.lanes.size >= MANY) this.letGo();
    const lane = new Lane({
      ...this.options,
      target,
      channel,
      onFreed: (line) => this.goLine(line),
      onBlocked: () => this.resumeWhenWritable(),
    });
    this.lanes.set(target, lane);
    return lane;
  }

  private letGo(): void {
    for (const [target, lane] of this.lanes) if (lane.isIdle) this.lanes.delete(target);
  }

  private resumeWhenWritable(): void {
    if (this.recovering) return;
    this.recovering = true;
    void this.options.outbox.written().then(() => {
      this.recovering = false;
      if (!this.options.signal.aborted) this.resume();
    });
  }
}
