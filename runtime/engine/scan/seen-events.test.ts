import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { SeenEvents } from './seen-events.ts';

/** As bytes in the middle of others. */
function named(source: string, id: string) {
  const parts = ['before', source, 'between', id, 'after'].map((text) => Buffer.from(text));
  const ends = parts.map((_, i) => Buffer.concat(parts.slice(0, i + 1)).length);
  return {
    bytes: Buffer.concat(parts),
    sourceStart: ends[0],
    sourceEnd: ends[1],
    idStart: ends[2],
    idEnd: ends[3],
  };
}

describe('events that came lately', () => {
  it('are told apart by source and id together', () => {
    const seen = new SeenEvents();
    const pairs = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc', ''],
      ['', 'abc'],
      ['c', 'ab'],
    ] as const;
    for (const [source, id] of pairs) expect(seen.hasOrAdd(named(source, id))).toBe(false);
    for (const [source, id] of pairs) expect(seen.hasOrAdd(named(source, id))).toBe(true);
  });

  it('are known for one generation at least, and two at most', () => {
    const seen = new SeenEvents(1_000);
    const add = (i: number) => seen.hasOrAdd(named('/s', `e${i}`));
    for (let i = 0; i < 10_000; i++) {
      expect(add(i)).toBe(false);
      if (i >= 1_000) expect(add(i - 999), `${i}`).toBe(true);
    }
    expect(add(10_000 - 2_001)).toBe(false);
  });

  test.prop([
    fc.array(fc.tuple(fc.constantFrom('/a', '/b'), fc.string({ maxLength: 3 })), { maxLength: 500 }),
  ])('are those of a set', (events) => {
    const seen = new SeenEvents();
    const set = new Set<string>();
    for (const [source, id] of events) {
      const key = JSON.stringify([source, id]);
      expect(seen.hasOrAdd(named(source, id))).toBe(set.has(key));
      set.add(key);
    }
  });
});
