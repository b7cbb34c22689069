/** Puts the nodes of a flow into columns along the way of the events. Loads the layout library when it is first used. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { groupsOf } from '../../flows/format/groups.ts';
import type { Point } from '../document/operations.ts';
import { CARD } from './card-size.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room for a wire's count between two columns, and for fault badges between two rows. */
const GAP = { column: 84, row: 30 };

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
  graph.setGraph({ rankdir: 'LR', ranksep: GAP.column, nodesep: GAP.row, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  const placed = flow.nodes.filter((node) => node.type !== 'comment');
  for (const node of placed) graph.setNode(node.id, { ...(sizeOf(node.id) ?? CARD) });
  // What is in one group stays together; its title needs room, and its box is not wired itself
  for (const group of groupsOf(flow)) {
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
  return Object.fromEntries(
    placed.map(({ id }) => {
      // The library gives centres, the file holds corners.
      const { x, y, width, height } = graph.node(id);
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}
