/** Several cards in line with each other. Pure: places in, new places out. */
import type { Point } from './operations.ts';

/** A card: its corner and its size. */
export interface Box extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Axis = 'x' | 'y';
type Places = Record<string, Point>;

const sizeAlong = (box: Box, axis: Axis) => (axis === 'x' ? box.width : box.height);

/** Which part of a card is brought into line, as a share of its size from its corner. */
const LINE: Readonly<Record<Alignment, { readonly axis: Axis; readonly at: number }>> = {
  left: { axis: 'x', at: 0 },
  centre: { axis: 'x', at: 0.5 },
  right: { axis: 'x', at: 1 },
  top: { axis: 'y', at: 0 },
  middle: { axis: 'y', at: 0.5 },
  bottom: { axis: 'y', at: 1 },
};

/** The new corners of cards that are brought into line, at the edge or in the middle of them all. */
export function align(boxes: readonly Box[], how: Alignment): Places {
  const { axis, at } = LINE[how];
  const least = Math.min(...boxes.map((box) => box[axis]));
  const greatest = Math.max(...boxes.map((box) => box[axis] + sizeAlong(box, axis)));
  const line = least + (greatest - least) * at;
  return placesOf(boxes, axis, (box) => line - sizeAlong(box, axis) * at);
}

/** The new corners of cards with the same room between each two; the first and the last stay where they are. */
export function distribute(boxes: readonly Box[], axis: Axis): Places {
  if (boxes.length < 3) return {};
  const inOrder = [...boxes].sort((a, b) => middleOf(a, axis) - middleOf(b, axis));
  const [first, last] = [inOrder[0], inOrder[inOrder.length - 1]];
  const room = last[axis] + sizeAlong(last, axis) - first[axis];
  const gap = (room - inOrder.reduce((sum, box) => sum + sizeAlong(box, axis), 0)) / (inOrder.length - 1);
  const corners = new Map<string, number>();
  let next = first[axis];
  for (const box of inOrder) {
    corners.set(box.id, next);
    next += sizeAlong(box, axis) + gap;
  }
  return placesOf(inOrder, axis, (box) => corners.get(box.id)!);
}

const middleOf = (box: Box, axis: Axis) => box[axis] + sizeAlong(box, axis) / 2;

function placesOf(boxes: readonly Box[], axis: Axis, corner: (box: Box) => number): Places {
  return Object.fromEntries(
    boxes.map((box) => [box.id, { x: box.x, y: box.y, [axis]: corner(box) } satisfies Point]),
  );
}
