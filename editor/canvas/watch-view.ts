/** Looks after each move of the drawing, and after each change of it, what of it is on screen. */
import { type ReactFlowState, useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { around, InView, meet, type Rect, seenPart, wireId } from './in-view.ts';

/** How far a wire may swing out beyond the cards that it joins. */
const SWING = 160;

type Looked = Pick<ReactFlowState, 'transform' | 'width' | 'height' | 'nodes' | 'edges' | 'nodeLookup'>;

/** The ids of what is not on screen. A node that has not been measured yet may be anywhere. */
export function awayIn({ transform, width, height, edges, nodeLookup }: Looked): Set<string> {
  const seen = seenPart(transform, width, height);
  const away = new Set<string>();
  const places = new Map<string, Rect>();
  for (const [id, { measured, internals }] of nodeLookup) {
    if (!measured.width || !measured.height) continue;
    const place = { ...internals.positionAbsolute, width: measured.width, height: measured.height };
    places.set(id, place);
    if (!meet(place, seen)) away.add(id);
  }
  for (const { id, source, target } of edges) {
    const [from, to] = [places.get(source), places.get(target)];
    if (from && to && !meet(around(from, to, SWING), seen)) away.add(wireId(id));
  }
  return away;
}

/** What is on screen of the canvas around, kept up to date. */
export function useWatchedView(): InView {
  const store = useStoreApi();
  const [inView] = useState(() => new InView());
  useEffect(() => {
    const look = (state: Looked) => {
      if (state.width > 0 && state.height > 0) inView.setAway(awayIn(state));
    };
    look(store.getState());
    return store.subscribe((state, before) => {
      if (
        state.transform !== before.transform ||
        state.nodes !== before.nodes ||
        state.edges !== before.edges ||
        state.width !== before.width ||
        state.height !== before.height
      )
        look(state);
    });
  }, [store, inView]);
  return inView;
}
