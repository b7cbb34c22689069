import { describe, expect, it } from 'vitest';
import { moveIntoSight } from './keep-in-sight.ts';

const canvas = { width: 700, height: 430 };

describe('moveIntoSight', () => {
  it('leaves a card that is seen where it is', () => {
    expect(moveIntoSight({ x: 100, y: 100, width: 236, height: 146 }, canvas)).toEqual({ x: 0, y: 0 });
  });

  it('moves no further than it must', () => {
    expect(moveIntoSight({ x: 600, y: 350, width: 236, height: 146 }, canvas)).toEqual({ x: -160, y: -90 });
    expect(moveIntoSight({ x: -50, y: -10, width: 236, height: 146 }, canvas)).toEqual({ x: 74, y: 34 });
  });

  it('shows the beginning of a card that is larger than the canvas', () => {
    expect(moveIntoSight({ x: 50, y: 100, width: 900, height: 146 }, canvas).x).toBe(-26);
  });
});
