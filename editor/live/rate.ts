/** Rates out of counts that only grow: the difference over the last few seconds of samples. */

interface Sample {
  readonly at: number;
  readonly count: number;
}

/** How far back a rate looks, in ms: long enough to be calm, short enough to follow a presenter's slider. */
const SPAN = 3000;

/**
 * Events a second over the last three seconds.
 *
 * @example
 * const window = new RateWindow();
 * window.add(0, 0); window.add(1000, 50);
 * window.rate() // 50
 */
export class RateWindow {
  #samples: Sample[] = [];

  /** Takes a count at a time (epoch ms). A count or a time that goes back starts anew: the flow was restarted. */
  add(at: number, count: number): void {
    const last = this.#samples.at(-1);
    if (last && (count < last.count || at < last.at)) this.#samples = [];
    if (last && at === last.at) this.#samples.pop();
    this.#samples.push({ at, count });
    // One sample at or before the span's start is kept, so that the span is always whole.
    while (this.#samples.length > 2 && this.#samples[1].at <= at - SPAN) this.#samples.shift();
  }

  /** Zero until there are two samples. */
  rate(): number {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at <= first.at) return 0;
    return ((last.count - first.count) * 1000) / (last.at - first.at);
  }
}
