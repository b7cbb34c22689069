import type { ModelEvent } from './model-event.ts';
import type { Timer } from './model-node.ts';

/** The waiting events and the timers of a run, and the watermark that lets them go. */
export interface Clock {
  watermark: number;
  /** Where the watermark stands while something is worked off: at the time of that, never before where it was. */
  now: number;
  wait(event: ModelEvent): void;
  setTimer(due: number, depth: number, fire: () => void): Timer;
  clearTimer(timer: Timer | undefined): void;
  /** Moves the watermark and works off what it lets go. */
  advance(to: number): void;
}

export function createClock(process: (event: ModelEvent) => void): Clock {
  const waiting: ModelEvent[] = [];
  const timers: Timer[] = [];
  let order = 0;
  const remove = <T>(list: T[], item: T | undefined) => {
    const at = list.indexOf(item as T);
    if (at >= 0) list.splice(at, 1);
  };

  return {
    watermark: Number.NEGATIVE_INFINITY,
    now: Number.NEGATIVE_INFINITY,
    // in order of arrival, which sort keeps among equal times
    wait: (event) => void waiting.push(event),
    setTimer(due, depth, fire) {
      const timer = { due, depth, fire, order };
      order += 1;
      timers.push(timer);
      return timer;
    },
    clearTimer: (timer) => remove(timers, timer),
    advance(to) {
      this.watermark = Math.max(this.watermark, to);
      for (;;) {
        const [event] = waiting.filter((one) => one.time <= this.watermark).sort((a, b) => a.time - b.time);
        const [timer] = timers
          .filter((one) => one.due < this.watermark)
          .sort((a, b) => a.due - b.due || a.depth - b.depth || a.order - b.order);
        if (event && (!timer || event.time <= timer.due)) {
          remove(waiting, event);
          this.now = Math.max(this.now, event.time);
          process(event);
        } else if (timer) {
          remove(timers, timer);
          this.now = Math.max(this.now, timer.due);
          timer.fire();
        } else break;
      }
      this.now = this.watermark;
    },
  };
}
