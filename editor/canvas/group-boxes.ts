/** Where the boxes of groups are, and what a drop does to them. Pure. */
import type { FlowFile, FlowGroup } from '../../flows/format/flow-file.ts';
import { groupsOf } from '../../flows/format/groups.ts';
import type { Box } from '../document/arrange.ts';
import { putInGroup } from '../document/grouping.ts';
import { around, type Rect } from './in-view.ts';

/** In the drawing: room around the cards, and for the title above them. */
export const GROUP_ROOM = { side: 18, title: 34 } as const;

export type PlaceOf = (nodeId: string) => Rect | undefined;

/** The box around nodes; undefined while none of them has been drawn. */
export function boxAround(nodeIds: readonly string[], placeOf: PlaceOf): Rect | undefined {
  const [first, ...others] = nodeIds.flatMap((id) => placeOf(id) ?? []);
  if (!first) return undefined;
  const { x, y, width, height } = others.reduce<Rect>((whole, place) => around(whole, place, 0), first);
  const { side, title } = GROUP_ROOM;
  return { x: x - side, y: y - title, width: width + 2 * side, height: height + side + title };
}

/** What a drop does: nodes go into a group, or out of theirs. */
export interface GroupDrop {
  readonly into?: string;
  readonly nodes: readonly string[];
}

/**
 * What happens to groups where dragged cards are let go of. A card whose middle lies in a box joins that group. A card
 * that is dragged out of its box takes the box along, so that nobody loses a card by making room; with the Alt key it
 * leaves. Cards of a group that is dragged as a whole stay in it.
 *
 * @param held the card under the pointer: it says for all that are dragged with it
 */
export function groupDrop(
  flow: FlowFile,
  held: Box,
  dragged: readonly string[],
  placeOf: PlaceOf,
  leaves: boolean,
): GroupDrop | undefined {
  const groups = groupsOf(flow);
  if (groups.length === 0) return undefined;
  const moving = new Set(dragged);
  const whole = (group: FlowGroup) => group.nodes.every((id) => moving.has(id));
  if (leaves) {
    const nodes = groups.flatMap((group) => (whole(group) ? [] : group.nodes.filter((id) => moving.has(id))));
    return nodes.length > 0 ? { nodes } : undefined;
  }
  const kept = new Set(groups.filter(whole).flatMap((group) => group.nodes));
  if (kept.has(held.id)) return undefined;
  const [x, y] = [held.x + held.width / 2, held.y + held.height / 2];
  const under = groups.filter((group) => {
    const resting = group.nodes.filter((id) => !moving.has(id));
    const box = boxAround(resting, placeOf);
    return box && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  });
  // Where boxes overlap, a card that is in one of them stays in it
  if (under.length === 0 || under.some((group) => group.nodes.includes(held.id))) return undefined;
  return { into: under[under.length - 1].id, nodes: dragged.filter((id) => !kept.has(id)) };
}

export function applyDrop(flow: FlowFile, drop: GroupDrop | undefined): FlowFile {
  return drop ? putInGroup(flow, drop.nodes, drop.into) : flow;
}
