import { describe, expect, it } from 'vitest';
import type { Box } from '../document/arrange.ts';
import { boundsOf, snap } from './snap.ts';

const box = (x: number, y: number, width = 100, height = 50): Box => ({ id: '', x, y, width, height });

describe('snap', () => {
  it('brings a card into line with the nearest edge or middle, with a line through both', () => {
    const { dx, dy, lines } = snap(box(203, 96), [box(0, 100), box(200, 400)], 6);
    expect([dx, dy]).toEqual([-3, 4]);
    expect(lines).toEqual([
      { axis: 'x', at: 200, from: 100, to: 450 },
      { axis: 'y', at: 100, from: 0, to: 300 },
    ]);
  });

  it('knows middles of cards of another size', () => {
    expect(snap(box(60, 300, 80), [box(48, 0)], 6).dx).toBe(-2);
  });

  it('leaves alone what is not near', () => {
    expect(snap(box(220, 120), [box(0, 0)], 6)).toEqual({ dx: 0, dy: 0, lines: [] });
  });
});

describe('boundsOf', () => {
  it('holds all of them', () => {
    expect(boundsOf([box(10, 20), box(200, 0)])).toEqual({ id: '', x: 10, y: 0, width: 290, height: 70 });
  });
});
