/** So many a second, and so many at once where none went before: a token bucket. */

export interface Rate {
  readonly perSecond: number;
  /** Default: what one second gives, at least 1. */
  readonly burst?: number;
}

/** Begins full. The rate is said each time: it may change while the limit is in use. */
export class RateLimit {
  private tokens = 0;
  private at = Number.NEGATIVE_INFINITY;

  /** How many may go now. @param now epoch ms; a clock that went back gives nothing and takes nothing */
  allowed({ perSecond, burst = Math.max(1, perSecond) }: Rate, now: number): number {
    const passed = Math.max(0, now - this.at) / 1_000;
    this.tokens = Math.min(burst, this.tokens + passed * perSecond);
    this.at = now;
    return Math.floor(this.tokens + 1e-9);
  }

  take(): void {
    this.tokens = Math.max(0, this.tokens - 1);
  }

  /** Ms until one may go. */
  wait(perSecond: number): number {
    return Math.max(1, Math.ceil((1_000 * (1 - this.tokens)) / perSecond));
  }
}
