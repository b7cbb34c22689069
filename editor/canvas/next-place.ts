/** Where a node that is added by the keyboard goes, and what it is wired to. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Point } from '../document/operations.ts';
import { openEnd, type WireEnd } from '../document/weave.ts';
import { freePlace } from '../palette/free-place.ts';
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
