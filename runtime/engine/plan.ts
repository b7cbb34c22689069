/**
 * A flow as the engine runs it: nodes with their handles, wires in the order of SPEC §2, depth, and which field paths
 * each place reads. Made once a deploy from a clean flow.
 */
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import type { NodeDefinition } from '../../nodes/kit/define-node.ts';
import type { OperatorKind } from './kernel/operator.ts';
import { membersInOrder } from './members-in-order.ts';

export interface PlannedNode {
  readonly node: FlowNode;
  readonly index: number;
  readonly operator: OperatorKind<unknown>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Longest path from a source: timers with the same due time fire in this order (SPEC §3). */
  depth: number;
  /** By output: the paths read downstream. */
  readonly needs: Record<string, Set<string>>;
  /** What decides whether a deploy leaves the node as it is: everything but its looks. */
  readonly definition: string;
  /** Of the flow; a kind says whether it matters to it. */
  readonly timezone: string;
}

export interface Wire {
  readonly edge: string;
  readonly target: number;
  readonly input: number;
}

export interface Plan {
  readonly flow: FlowFile;
  readonly nodes: readonly PlannedNode[];
  /** By node index and output handle, in the order in which events go over them. */
  readonly wires: readonly Readonly<Record<string, readonly Wire[]>>[];
  /** The paths read of source events, by the index of the event source. */
  readonly sourceNeeds: ReadonlyMap<number, ReadonlySet<string>>;
}

export interface Kinds {
  readonly definition: (kind: string) => NodeDefinition | undefined;
  readonly operator: (kind: string) => OperatorKind<unknown> | undefined;
}

/** @throws where the flow was not validated before */
export function planFlow(flow: FlowFile, kinds: Kinds): Plan {
  const nodes = flow.nodes.map((node, index) => planNode(node, index, flow, kinds));
  const indexOf = new Map(nodes.map((each) => [each.node.id, each.index]));
  const wires = nodes.map((from) => wiresFrom(from, flow.edges, nodes, indexOf));
  const order = topologicalOrder(nodes, wires);
  for (const index of order)
    for (const wire of Object.values(wires[index]).flat())
      nodes[wire.target].depth = Math.max(nodes[wire.target].depth, nodes[index].depth + 1);
  for (const index of order.toReversed()) collectNeeds(nodes, wires, index);
  const sources = nodes.filter(({ node }) => node.type === 'event-source');
  const sourceNeeds = new Map(sources.map(({ index, needs }) => [index, needs.out]));
  return { flow, nodes, wires, sourceNeeds };
}

function planNode(node: FlowNode, index: number, flow: FlowFile, kinds: Kinds): PlannedNode {
  const definition = kinds.definition(node.type);
  const operator = kinds.operator(node.type);
  if (!definition || !operator) throw new Error(`Unknown kind ${node.type}`);
  const { label: _label, ...config } = node.data;
  const outputs = definition.outputs(node.data).map((handle) => handle.id);
  return {
    node,
    index,
    operator,
    inputs: definition.inputs(node.data).map((handle) => handle.id),
    outputs,
    depth: 0,
    needs: Object.fromEntries(outputs.map((output) => [output, new Set<string>()])),
    definition: JSON.stringify([node.type, membersInOrder(config)]),
    timezone: flow.timezone ?? 'UTC',
  };
}

function wiresFrom(
  from: PlannedNode,
  edges: readonly FlowEdge[],
  nodes: readonly PlannedNode[],
  indexOf: ReadonlyMap<string, number>,
): Record<string, Wire[]> {
  const byOutput: Record<string, Wire[]> = Object.fromEntries(from.outputs.map((output) => [output, []]));
  for (const edge of edges) {
    if (edge.source !== from.node.id) continue;
    const target = nodes[indexOf.get(edge.target)!];
    const input = target.inputs.indexOf(edge.targetHandle ?? target.inputs[0]);
    byOutput[edge.sourceHandle ?? from.outputs[0]].push({ edge: edge.id, target: target.index, input });
  }
  for (const output of from.outputs) byOutput[output] = laterStepsFirst(byOutput[output], nodes);
  return byOutput;
}

/**
 * SPEC §4 correlate: where several edges of one handle lead to one correlate, its later step gets the event first, at
 * the place of the first of these edges.
 */
function laterStepsFirst(wires: readonly Wire[], nodes: readonly PlannedNode[]): Wire[] {
  const placed = new Set<Wire>();
  const ordered: Wire[] = [];
  for (const wire of wires) {
    if (placed.has(wire)) continue;
    const together =
      nodes[wire.target].node.type === 'correlate'
        ? wires.filter((other) => other.target === wire.target).sort((a, b) => b.input - a.input)
        : [wire];
    for (const each of together) placed.add(each);
    ordered.push(...together);
  }
  return ordered;
}

function topologicalOrder(
  nodes: readonly PlannedNode[],
  wires: readonly Readonly<Record<string, readonly Wire[]>>[],
): number[] {
  const waitsFor = nodes.map(() => 0);
  for (const from of wires) for (const wire of Object.values(from).flat()) waitsFor[wire.target]++;
  const order = nodes.map((each) => each.index).filter((index) => waitsFor[index] === 0);
  for (const index of order)
    for (const wire of Object.values(wires[index]).flat())
      if (--waitsFor[wire.target] === 0) order.push(wire.target);
  if (order.length < nodes.length) throw new Error('The flow has a cycle.');
  return order;
}

/** Fills the needs of a node's outputs from the inputs that they lead to; the order is downstream first. */
function collectNeeds(
  nodes: readonly PlannedNode[],
  wires: readonly Readonly<Record<string, readonly Wire[]>>[],
  index: number,
): void {
  const from = nodes[index];
  for (const output of from.outputs)
    for (const wire of wires[index][output]) {
      const target = nodes[wire.target];
      const reads = target.operator.needs(target.node.data, (handle) => target.needs[handle] ?? NOTHING);
      for (const path of reads(target.inputs[wire.input])) from.needs[output].add(path);
    }
}

const NOTHING: ReadonlySet<string> = new Set();
