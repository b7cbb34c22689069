/**
 * A circuit breaker, one a target: after so many failures in a row that may pass, nothing is sent to it for a pause
 * that grows; then one delivery is tried, and when that gets through, all go again. A target that answers, be it with a
 * refusal, is there.
 */
import type { Text } from '../../nodes/kit/text.ts';

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 5 * 60_000;

export class Breaker {
  /** In a row. */
  failures = 0;
  /** Epoch ms; undefined while it is closed. */
  openSince: number | undefined;
  /** Epoch ms until which nothing is sent: because it is open, or because the target asked for it. */
  until = 0;
  /** Of the last failure. */
  reason: Text | undefined;
  private pause = FIRST_PAUSE;

  get isOpen(): boolean {
    return this.openSince !== undefined;
  }

  /** The target answered. @returns whether that changes what is to be seen of it */
  answered(): boolean {
    const changed = this.isOpen;
    this.failures = 0;
    this.openSince = undefined;
    this.until = 0;
    this.reason = undefined;
    this.pause = FIRST_PAUSE;
    return changed;
  }

  /**
   * @param random 0 to 1: spreads probes by a quarter
   * @param retryAfter ms that the target asked for
   * @param probing whether this was the one delivery that was tried
   */
  failed(
    failure: { readonly reason: Text; readonly retryAfter?: number | undefined; readonly probing: boolean },
    breakAfter: number,
    now: number,
    random: number,
  ): boolean {
    this.failures++;
    this.reason = failure.reason;
    const opens = !this.isOpen && this.failures >= breakAfter;
    const before = this.until;
    if (opens || (this.isOpen && failure.probing)) {
      if (opens) this.openSince = now;
      this.until = Math.max(this.until, now + Math.round(this.pause * (0.75 + 0.5 * random)));
      this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    }
    if (failure.retryAfter !== undefined) this.until = Math.max(this.until, now + failure.retryAfter);
    return this.until !== before;
  }
}
