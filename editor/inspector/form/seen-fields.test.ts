import { describe, expect, it } from 'vitest';
import type { NodeSamples } from '../../samples/samples.ts';
import { withSeenFields } from './seen-fields.ts';

const samplesOf = (...data: Record<string, unknown>[]): NodeSamples => ({
  from: 'recent',
  arrived: {
    in: data.map((each, i) => ({
      id: `${i}`,
      type: 'a',
      source: 'b',
      time: '2026-03-02T00:00:00Z',
      data: each,
    })),
  },
});
const KNOWN = [
  { path: 'amount', type: 'number' as const, example: 1 },
  { path: '$time', type: 'time' as const },
];

describe('fields that events have', () => {
  it('are offered behind the known ones, which say what they held last', () => {
    const samples = samplesOf(
      { amount: 5, store: { city: '서울', geo: { lat: 1 } }, tags: ['x'], at: '2026-03-02T10:00:00Z' },
      { amount: 7, vip: true, none: null, store: { city: 3 } },
    );
    expect(withSeenFields(KNOWN, samples, 'in')).toEqual([
      { path: 'amount', type: 'number', example: 1, live: 7 },
      { path: 'vip', type: 'boolean', seen: true, live: true },
      { path: 'store.city', type: 'unknown', seen: true, live: 3 },
      { path: 'store.geo.lat', type: 'number', seen: true, live: 1 },
      { path: 'tags', type: 'list', seen: true, live: ['x'] },
      { path: 'at', type: 'time', seen: true, live: '2026-03-02T10:00:00Z' },
      { path: '$time', type: 'time', live: '2026-03-02T00:00:00Z' },
    ]);
    expect(withSeenFields(KNOWN, samples, 'other')).toEqual(KNOWN);
  });

  it('are bounded in number and depth, and none that a path could not name', () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, i]));
    expect(withSeenFields([], samplesOf(wide)).length).toBe(200);
    const deep = { a: { b: { c: { d: { e: 1 } } } }, 'x.y': 1, $id: 2, '': 3, __proto__: 4 };
    expect(withSeenFields([], samplesOf(deep)).map(({ path, type }) => [path, type])).toEqual([
      ['a.b.c.d', 'object'],
    ]);
  });
});
