import { afterEach, expect, it, vi } from 'vitest';
import { AwaitedCount, COUNT_WORDS } from './awaited-count.ts';

afterEach(() => vi.restoreAllMocks());

function newCount(): { count: AwaitedCount; words: Int32Array } {
  const words = new Int32Array(new SharedArrayBuffer(COUNT_WORDS * 4));
  const count = new AwaitedCount(words, 0);
  count.clear();
  return { count, words };
}

/** Runs something between the steps that a thread takes, as another thread might: before the step of a number. */
function between(step: number, run: () => void): { happened: () => boolean; slept: () => boolean } {
  let steps = 0;
  let happened = false;
  let slept = false;
  for (const name of ['load', 'store', 'wait'] as const) {
    const original = Atomics[name] as (...args: unknown[]) => unknown;
    vi.spyOn(Atomics, name).mockImplementation(((...args: unknown[]) => {
      if (steps++ === step) {
        happened = true;
        run();
      }
      const result = original(...args);
      if (happened && result === 'timed-out') slept = true;
      return result;
    }) as never);
  }
  return { happened: () => happened, slept: () => slept };
}

it.each([1, 4])('is not slept through, whenever it is brought up while somebody goes to sleep (%i)', (up) => {
  let step = 0;
  for (; ; step++) {
    const { count } = newCount();
    const other = between(step, () => {
      for (let i = 0; i < up; i++) count.countUp();
    });
    const isThere = count.waitFor(up, 0);
    vi.restoreAllMocks();
    if (!other.happened()) break;
    expect([isThere, other.slept()], `step ${step}`).toEqual([true, false]);
  }
  expect(step).toBeGreaterThanOrEqual(4);
});

it('wakes who went to sleep meanwhile', () => {
  for (let step = 0; step < 2; step++) {
    const { count } = newCount();
    const notify = vi.spyOn(Atomics, 'notify');
    const asleep = new Error('asleep');
    let sleeps = false;
    let steps = 0;
    const goToSleep = () => {
      vi.spyOn(Atomics, 'wait').mockImplementation(((words: Int32Array, at: number, seen: number) => {
        if (words[at] === seen) throw asleep;
        return 'not-equal';
      }) as never);
      try {
        count.waitFor(1);
      } catch (error) {
        sleeps = error === asleep;
      }
    };
    for (const name of ['add', 'load'] as const) {
      const original = Atomics[name] as (...args: unknown[]) => unknown;
      vi.spyOn(Atomics, name).mockImplementation(((...args: unknown[]) => {
        if (steps++ === step) goToSleep();
        return original(...args);
      }) as never);
    }
    count.countUp();
    if (sleeps) expect(notify, `step ${step}`).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
    // Before the first step there is nothing yet, so it does sleep.
    if (step === 0) expect(sleeps).toBe(true);
  }
});

it('wakes who sleeps, and only when there is as much as is waited for', () => {
  const { count } = newCount();
  const notify = vi.spyOn(Atomics, 'notify');
  vi.spyOn(Atomics, 'wait').mockImplementationOnce(() => {
    for (let i = 0; i < 3; i++) count.countUp();
    expect(notify).not.toHaveBeenCalled();
    count.countUp();
    expect(notify).toHaveBeenCalledOnce();
    return 'ok';
  });
  expect(count.waitFor(4)).toBe(true);
  count.countUp();
  expect(notify).toHaveBeenCalledOnce();
});

it('says after a while that there is not enough', () => {
  const { count } = newCount();
  count.countUp();
  expect(count.waitFor(1, 0)).toBe(true);
  expect(count.waitFor(2, 1)).toBe(false);
});
