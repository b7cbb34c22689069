/** Where a node that is added by the keyboard, or at the end of a wire, goes, and what it is wired to. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Point } from '../document/operations.ts';
import { openEnd, type WireEnd } from '../document/weave.ts';
import { coveredAt, freePlace } from '../palette/free-place.ts';
import { CARD } from './card-size.ts';

/** Room for a wire's count between two cards. */
const GAP = 84;

/**
 * Beside the selected node, where exactly one is selected and something can come after it; else near `centre`. Never
 * onto another card.
 */
export function nextPlace(
  flow: FlowFile,
  selected: readonly string[],
  centre: Point,
): { readonly place: Point; readonly end?: WireEnd } {
  const end = selected.length === 1 ? openEnd(flow, selected[0]) : undefined;
  const node = end && flow.nodes.find(({ id }) => id === end.node);
  if (!end || !node) return { place: freePlace(flow.nodes, centre) };
  const { x, y } = node.position;
  // The middle of the card that stands exactly beside it.
  return { place: freePlace(flow.nodes, { x: x + CARD.width * 1.5 + GAP, y: y + 75 }), end };
}

/** Where a wire was dropped; where the new card would lie on another one there, beside that one. */
export function besideOthers(flow: FlowFile, wanted: Point, end?: WireEnd): Point {
  const covered = coveredAt(flow.nodes, wanted);
  if (!covered) return wanted;
  const away = CARD.width + GAP;
  const x = covered.position.x + (end?.side === 'target' ? -away : away);
  return freePlace(flow.nodes, { x: x + CARD.width / 2, y: wanted.y + 75 });
}
