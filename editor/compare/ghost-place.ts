/** Where what is not in the draft stood: the places of its cards, of their handles, and of what a step leads to. */
import type { Difference, WireDifference } from '../../flows/format/compare-flows.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Handle } from '../../nodes/kit/define-node.ts';
import { sizeOf } from '../canvas/card-shape.ts';
import { CARD, CARD_ROWS } from '../canvas/card-size.ts';
import type { Point } from '../document/operations.ts';

export function centreOf(node: FlowNode): Point {
  const { width, height } = sizeOf(node);
  return { x: node.position.x + width / 2, y: node.position.y + height / 2 };
}

function handlePlace(node: FlowNode, side: 'source' | 'target', name: string | null | undefined): Point {
  const handles: readonly Handle[] = side === 'source' ? outputsOf(node) : inputsOf(node);
  const row = Math.max(
    0,
    handles.findIndex(({ id }) => id === name),
  );
  return {
    x: node.position.x + (side === 'source' ? CARD.width : 0),
    y: node.position.y + CARD_ROWS.first + row * CARD_ROWS.row,
  };
}

const nodeOf = (flow: FlowFile, id: string) => flow.nodes.find((node) => node.id === id);

/** The ends of a wire of the other version: at the cards of the draft as far as they are still there. */
export function wireEnds(
  { source, sourceHandle, target, targetHandle }: FlowEdge,
  draft: FlowFile,
  other: FlowFile,
): readonly [from: Point, to: Point] | undefined {
  const from = nodeOf(draft, source) ?? nodeOf(other, source);
  const to = nodeOf(draft, target) ?? nodeOf(other, target);
  return from && to
    ? [handlePlace(from, 'source', sourceHandle), handlePlace(to, 'target', targetHandle)]
    : undefined;
}

/** The wire as it is in the version that is not the draft; undefined where only the draft has it. */
export function otherWire({ was, is }: WireDifference, swapped: boolean): FlowEdge | undefined {
  return swapped ? is : was;
}

/** Where somebody has to look to see a difference; undefined where it is nowhere on the drawing. */
export function placeOf(difference: Difference, draft: FlowFile, other: FlowFile): Point | undefined {
  if (difference.of === 'node') {
    const node = nodeOf(draft, difference.id) ?? nodeOf(other, difference.id);
    return node && centreOf(node);
  }
  const edge = difference.of === 'wire' ? (difference.is ?? difference.was) : undefined;
  const ends = edge && wireEnds(edge, draft, other);
  return ends && { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 };
}
