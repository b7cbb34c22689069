/** Puts the nodes of a flow into columns along the way of the events. Loads the layout library when it is first used. */
import type { FlowFile, FlowGroup } from '../../flows/format/flow-file.ts';
import { groupsOf } from '../../flows/format/groups.ts';
import type { Point } from '../document/operations.ts';
import { CARD } from './card-size.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room for a wire's count between two columns, and for fault badges between two rows. */
const GAP = { column: 84, row: 30, grouped: 62 };

/**
 * New places for all nodes but comments, which stay where their author put them.
 *
 * @param sizeOf the size of a card as it was measured, where it is known
 */
export async function tidy(
  flow: FlowFile,
  sizeOf: (id: string) => Size | undefined,
): Promise<Record<string, Point>> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph({ compound: true });
  const groups = groupsOf(flow);
  graph.setGraph({
    rankdir: 'LR',
    ranksep: GAP.column,
    nodesep: groups.length > 0 ? GAP.grouped : GAP.row,
    marginx: 0,
    marginy: 0,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const placed = flow.nodes.filter((node) => node.type !== 'comment');
  for (const node of placed) graph.setNode(node.id, { ...(sizeOf(node.id) ?? CARD) });
  // What is in one group stays together; its title needs room, and its box is not wired itself
  for (const group of groups) {
    const members = group.nodes.filter((id) => graph.hasNode(id));
    if (members.length === 0) continue;
    const box = `group ${group.id}`;
    graph.setNode(box, {});
    for (const id of members) graph.setParent(id, box);
  }
  const known = new Set(placed.map((node) => node.id));
  for (const edge of flow.edges)
    if (known.has(edge.source) && known.has(edge.target)) graph.setEdge(edge.source, edge.target);
  layout(graph);
  const places = Object.fromEntries(
    placed.map(({ id }) => {
      // The library gives centres, the file holds corners.
      const { x, y, width, height } = graph.node(id);
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
  return { ...places, ...notesOfGroups(flow, groups, places) };
}

/** A comment in a group keeps its place beside the others of the group. */
function notesOfGroups(
  flow: FlowFile,
  groups: readonly FlowGroup[],
  places: Readonly<Record<string, Point>>,
): Record<string, Point> {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  return Object.fromEntries(
    groups.flatMap((group) => {
      const first = group.nodes.find((id) => places[id]);
      const was = first && nodes.get(first)?.position;
      if (!first || !was) return [];
      const [dx, dy] = [places[first].x - was.x, places[first].y - was.y];
      return group.nodes.flatMap((id): [string, Point][] => {
        const node = nodes.get(id);
        if (!node || places[id]) return [];
        return [[id, { x: node.position.x + dx, y: node.position.y + dy }]];
      });
    }),
  );
}
