/** Looks how much room there is, and what of the flow is seen in it, before any of it is drawn. */
import { type ReactFlowState, useStoreApi, type Viewport } from '@xyflow/react';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { documentStore } from '../document/open-document.ts';
import type { CardNode } from './drawn-parts.ts';
import { firstView } from './first-view.ts';

/** Undefined only while nobody has looked: nothing is painted before it is known. */
export function useFirstView(canvas: RefObject<HTMLElement | null>): Viewport | undefined {
  const [view, setView] = useState<Viewport>();
  const store = useStoreApi<CardNode>();
  useLayoutEffect(() => {
    const { flow } = documentStore.getState();
    const { clientWidth: width = 0, clientHeight: height = 0 } = canvas.current ?? {};
    const first = firstView(flow ?? { nodes: [] }, { width, height });
    // What is drawn goes by these, and the drawing library finds them out only after it has drawn.
    if (width > 0 && height > 0) store.setState({ width, height, transform: [first.x, first.y, first.zoom] });
    store.setState(measuringNotes);
    setView(first);
  }, [canvas, store]);
  return view;
}

/**
 * Cards are not measured: their shape is known (card-shape.ts), and to look at those that are not on screen the browser
 * would have to lay them out, one by one.
 */
function measuringNotes({
  nodeLookup,
  updateNodeInternals: measure,
}: ReactFlowState<CardNode>): Pick<ReactFlowState<CardNode>, 'updateNodeInternals'> {
  return {
    updateNodeInternals(updates, ...more) {
      const notes = [...updates].filter(([id]) => nodeLookup.get(id)?.type === 'note');
      if (notes.length > 0) measure(new Map(notes), ...more);
    },
  };
}
