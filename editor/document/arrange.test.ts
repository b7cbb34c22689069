import { describe, expect, it } from 'vitest';
import { align, type Box, distribute } from './arrange.ts';

const boxes: readonly Box[] = [
  { id: 'a', x: 0, y: 10, width: 100, height: 50 },
  { id: 'b', x: 300, y: 40, width: 60, height: 100 },
  { id: 'c', x: 120, y: 0, width: 40, height: 40 },
];
const along = (places: Record<string, { x: number; y: number }>, axis: 'x' | 'y') =>
  boxes.map(({ id }) => places[id][axis]);

describe('align', () => {
  it.each([
    ['left', 'x', [0, 0, 0]],
    ['right', 'x', [260, 300, 320]],
    ['centre', 'x', [130, 150, 160]],
    ['top', 'y', [0, 0, 0]],
    ['bottom', 'y', [90, 40, 100]],
    ['middle', 'y', [45, 20, 50]],
  ] as const)('%s', (how, axis, expected) => {
    const places = align(boxes, how);
    expect(along(places, axis)).toEqual(expected);
    const other = axis === 'x' ? 'y' : 'x';
    expect(along(places, other)).toEqual(boxes.map((box) => box[other]));
  });
});

describe('distribute', () => {
  it('leaves the same room between each two, by their order on the canvas', () => {
    const places = distribute(boxes, 'x');
    // 360 of room, 200 of cards: 80 between them.
    expect(along(places, 'x')).toEqual([0, 300, 180]);
    expect(along(places, 'y')).toEqual([10, 40, 0]);
  });

  it('needs three', () => {
    expect(distribute(boxes.slice(0, 2), 'x')).toEqual({});
  });
});
