/**
 * The card that somebody works on stays in sight: one that was just added, and the selected one when the panel that
 * opens beside it takes room from the canvas. The view moves no further than it must.
 */
import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useDocument } from '../document/open-document.ts';
import type { Point } from '../document/operations.ts';
import { CARD } from './card-size.ts';
import type { Rect } from './in-view.ts';

/** Room around the card, in px. */
const ROOM = 24;

/** How far the view must move for the card, in px of the canvas, to be seen; its beginning goes before its end. */
export function moveIntoSight(
  card: Rect,
  canvas: { readonly width: number; readonly height: number },
): Point {
  const along = (from: number, size: number, least: number, most: number) => {
    if (from < least) return least - from;
    const over = from + size - most;
    return over > 0 ? Math.max(-over, least - from) : 0;
  };
  return {
    x: along(card.x, card.width, ROOM, canvas.width - ROOM),
    y: along(card.y, card.height, ROOM, canvas.height - ROOM),
  };
}

export function useKeepInSight(): void {
  const store = useStoreApi();
  const { setViewport } = useReactFlow();
  const width = useStore((state) => state.width);
  const selected = useDocument(({ selection }) =>
    selection.nodes.length === 1 ? selection.nodes[0] : undefined,
  );
  const flow = useDocument((state) => state.flow);
  const before = useRef({ width, flow });

  useEffect(() => {
    const last = before.current;
    before.current = { width, flow };
    const added =
      flow !== last.flow &&
      flow?.id === last.flow?.id &&
      flow?.nodes.length === (last.flow?.nodes.length ?? 0) + 1;
    const isNew = added && !last.flow?.nodes.some(({ id }) => id === selected);
    const narrower = width > 0 && width < last.width;
    const node = selected && flow?.nodes.find(({ id }) => id === selected);
    if (!node || !(isNew || narrower)) return;
    const { transform, nodeLookup, height } = store.getState();
    const [x, y, zoom] = transform;
    const size = nodeLookup.get(node.id)?.measured;
    const card = {
      x: node.position.x * zoom + x,
      y: node.position.y * zoom + y,
      width: (size?.width ?? CARD.width) * zoom,
      height: (size?.height ?? CARD.height) * zoom,
    };
    const move = moveIntoSight(card, { width, height });
    if (move.x === 0 && move.y === 0) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void setViewport({ x: x + move.x, y: y + move.y, zoom }, { duration: calm ? 0 : 200 });
  }, [width, flow, selected, store, setViewport]);
}
