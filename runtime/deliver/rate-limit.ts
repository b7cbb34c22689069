/** So many a second to one target, with what was not used of the last second. */

export class RateLimit {
  private tokens = 0;
  private at = Number.NEGATIVE_INFINITY;

  /**
   * How many may go now.
   *
   * @param perSecond null: any number
   * @param now epoch ms
   */
  allowed(perSecond: number | null, now: number): number {
    if (perSecond === null) return Number.POSITIVE_INFINITY;
    const most = Math.max(1, perSecond);
    // A clock that went back gives nothing, and takes nothing.
    const passed = Math.max(0, now - this.at) / 1_000;
    this.tokens = Math.min(most, this.tokens + passed * perSecond);
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
