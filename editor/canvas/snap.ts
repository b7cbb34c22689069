/** Guide lines: where a card that is dragged comes into line with another one, and how far it then still has to go. */
import type { Box } from '../document/arrange.ts';

/** A line through the cards that stand in it, in coordinates of the drawing. */
export interface GuideLine {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly lines: readonly GuideLine[];
}

/** The least that has to be done so that one box comes into line with another, by an edge or by its middle. */
function nearest(moving: Box, others: readonly Box[], axis: 'x' | 'y', within: number) {
  const size = axis === 'x' ? 'width' : 'height';
  let best: { readonly by: number; readonly line: number } | undefined;
  for (const other of others)
    for (const at of [0, 0.5, 1]) {
      const line = other[axis] + other[size] * at;
      const by = line - (moving[axis] + moving[size] * at);
      if (Math.abs(by) <= within && Math.abs(by) < Math.abs(best?.by ?? Number.POSITIVE_INFINITY))
        best = { by, line };
    }
  return best;
}

function lineThrough(
  boxes: readonly Box[],
  axis: 'x' | 'y',
  at: number,
): Pick<GuideLine, 'from' | 'to'> | undefined {
  const [size, across, sizeAcross] =
    axis === 'x' ? (['width', 'y', 'height'] as const) : (['height', 'x', 'width'] as const);
  const on = boxes.filter((box) =>
    [0, 0.5, 1].some((share) => Math.abs(box[axis] + box[size] * share - at) < 0.5),
  );
  if (on.length < 2) return undefined;
  return {
    from: Math.min(...on.map((box) => box[across])),
    to: Math.max(...on.map((box) => box[across] + box[sizeAcross])),
  };
}

/**
 * @param moving what is dragged: one card, or the place that several take up together
 * @param within how near counts, in units of the drawing
 */
export function snap(moving: Box, others: readonly Box[], within: number): Snapped {
  const x = nearest(moving, others, 'x', within);
  const y = nearest(moving, others, 'y', within);
  const there = { ...moving, x: moving.x + (x?.by ?? 0), y: moving.y + (y?.by ?? 0) };
  const lines = (
    [
      ['x', x],
      ['y', y],
    ] as const
  ).flatMap(([axis, found]) => {
    const through = found && lineThrough([there, ...others], axis, found.line);
    return through ? [{ axis, at: found.line, ...through }] : [];
  });
  return { dx: there.x - moving.x, dy: there.y - moving.y, lines };
}

/** The place that several cards take up together. */
export function boundsOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    id: '',
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
