/**
 * The deliveries to one target on their way: so many at once, those of one line one after the other. What waits is in
 * the outbox and is read when there is room for it, so a target that is down for a day costs no memory.
 */
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import { errorDetail } from '../error-detail.ts';
import { RateLimit } from '../rate-limit.ts';
import type { DeliveryLimits, DeliveryTarget } from '../wire/rest.ts';
import { Alarm } from './alarm.ts';
import { Breaker } from './breaker.ts';
import type { OuterChannel } from './channel.ts';
import { DeliveryFailed } from './delivery-failed.ts';
import { EXPIRED } from './expired.ts';
import type { Change, Outbox } from './outbox.ts';
import { deliveryOf, type Kept } from './outbox-tables.ts';
import { isGivenUp, pauseAfter } from './retry.ts';

/** Rounds before others get their turn. */
const ROUNDS = 50;

export interface LaneOptions {
  readonly target: string;
  readonly channel: OuterChannel;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limits: () => DeliveryLimits;
  /** 0 to 1. */
  readonly random: () => number;
  readonly warn: (line: string) => void;
  /** What is next in this line may go to another target. */
  readonly onFreed: (line: number) => void;
  /** The disk refuses: it is to be called when that is over. */
  readonly onBlocked: () => void;
  /** What there is to see of the target is another. */
  readonly onChanged: () => void;
}

export class Lane {
  /** Those on their way, and those whose end could not be written down by an error of ours: they rest until a restart. */
  private readonly running = new Set<number>();
  private readonly breaker = new Breaker();
  private readonly rate = new RateLimit();
  private readonly alarm: Alarm;
  private probe: number | undefined;
  private going = false;
  private again = false;

  constructor(private readonly options: LaneOptions) {
    this.alarm = new Alarm(options.clock, options.signal, () => this.go());
  }

  /** Sends as many as may go now. What one of them frees may be the next one here: that is a round more, not a call. */
  go(): void {
    this.again = true;
    if (this.going) return;
    this.going = true;
    for (let rounds = 0; this.again; rounds++) {
      this.again = false;
      if (rounds < ROUNDS) this.round();
      else setImmediate(() => this.go());
    }
    this.going = false;
  }

  private round(): void {
    const { outbox, signal, target, clock } = this.options;
    if (signal.aborted) return;
    if (!outbox.isWritable) {
      this.options.onBlocked();
      return;
    }
    const now = clock.now();
    let free = this.free(now);
    if (free <= 0) return;
    for (const { seq, due } of outbox.dueAt(target, this.running.size + free)) {
      if (this.running.has(seq)) continue;
      if (due > now) {
        this.alarm.set(due);
        return;
      }
      if (this.start(seq)) free--;
      if (free <= 0) return;
    }
  }

  get runningCount(): number {
    return this.running.size;
  }

  isRunning(seq: number): boolean {
    return this.running.has(seq);
  }

  /** Nothing is on its way, and there is nothing to remember of the target. */
  get isIdle(): boolean {
    return this.running.size === 0 && this.breaker.failures === 0 && this.breaker.until === 0;
  }

  state(): DeliveryTarget {
    const { target, channel, clock } = this.options;
    const { openSince, until, failures, reason } = this.breaker;
    const stops = until > clock.now();
    return {
      target,
      channel: channel.name,
      state: this.probe !== undefined ? 'probing' : openSince !== undefined || stops ? 'open' : 'closed',
      failures,
      ...(openSince !== undefined && { since: new Date(openSince).toISOString() }),
      ...(stops && { nextTry: new Date(until).toISOString() }),
      ...(reason && { reason }),
    };
  }

  /** How many may be begun; sets the alarm where that changes with time. */
  private free(now: number): number {
    const { channel, limits, target } = this.options;
    if (this.breaker.until > now) {
      this.alarm.set(this.breaker.until);
      return 0;
    }
    const room = this.breaker.isOpen
      ? this.probe === undefined
        ? 1
        : 0
      : channel.atOnce - this.running.size;
    if (room <= 0) return 0;
    const { perSecond, targets } = limits();
    const most = targets[target]?.perSecond ?? perSecond;
    if (most === null) return room;
    const allowed = this.rate.allowed({ perSecond: most }, now);
    if (allowed < 1) this.alarm.set(now + this.rate.wait(most));
    return Math.min(room, allowed);
  }

  /** @returns false where it does not go out */
  private start(seq: number): boolean {
    const { outbox, channel, clock } = this.options;
    const kept = outbox.read(seq);
    if (kept?.status !== 'pending') return false;
    if (kept.latest !== null && clock.now() >= kept.latest) {
      this.end(kept, { status: 'expired', attempts: kept.attempts, reason: EXPIRED });
      return false;
    }
    const unready = channel.unready?.();
    if (unready) {
      this.end(kept, { status: 'held', attempts: kept.attempts, reason: unready });
      return false;
    }
    this.running.add(seq);
    this.rate.take();
    const probing = this.breaker.isOpen;
    if (probing) {
      this.probe = seq;
      this.options.onChanged();
    }
    void this.attempt({ ...kept, attempts: kept.attempts + 1 }, probing).finally(() => this.go());
    return true;
  }

  private async attempt(kept: Kept, probing: boolean): Promise<void> {
    const { channel, signal } = this.options;
    try {
      await channel.send(deliveryOf(kept), signal);
      this.answered(probing);
      this.end(kept, { status: 'delivered', attempts: kept.attempts });
    } catch (error) {
      // It stays pending, and is sent when the runtime starts again.
      if (signal.aborted) return;
      this.failed(kept, error instanceof DeliveryFailed ? error : this.bug(error), probing);
    }
  }

  private failed(kept: Kept, failure: DeliveryFailed, probing: boolean): void {
    const { clock, limits, random } = this.options;
    const { attempts } = kept;
    const reason = failure.text;
    const now = clock.now();
    if (!failure.retry) {
      this.answered(probing);
      this.end(kept, { status: 'failed', attempts, reason });
      return;
    }
    if (probing) this.probe = undefined;
    const blow = { reason, retryAfter: failure.retryAfter, probing };
    const changed = this.breaker.failed(blow, limits().breakAfter, now, random());
    if (changed || probing) this.options.onChanged();
    const age = now - Date.parse(kept.createdAt);
    if (kept.latest !== null && now >= kept.latest)
      this.end(kept, { status: 'expired', attempts, reason: EXPIRED });
    else if (isGivenUp(attempts, age, limits())) this.end(kept, { status: 'failed', attempts, reason });
    else {
      const due = now + Math.max(pauseAfter(attempts, random()), failure.retryAfter ?? 0);
      this.end(kept, { status: 'pending', attempts, reason, due });
    }
  }

  private answered(probing: boolean): void {
    if (probing) this.probe = undefined;
    if (this.breaker.answered() || probing) this.options.onChanged();
  }

  private end(kept: Kept, change: Change): void {
    if (this.options.outbox.change(kept, change)) this.running.delete(kept.seq);
    else this.running.add(kept.seq);
    this.options.onFreed(kept.line);
  }

  private bug(error: unknown): DeliveryFailed {
    const { channel, warn } = this.options;
    warn(`channel ${channel.name}: ${errorDetail(error)}`);
    return new DeliveryFailed(INTERNAL, false);
  }
}

export const INTERNAL: Text = {
  ko: '보내는 중에 내부 오류가 났습니다.',
  en: 'Sending it failed by an error of ours.',
};
