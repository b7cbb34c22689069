/** What of a flow is seen when it is opened, and when all of it is asked for. */
import type { ReactFlowInstance } from '@xyflow/react';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { CardNode, WireEdge } from './drawn-parts.ts';

/** More room below: a simulation that begins takes it from the canvas. */
const FIT = {
  padding: { top: '28px', right: '28px', bottom: '44px', left: '28px' },
  maxZoom: 1,
  minZoom: 0.15,
} as const;

/** The boxes of groups stand out around the cards, by which the drawing library fits the view. */
const FIT_GROUPS = { ...FIT, padding: { ...FIT.padding, top: '68px', right: '48px', left: '48px' } } as const;

export function fitOf(flow: Pick<FlowFile, 'groups'> | null) {
  return flow?.groups ? FIT_GROUPS : FIT;
}

/** From this zoom on a card tells what it is set to. Below it a flow that is opened is shown from its beginning. */
const READABLE = 0.64;
/** Below this zoom not even names can be read. */
const SMALLEST = 0.45;
const MARGIN = 28;

/**
 * What is seen first: the whole flow; where that would be too small to read, its upper part in full width, or its upper
 * left part.
 */
/** @param room width of the canvas in px */
export function showFlow(
  instance: ReactFlowInstance<CardNode, WireEdge>,
  room: number,
  flow: Pick<FlowFile, 'groups'> | null,
): void {
  const { top, left } = fitOf(flow).padding;
  // With nothing to fit, it would wait for the first node and then jump.
  if (instance.getNodes().length === 0) return;
  void instance.fitView(fitOf(flow)).then(() => {
    if (instance.getZoom() >= READABLE) return;
    const { x, y, width } = instance.getNodesBounds(instance.getNodes());
    const inFullWidth = (room - 2 * MARGIN) / width;
    const zoom = Math.max(SMALLEST, Math.min(READABLE, inFullWidth));
    void instance.setViewport({
      x: Number.parseInt(left, 10) - x * zoom,
      y: Number.parseInt(top, 10) - y * zoom,
      zoom,
    });
  });
}
