/** So many at once, and so many a second after that. */
export class RateLimit {
  private left: number;
  private at = Number.NaN;

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.left = burst;
  }

  /** Whether one more may pass. @param now epoch ms; a clock that jumps back gives nothing and takes nothing */
  take(now: number): boolean {
    const passed = now - this.at;
    if (passed > 0) this.left = Math.min(this.burst, this.left + (passed / 1_000) * this.perSecond);
    this.at = now;
    if (this.left < 1) return false;
    this.left--;
    return true;
  }
}
