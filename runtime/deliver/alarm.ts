/** One timer that is set to the earliest time somebody asked for, however often it is asked. */
import type { Clock } from '../clock.ts';

export class Alarm {
  private at = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
    private readonly ring: () => void,
  ) {}

  /** Rings at this time (epoch ms), or earlier where that was asked for. */
  set(at: number): void {
    if (at >= this.at) return;
    this.at = at;
    this.clock.after(
      Math.max(0, at - this.clock.now()),
      () => {
        // A later one that was set before this one: it has nothing to say any more.
        if (this.at !== at) return;
        this.at = Number.POSITIVE_INFINITY;
        this.ring();
      },
      this.signal,
    );
  }
}
