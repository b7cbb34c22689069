/** Where the events of a trial went no further. */
import type { FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { orderOf, resolveHandles } from '../../flows/format/graph.ts';
import { wayTo } from '../../flows/format/way-to-node.ts';
import type { Trial } from '../../runtime/wire/trial.ts';

/** The last node on the way to which something came, and from which nothing went on towards the node. */
export function stuckAt(flow: FlowFile, nodeId: string, counts: Trial['counts']): FlowNode | undefined {
  const way = wayTo(flow, nodeId);
  const own = flow.nodes.filter(({ id }) => id === nodeId);
  const part = { id: flow.id, nodes: [...way.nodes, ...own], edges: way.edges };
  const wentOn = new Set(
    resolveHandles(part)
      .filter(({ source, sourceHandle }) => (counts[source]?.out[sourceHandle] ?? 0) > 0)
      .map(({ source }) => source),
  );
  const last = orderOf(part)
    .ids.filter((id) => id !== nodeId && (counts[id]?.in ?? 0) > 0 && !wentOn.has(id))
    .at(-1);
  return flow.nodes.find(({ id }) => id === last);
}
