/**
 * The only place that reads the wall clock or sets a timer. Everything else in the runtime is handed a `Clock`, so
 * that a test moves time by hand and nothing sleeps for luck.
 */

export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Calls `fn` every `ms` until the signal is aborted. Calls never overlap: a late one is left out. */
  every(ms: number, fn: () => void, signal: AbortSignal): void;
  /** Calls `fn` once in `ms`, unless the signal is aborted first. */
  after(ms: number, fn: () => void, signal: AbortSignal): void;
}

/** `setTimeout` fires at once beyond this many ms (24.8 days). */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The time of the machine. Its timers keep no process alive that has nothing else to do. */
export const systemClock: Clock = {
  now: () => Date.now(),
  every(ms, fn, signal) {
    if (signal.aborted) return;
    const timer = setInterval(fn, Math.min(ms, LONGEST_TIMER));
    timer.unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  },
  after(ms, fn, signal) {
    if (signal.aborted) return;
    const stop = () => clearTimeout(timer);
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', stop);
        fn();
      },
      Math.min(ms, LONGEST_TIMER),
    );
    timer.unref();
    signal.addEventListener('abort', stop, { once: true });
  },
};

/** Ms by which the wall clock may be set without being waited for. */
const SMALL_STEP = 60_000;
/** Ms for which a clock that was set must stay so before it is believed. */
const BELIEVED = 60_000;

/**
 * A clock that a wrong wall clock does not lead astray. It never goes back. Where the wall clock is set by more than a
 * minute (somebody's mistake, a time server's), it goes on at its own pace at first, and follows only when the new time
 * has stood for a minute: ahead at once, back by standing still until the wall clock has come up to it. A day ahead and
 * back again within that minute therefore fires nothing.
 *
 * @param elapsed ms of a clock that nobody sets
 */
export function steadyClock(wall: Clock, elapsed: () => number = () => performance.now()): Clock {
  let last = wall.now();
  let lastElapsed = elapsed();
  let doubtedSince: number | undefined;
  const read = (now: number): number => {
    const own = last + (now - lastElapsed);
    const told = wall.now();
    if (Math.abs(told - own) <= SMALL_STEP) {
      doubtedSince = undefined;
      return told;
    }
    doubtedSince ??= now;
    if (now - doubtedSince < BELIEVED) return own;
    return told;
  };
  return {
    ...wall,
    now() {
      // With its fractions, which add up where it is asked more often than once a millisecond.
      const now = elapsed();
      last = Math.max(last, read(now));
      lastElapsed = now;
      return Math.floor(last);
    },
  };
}

interface Due {
  at: number;
  readonly order: number;
  readonly repeat: number | undefined;
  readonly fn: () => void;
  readonly signal: AbortSignal;
}

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on, and calls what falls due on the way, in order. */
  advance(ms: number): void;
  /** Timers that are still set; none is left after a clean shutdown. */
  pending(): number;
}

/** @param start epoch ms */
export function manualClock(start = Date.UTC(2026, 2, 2)): ManualClock {
  let now = start;
  let order = 0;
  let due: Due[] = [];
  const set = (ms: number, repeat: number | undefined, fn: () => void, signal: AbortSignal) => {
    if (!signal.aborted) due.push({ at: now + ms, order: order++, repeat, fn, signal });
  };
  const live = () => {
    due = due.filter((each) => !each.signal.aborted);
    return due;
  };
  return {
    now: () => now,
    every: (ms, fn, signal) => set(ms, ms, fn, signal),
    after: (ms, fn, signal) => set(ms, undefined, fn, signal),
    pending: () => live().length,
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = live()
          .filter((each) => each.at <= end)
          .sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (!next) break;
        now = next.at;
        if (next.repeat === undefined) due.splice(due.indexOf(next), 1);
        else next.at += next.repeat;
        next.fn();
      }
      now = end;
    },
  };
}

/** Resolves in `ms`; rejects with the signal's reason when that is aborted first. */
export function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    clock.after(
      ms,
      () => {
        signal.removeEventListener('abort', stop);
        resolve();
      },
      signal,
    );
  });
}

/** Resolves when whatever else is due has had its turn: other requests, messages, timers. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
