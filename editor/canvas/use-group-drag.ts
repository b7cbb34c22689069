/** Moves all cards of a group by its title, as a drag of the cards themselves would: with guide lines, as one step. */
import type { NodeChange } from '@xyflow/react';
import { type PointerEvent, useRef } from 'react';
import { documentStore } from '../document/open-document.ts';
import type { Point } from '../document/operations.ts';
import type { CardNode } from './drawn-parts.ts';

/** As far as cards go by an arrow key. */
const STEP = 5;
/** A pointer that moves less than this, in px, clicks. */
const SHAKY = 3;

export const STEPS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

interface Drag {
  readonly from: Point;
  readonly places: Readonly<Record<string, Point>>;
  moved: boolean;
}

export function useGroupDrag(
  nodes: readonly string[],
  zoom: () => number,
  onNodesChange: (changes: NodeChange<CardNode>[]) => void,
) {
  const drag = useRef<Drag>(undefined);
  const dragged = useRef(false);

  const move = (places: Drag['places'], by: Point, dragging: boolean) =>
    onNodesChange(
      Object.entries(places).map(([id, { x, y }]) => ({
        type: 'position',
        id,
        position: { x: x + by.x, y: y + by.y },
        dragging,
      })),
    );

  const by = (event: PointerEvent, { from }: Drag): Point => ({
    x: (event.clientX - from.x) / zoom(),
    y: (event.clientY - from.y) / zoom(),
  });

  function end(event: PointerEvent, to: Point | undefined) {
    const current = drag.current;
    drag.current = undefined;
    if (!current?.moved) return;
    event.preventDefault();
    move(current.places, to ?? { x: 0, y: 0 }, false);
  }

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      dragged.current = false;
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = {
        from: { x: event.clientX, y: event.clientY },
        places: placesOf(nodes),
        moved: false,
      };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const current = drag.current;
      if (!current) return;
      const far = Math.hypot(event.clientX - current.from.x, event.clientY - current.from.y);
      if (!current.moved && far < SHAKY) return;
      current.moved = true;
      dragged.current = true;
      move(current.places, by(event, current), true);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, drag.current && by(event, drag.current)),
    // Called off: the cards go back to where they were
    onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, undefined),
    wasDragged: () => dragged.current,
    moveBy: (step: Point) => move(placesOf(nodes), step, false),
  };
}

function placesOf(ids: readonly string[]): Record<string, Point> {
  const nodes = documentStore.getState().flow?.nodes ?? [];
  return Object.fromEntries(
    nodes.filter(({ id }) => ids.includes(id)).map(({ id, position }) => [id, position]),
  );
}
