import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEPT_FOR_LATE, KeyedTimeline } from './keyed-timeline.ts';

describe('KeyedTimeline', () => {
  it('lists the entries of each key by (time, adding), through removals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(30), fc.boolean()), { minLength: 1, maxLength: 400 }),
        (steps) => {
          const gone: number[] = [];
          const timeline = new KeyedTimeline((slot) => gone.push(slot));
          const names = timeline.numberColumn();
          const model: { slot: number; time: number; name: number }[][] = [[], [], [], []];
          for (const [name, [slot, time, removes]] of steps.entries()) {
            names.values[timeline.add(slot, time)] = name;
            model[slot].push({ slot, time, name });
            model[slot].sort((a, b) => a.time - b.time || a.name - b.name);
            if (removes) {
              timeline.remove(timeline.oldest(slot));
              model[slot].shift();
            }
            if (name % 50 === 49) {
              timeline.removeKey(slot);
              model[slot] = [];
            }
          }
          for (const [slot, entries] of model.entries()) {
            const listed: number[] = [];
            for (let entry = timeline.oldest(slot); entry >= 0; entry = timeline.after(entry))
              listed.push(names.values[entry]);
            expect(listed).toEqual(entries.map((entry) => entry.name));
            expect(timeline.count(slot)).toBe(entries.length);
          }
        },
      ),
    );
  });

  it('does not grow with what has left it', () => {
    const timeline = new KeyedTimeline(() => {});
    timeline.add(0, 0);
    for (let i = 0; i < 10_000; i++) timeline.remove(timeline.add(1, i));
    expect(timeline.numberColumn().values.length).toBeLessThan(128);
  });

  it('forgets in the order of adding what is old, but for those that may stay for late events', () => {
    const left: number[] = [];
    const timeline = new KeyedTimeline(
      () => {},
      (entry) => left.push(timeline.time(entry)),
    );
    for (let i = 0; i < KEPT_FOR_LATE; i++) timeline.add(i % 7, 50);
    for (const time of [3, 1, 2]) timeline.add(0, time);
    timeline.remove(timeline.add(3, 60));
    left.length = 0;
    timeline.forget(49);
    expect(left).toEqual([]);
    timeline.forget(50);
    expect(left).toEqual([50, 50, 50]);
    timeline.clear();
    expect(left.slice(-3)).toEqual([3, 1, 2]);
    expect(timeline.size).toBe(0);
  });
});
