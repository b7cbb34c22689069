/** Where nodes that are pasted come to lie. */
import type { Fragment, Point } from '../document/operations.ts';
import { CARD } from './card-size.ts';
import { around, meet, type Rect } from './in-view.ts';

/** Each further copy lies so far beside the one before. */
const STEP = { x: 48, y: 64 };

/**
 * How far they are moved: with their upper left corner to where somebody asked for them; else beside those that they
 * were copied from, and into the middle of what is seen where that would be out of sight.
 *
 * @param times of the same nodes in a row, this time included
 * @param seen of the drawing, in its own coordinates
 */
export function pasteOffset(
  { nodes }: Pick<Fragment, 'nodes'>,
  times: number,
  seen: Rect,
  at?: Point,
): Point {
  const [first, ...others] = nodes.map(({ position }) => ({ ...position, ...CARD }));
  if (!first) return { x: 0, y: 0 };
  const box = others.reduce<Rect>((whole, card) => around(whole, card, 0), first);
  if (at) return { x: at.x - box.x, y: at.y - box.y };
  const beside = { x: STEP.x * times, y: STEP.y * times };
  const isSeen = [first, ...others].some(({ x, y }) =>
    meet({ x: x + beside.x, y: y + beside.y, ...CARD }, seen),
  );
  if (isSeen) return beside;
  return {
    x: seen.x + (seen.width - box.width) / 2 - box.x + STEP.x * (times - 1),
    y: seen.y + (seen.height - box.height) / 2 - box.y + STEP.y * (times - 1),
  };
}
