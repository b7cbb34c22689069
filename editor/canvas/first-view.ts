/** What of a flow is seen when it is opened, and when all of it is asked for. */
import { getViewportForBounds, type Viewport } from '@xyflow/react';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { sizeOf } from './card-shape.ts';
import { around, type Rect } from './in-view.ts';

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
 * left part. Known before anything is drawn, since drawing hundreds of cards for another view first takes as long again.
 *
 * @param room of the canvas, in px
 */
export function firstView(
  flow: Pick<FlowFile, 'nodes' | 'groups'>,
  room: { readonly width: number; readonly height: number },
): Viewport {
  const [first, ...others] = flow.nodes.map((node): Rect => ({ ...node.position, ...sizeOf(node) }));
  if (!first || room.width <= 0 || room.height <= 0) return { x: 0, y: 0, zoom: 1 };
  const bounds = others.reduce((whole, box) => around(whole, box, 0), first);
  const { padding, minZoom, maxZoom } = fitOf(flow);
  const whole = getViewportForBounds(bounds, room.width, room.height, minZoom, maxZoom, padding);
  if (whole.zoom >= READABLE) return whole;
  const inFullWidth = (room.width - 2 * MARGIN) / bounds.width;
  const zoom = Math.max(SMALLEST, Math.min(READABLE, inFullWidth));
  return {
    x: Number.parseInt(padding.left, 10) - bounds.x * zoom,
    y: Number.parseInt(padding.top, 10) - bounds.y * zoom,
    zoom,
  };
}
