import { describe, expect, it } from 'vitest';
import { around, InView, meet, seenPart } from './in-view.ts';

describe('what is in view', () => {
  it('is the part on screen and a little around it, in coordinates of the drawing', () => {
    expect(seenPart([100, 50, 0.5], 800, 600)).toEqual({ x: -520, y: -420, width: 2240, height: 1840 });
  });

  it('holds what it meets', () => {
    const view = { x: 0, y: 0, width: 100, height: 100 };
    expect(meet(view, { x: 90, y: -50, width: 20, height: 60 })).toBe(true);
    expect(meet(view, { x: 100, y: 0, width: 20, height: 20 })).toBe(false);
    expect(around(view, { x: 200, y: 150, width: 10, height: 10 }, 5)).toEqual({
      x: -5,
      y: -5,
      width: 220,
      height: 170,
    });
  });

  it('tells only those that came or went', () => {
    const inView = new InView();
    const told: string[] = [];
    for (const id of ['a', 'b', 'c']) inView.subscribe(id, () => told.push(id));
    expect(inView.has('a')).toBe(true);
    inView.setAway(new Set(['a', 'b']));
    inView.setAway(new Set(['b', 'c']));
    expect(told).toEqual(['a', 'b', 'a', 'c']);
    expect(['a', 'b', 'c'].map((id) => inView.has(id))).toEqual([true, false, false]);
  });

  it('lets those who are away sleep, and tells them once when they are back', () => {
    const inView = new InView();
    const sources = new Set<() => void>();
    let told = 0;
    const end = inView.whileSeen('a', (listener) => {
      sources.add(listener);
      return () => sources.delete(listener);
    })(() => told++);
    expect([sources.size, told]).toEqual([1, 1]);
    inView.setAway(new Set(['a']));
    expect([sources.size, told]).toEqual([0, 1]);
    inView.setAway(new Set());
    expect([sources.size, told]).toEqual([1, 2]);
    end();
    inView.setAway(new Set(['a']));
    inView.setAway(new Set());
    expect([sources.size, told]).toEqual([0, 2]);
  });
});
