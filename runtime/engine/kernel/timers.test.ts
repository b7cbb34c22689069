import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimerQueue } from './timers.ts';

describe('TimerQueue', () => {
  const near = fc.nat(20);
  const inOrder = fc.constant(undefined);
  const farApart = fc.nat(20).map((n) => n * 1.5e9);

  it.each([
    ['near each other', near],
    ['in their order', inOrder],
    ['weeks apart', farApart],
    ['anyhow', fc.oneof(near, inOrder, farApart)],
  ])('gives timers in order of (due, setting), where they are set %s', (_, dues) => {
    const steps = fc.array(fc.tuple(dues, fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (steps) => {
        const queue = new TimerQueue();
        let model: { due: number; seq: number }[] = [];
        for (const [seq, [drawn, take]] of steps.entries()) {
          const due = drawn ?? seq >> 1;
          queue.set(due, seq, seq);
          model.push({ due, seq });
          model.sort((a, b) => a.due - b.due || a.seq - b.seq);
          if (seq % 17 === 16) {
            queue.compact((payload) => payload % 3 !== 0);
            model = model.filter((timer) => timer.seq % 3 !== 0);
          }
          if (take && model.length > 0) {
            const next = model.shift()!;
            expect([queue.due, queue.seq]).toEqual([next.due, next.seq]);
            expect(queue.take()).toBe(next.seq);
          }
        }
        for (const next of model) expect(queue.take()).toBe(next.seq);
        expect(queue.due).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('takes thousands of timers through its chunks, and lets go of those that are not meant', () => {
    const queue = new TimerQueue();
    const taken: number[] = [];
    let set = 0;
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 500; i++) queue.set(1_000 * set, set, set++);
      for (let i = 0; i < 450; i++) {
        taken.push(queue.due / 1_000, queue.seq, queue.take());
      }
    }
    expect(taken).toEqual(Array.from({ length: 40 * 450 }, (_, i) => [i, i, i]).flat());
    queue.compact((payload) => payload % 2 === 0);
    const left = Array.from({ length: queue.size }, () => queue.take());
    expect(left).toEqual(Array.from({ length: 1_000 }, (_, i) => 18_000 + i * 2));
    expect(queue.due).toBe(Number.POSITIVE_INFINITY);
  });

  it('puts a timer that is set again with its old place before later ones of the same due time', () => {
    const queue = new TimerQueue();
    queue.set(10, 5, 1);
    queue.set(10, 3, 2);
    expect([queue.take(), queue.take()]).toEqual([2, 1]);
  });
});
