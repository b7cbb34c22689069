/** Brings what is dragged into line with the cards around it (snap.ts), and shows the lines. */
import type { XYPosition } from '@xyflow/react';
import type { Box } from '../document/arrange.ts';
import { showLines } from './drag-marks.ts';
import { boundsOf, snap } from './snap.ts';

/** In px of the screen. */
const WITHIN = 6;

type Places = Readonly<Record<string, XYPosition>>;

export interface Drawn {
  readonly boxes: readonly Box[];
  readonly zoom: number;
}

/** Gives the places at which the cards are then shown. `dragging` is false once, at the end of a drag. */
export type Snapping = (places: Places, dragging: boolean) => Places;

/** One for each canvas. @param drawn the cards as they are now */
export function createSnapping(drawn: () => Drawn): Snapping {
  let underWay = false;
  return (places, dragging) => {
    // What is moved by the arrow keys goes where the keys say.
    if (!dragging && !underWay) return places;
    underWay = dragging;
    const { boxes, zoom } = drawn();
    const moving = boxes.filter(({ id }) => id in places).map((box) => ({ ...box, ...places[box.id] }));
    if (moving.length === 0) return places;
    const others = boxes.filter(({ id }) => !(id in places));
    const { dx, dy, lines } = snap(boundsOf(moving), others, WITHIN / zoom);
    showLines(dragging ? lines : []);
    return Object.fromEntries(Object.entries(places).map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }]));
  };
}
