/** The part of a draft that leads to a node, with a probe on everything that comes to it and everything that leaves it. */
import type { FlowEdge, FlowNode } from '../../flows/format/flow-file.ts';
import { handleNamed } from '../../flows/format/graph.ts';
import { wayTo } from '../../flows/format/way-to-node.ts';
import { type Row, rowOf, rowsOf, textOf } from '../../nodes/kit/lenient.ts';
import { definitionOf } from '../../nodes/register.ts';

/** Where a probe sits: before the node, or behind it. */
export interface Probe {
  readonly side: 'arrived' | 'left';
  readonly handle: string;
}

export interface ProbedFlow {
  readonly flow: Row;
  /** The node that is tried. */
  readonly node: FlowNode;
  /** By the id of an action; for an action that is tried, its own id stands among them. */
  readonly probes: ReadonlyMap<string, Probe>;
  /** Event types that the flow's sources take (SPEC §4 event-source). */
  readonly types: readonly string[];
}

/** What an action is told to do in a trial. */
const NOTHING = { channel: 'log' };

/**
 * A probe is an action: what reaches it is a match, which has the event's data, key and causes. It stands before what it
 * watches, so that an event is seen to arrive before anything that it causes leaves.
 *
 * @param draft as it came from outside: anything may be broken in it
 * @param alone the node is left out, and only what arrives where it stands is watched
 * @returns undefined where there is no such node
 */
export function probedFlow(draft: Row, nodeId: string, alone = false): ProbedFlow | undefined {
  const nodes = rowsOf(draft.nodes).filter((row) => textOf(row.id) !== '') as Row[] as unknown as FlowNode[];
  const drawn = nodes.map((node) => ({ ...node, data: rowOf(node.data) }));
  const edges = rowsOf(draft.edges) as unknown as FlowEdge[];
  const node = drawn.find(({ id }) => id === nodeId);
  if (!node) return undefined;
  const way = wayTo({ id: textOf(draft.id), nodes: drawn, edges }, nodeId);
  const names = freeNames(drawn, edges);
  const built = { nodes: [] as FlowNode[], edges: [] as FlowEdge[] };
  const probes = new Map<string, Probe>();
  const watch = (source: string, sourceHandle: FlowEdge['sourceHandle'], probe: Probe) => {
    const id = names();
    probes.set(id, probe);
    built.nodes.push({ id, type: 'action', position: { x: 0, y: 0 }, data: NOTHING });
    built.edges.push({ id, source, sourceHandle, target: id, targetHandle: 'in' });
  };
  for (const edge of way.edges) {
    if (edge.target === nodeId)
      watch(edge.source, edge.sourceHandle, { side: 'arrived', handle: into(node, edge) });
    if (edge.target !== nodeId || !alone) built.edges.push(edge);
  }
  if (!alone) {
    if (node.type === 'action') probes.set(nodeId, { side: 'left', handle: 'done' });
    else for (const handle of outputsOf(node)) watch(nodeId, handle, { side: 'left', handle });
  }
  const kept = drawn.filter((each) => way.nodes.includes(each) || (each.id === nodeId && !alone));
  const { tests: _, ...frame } = draft;
  return {
    flow: { ...frame, nodes: [...kept.map(harmless), ...built.nodes], edges: built.edges },
    node,
    probes,
    types: kept.flatMap(({ type, data }) => (type === 'event-source' ? [textOf(data.eventType)] : [])),
  };
}

/** Nothing is sent, whatever an action is set to; and an event of a trial comes by no connection. */
function harmless(node: FlowNode): FlowNode {
  const { connection: _, ...data } = node.data;
  if (node.type === 'action') return { ...node, data: NOTHING };
  return node.type === 'event-source' ? { ...node, data } : node;
}

function into(node: FlowNode, { targetHandle }: FlowEdge): string {
  const inputs = definitionOf(node.type)?.inputs(node.data) ?? [];
  return handleNamed(inputs, targetHandle)?.id ?? (textOf(targetHandle) || 'in');
}

export function outputsOf(node: FlowNode): string[] {
  return (definitionOf(node.type)?.outputs(node.data) ?? []).map(({ id }) => id);
}

/** Ids that no node and no edge of the draft has. */
function freeNames(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): () => string {
  const taken = new Set([...nodes, ...edges].map(({ id }) => id));
  let next = 0;
  return () => {
    while (taken.has(`probe-${next}`)) next++;
    return `probe-${next++}`;
  };
}
