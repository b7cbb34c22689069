/** What of a flow is seen when it is opened, and when all of it is asked for. */
import type { ReactFlowInstance } from '@xyflow/react';
import type { CardNode, WireEdge } from './drawn-parts.ts';

/** More room below, where the controls stand. */
export const FIT = {
  padding: { top: '28px', right: '28px', bottom: '60px', left: '28px' },
  maxZoom: 1,
  minZoom: 0.15,
} as const;

/** Below this zoom a flow that is opened is shown from its beginning instead of whole. */
const READABLE = 0.45;

/** What is seen first: the whole flow, or its upper left part where the whole would be too small to read. */
export function showFlow(instance: ReactFlowInstance<CardNode, WireEdge>): void {
  // With nothing to fit, it would wait for the first node and then jump.
  if (instance.getNodes().length === 0) return;
  void instance.fitView(FIT).then(() => {
    if (instance.getZoom() >= READABLE) return;
    const { x, y } = instance.getNodesBounds(instance.getNodes());
    void instance.setViewport({ x: 28 - x * READABLE, y: 28 - y * READABLE, zoom: READABLE });
  });
}
