/**
 * Walks over a flow's graph. All of them take flows as they are while someone draws: edges that lead nowhere are left
 * out, and every walk keeps a visited set, so that a cycle can't hold it.
 */
import type { Handle, NodeContext, Surroundings } from '../../nodes/kit/define-node.ts';
import type { FieldSet } from '../../nodes/kit/field.ts';
import { UNKNOWN_FIELDS, unionFields } from '../../nodes/kit/field-set.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { FlowEdge, FlowFile, FlowNode } from './flow-file.ts';

/** What the walks need of a flow. */
export type Graph = Pick<FlowFile, 'id' | 'nodes' | 'edges'>;

/** An edge whose handles are known. */
export interface ResolvedEdge extends FlowEdge {
  readonly sourceHandle: string;
  readonly targetHandle: string;
}

export function inputsOf(node: FlowNode): readonly Handle[] {
  return definitionOf(node.type)?.inputs(node.data) ?? [];
}

export function outputsOf(node: FlowNode): readonly Handle[] {
  return definitionOf(node.type)?.outputs(node.data) ?? [];
}

/** The handle that a name means; left out, the only one there is (SPEC §2). */
export function handleNamed(handles: readonly Handle[], name: string | null | undefined): Handle | undefined {
  if (name === null || name === undefined) return handles.length === 1 ? handles[0] : undefined;
  return handles.find((handle) => handle.id === name);
}

/** The edges in the file's order with their handles filled in; those that lead nowhere are left out. */
export function resolveHandles(flow: Graph): ResolvedEdge[] {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  return flow.edges.flatMap((edge) => {
    const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
    if (!source || !target) return [];
    const from = handleNamed(outputsOf(source), edge.sourceHandle);
    const to = handleNamed(inputsOf(target), edge.targetHandle);
    return from && to ? [{ ...edge, sourceHandle: from.id, targetHandle: to.id }] : [];
  });
}

type Links = ReadonlyMap<string, readonly string[]>;

/** The ids of the next nodes by a node's id, each once; edges need not have handles to count. */
export function linksOf(flow: Graph, direction: 'down' | 'up' = 'down'): Links {
  const links = new Map<string, Set<string>>(flow.nodes.map((node) => [node.id, new Set()]));
  for (const { source, target } of flow.edges) {
    if (!links.has(source) || !links.has(target)) continue;
    if (direction === 'down') links.get(source)!.add(target);
    else links.get(target)!.add(source);
  }
  return new Map([...links].map(([id, next]) => [id, [...next]]));
}

/** Everything that can be reached from a node, without the node itself unless a cycle leads back to it. */
export function reachedFrom(links: Links, id: string): Set<string> {
  const reached = new Set<string>();
  const stack = [...(links.get(id) ?? [])];
  while (stack.length > 0) {
    const next = stack.pop()!;
    if (reached.has(next)) continue;
    reached.add(next);
    stack.push(...(links.get(next) ?? []));
  }
  return reached;
}

/** The nodes that an event can reach from this one. */
export function downstreamOf(flow: Graph, id: string): Set<string> {
  return reachedFrom(linksOf(flow), id);
}

/** The nodes from which an event can come here. */
export function upstreamOf(flow: Graph, id: string): Set<string> {
  return reachedFrom(linksOf(flow, 'up'), id);
}

export interface Order {
  /** Sources first; nodes of one rank in the file's order. Nodes of a cycle, and those behind one, are not in it. */
  readonly ids: readonly string[];
  /** The longest path to a source, by node id: 0 at the nodes without an edge into them. */
  readonly rank: ReadonlyMap<string, number>;
}

/** Topological order and longest-path rank (Kahn). */
export function orderOf(flow: Graph): Order {
  const down = linksOf(flow);
  const waiting = new Map<string, number>(
    [...linksOf(flow, 'up')].map(([id, before]) => [id, before.length]),
  );
  const rank = new Map<string, number>();
  const queue = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of queue) rank.set(id, 0);
  for (let i = 0; i < queue.length; i++) {
    for (const next of down.get(queue[i])!) {
      rank.set(next, Math.max(rank.get(next) ?? 0, rank.get(queue[i])! + 1));
      const left = waiting.get(next)! - 1;
      waiting.set(next, left);
      if (left === 0) queue.push(next);
    }
  }
  const done = new Set(queue);
  for (const id of [...rank.keys()]) if (!done.has(id)) rank.delete(id);
  const place = new Map(flow.nodes.map((node, i) => [node.id, i]));
  const ids = queue.sort((a, b) => rank.get(a)! - rank.get(b)! || place.get(a)! - place.get(b)!);
  return { ids, rank };
}

/** The cycles of a flow, each as its nodes in the direction of the edges; cycles that share a node count as one. */
export function cyclesOf(flow: Graph): string[][] {
  const cycles: string[][] = [];
  let rest: Graph = flow;
  for (;;) {
    const ordered = new Set(orderOf(rest).ids);
    const stuck = rest.nodes.filter((node) => !ordered.has(node.id));
    if (stuck.length === 0) return cycles;
    const cycle = cycleAmong(
      rest,
      stuck.map((node) => node.id),
    );
    cycles.push(cycle);
    const gone = new Set(cycle);
    rest = { ...rest, nodes: rest.nodes.filter((node) => !gone.has(node.id)) };
  }
}

/** Walks backwards from a node that no order could take: each such node has another one before it. */
function cycleAmong(flow: Graph, stuck: readonly string[]): string[] {
  const among = new Set(stuck);
  const up = linksOf(flow, 'up');
  const path: string[] = [];
  let here = stuck[0];
  while (!path.includes(here)) {
    path.push(here);
    here = up.get(here)!.find((id) => among.has(id))!;
  }
  return path.slice(path.indexOf(here)).reverse();
}

/** Correlates of correlates multiply what they carry; beyond this many names nothing is certain any more. */
const MOST_FIELDS = 2000;

function bounded(set: FieldSet): FieldSet {
  if (set.fields.length <= MOST_FIELDS) return set;
  return { fields: set.fields.slice(0, MOST_FIELDS), open: true, unlisted: true };
}

/**
 * The fields that arrive at each input handle of each node, carried through the graph from the sources. A handle
 * without an edge, and what lies behind a cycle, gets fields of which nothing is known.
 */
export function inputFieldsOf(
  flow: Graph,
  surroundings: Surroundings = {},
): Map<string, Record<string, FieldSet>> {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const arriving = new Map<string, Map<string, FieldSet[]>>();
  const leaving = new Map<string, readonly ResolvedEdge[]>();
  for (const edge of resolveHandles(flow))
    leaving.set(edge.source, [...(leaving.get(edge.source) ?? []), edge]);
  const result = new Map<string, Record<string, FieldSet>>();
  const { ids, rank } = orderOf(flow);
  const behindCycle = flow.nodes.map((node) => node.id).filter((id) => !rank.has(id));
  for (const id of [...ids, ...behindCycle]) {
    const node = nodes.get(id)!;
    const inputs: Record<string, FieldSet> = {};
    const known = rank.has(id) ? arriving.get(id) : undefined;
    for (const { id: handle } of inputsOf(node)) inputs[handle] = unionFields(known?.get(handle) ?? []);
    result.set(id, inputs);
    const outputs =
      definitionOf(node.type)?.outputFields(node.data, contextOf(flow, id, inputs, surroundings)) ?? {};
    for (const edge of leaving.get(id) ?? []) {
      const at = arriving.get(edge.target) ?? new Map<string, FieldSet[]>();
      at.set(edge.targetHandle, [
        ...(at.get(edge.targetHandle) ?? []),
        bounded(outputs[edge.sourceHandle] ?? UNKNOWN_FIELDS),
      ]);
      arriving.set(edge.target, at);
    }
  }
  return result;
}

/** What a definition is told about the place where a node stands. */
export function contextOf(
  flow: Graph,
  nodeId: string,
  inputs: Readonly<Record<string, FieldSet>>,
  surroundings: Surroundings = {},
): NodeContext {
  return { flowId: flow.id, nodeId, surroundings, inputs };
}
