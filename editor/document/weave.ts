/**
 * Nodes and wires in one go, so that a flow stays in one piece while it is drawn: a node that comes with its wire, a
 * node that is put into a wire, a node that is taken out of one. Pure, like operations.ts.
 */
import { canConnect } from '../../flows/format/connect.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { handleNamed, inputsOf, outputsOf } from '../../flows/format/graph.ts';
import type { Handle } from '../../nodes/kit/define-node.ts';
import { type AnyDefinition, definitionOf, NODE_KINDS } from '../../nodes/register.ts';
import { addNode, type Connection, connect, freeEdgeId, type Point, removeParts } from './operations.ts';

/** One end of a wire: a handle of a node, and whether wires begin or end there. */
export interface WireEnd {
  readonly node: string;
  readonly handle?: string | null;
  readonly side: 'source' | 'target';
}

export interface Added {
  readonly flow: FlowFile;
  readonly id: string;
}

/** The kinds of which a new node could stand at the other end of a wire, in the order of the palette. */
export function kindsThatFit(side: WireEnd['side']): AnyDefinition[] {
  return NODE_KINDS.flatMap((kind) => {
    const definition = definitionOf(kind);
    if (!definition) return [];
    const config = definition.defaults();
    const handles = side === 'source' ? definition.inputs(config) : definition.outputs(config);
    return handles.length > 0 ? [definition] : [];
  });
}

/** Of several handles, first the ones that nothing hangs on yet. */
export function freeFirst(
  flow: FlowFile,
  node: FlowNode,
  side: WireEnd['side'],
  handles: readonly Handle[],
): readonly Handle[] {
  const used = new Set(
    flow.edges
      .filter((edge) => edge[side] === node.id)
      .map((edge) => handleNamed(handles, side === 'source' ? edge.sourceHandle : edge.targetHandle)?.id),
  );
  return [...handles].sort((a, b) => Number(used.has(a.id)) - Number(used.has(b.id)));
}

/** The end at which somebody goes on drawing from a node: its first output that leads nowhere yet, else its first. */
export function openEnd(flow: FlowFile, nodeId: string): WireEnd | undefined {
  const node = flow.nodes.find((each) => each.id === nodeId);
  if (!node) return undefined;
  const output = freeFirst(flow, node, 'source', outputsOf(node)).at(0);
  return output && { node: nodeId, handle: output.id, side: 'source' };
}

/** The wires by which two nodes may be joined, from the first to the second; what is unwired comes first. */
export function possibleWires(flow: FlowFile, from: FlowNode, to: FlowNode): Connection[] {
  const inputs = freeFirst(flow, to, 'target', inputsOf(to));
  return freeFirst(flow, from, 'source', outputsOf(from)).flatMap((output) =>
    inputs.flatMap((input) => {
      const wire = { source: from.id, sourceHandle: output.id, target: to.id, targetHandle: input.id };
      return canConnect(flow, wire).ok ? [wire] : [];
    }),
  );
}

/** Adds a node of a kind and wires it to an end of another one. Where no wire fits, the node comes alone. */
export function addWired(flow: FlowFile, kind: string, position: Point, end?: WireEnd): Added {
  const added = addNode(flow, kind, position, definitionOf(kind)?.defaults() ?? {});
  const node = added.flow.nodes.find((each) => each.id === added.id);
  if (!end || !node) return added;
  const handles = end.side === 'source' ? inputsOf(node) : outputsOf(node);
  const wire = handles
    .map(({ id }) =>
      end.side === 'source'
        ? { source: end.node, sourceHandle: end.handle ?? null, target: node.id, targetHandle: id }
        : { source: node.id, sourceHandle: id, target: end.node, targetHandle: end.handle ?? null },
    )
    .find((each) => canConnect(added.flow, each).ok);
  return wire ? { ...added, flow: connect(added.flow, wire) } : added;
}

/** Whether a node can be put into this wire: it hangs on no other one, and events can go through it. */
export function mayBeSpliced(flow: FlowFile, nodeId: string, edgeId: string): boolean {
  const node = flow.nodes.find((each) => each.id === nodeId);
  return (
    node !== undefined &&
    flow.edges.some((edge) => edge.id === edgeId) &&
    !flow.edges.some((edge) => edge.source === nodeId || edge.target === nodeId) &&
    inputsOf(node).length > 0 &&
    outputsOf(node).length > 0
  );
}

/** Puts a node into a wire, by its first handles. What cannot be put in leaves the flow as it is. */
export function splice(flow: FlowFile, nodeId: string, edgeId: string): FlowFile {
  if (!mayBeSpliced(flow, nodeId, edgeId)) return flow;
  const node = flow.nodes.find((each) => each.id === nodeId)!;
  const at = flow.edges.findIndex((edge) => edge.id === edgeId);
  const edge = flow.edges[at];
  const first: FlowEdge = { ...edge, target: nodeId, targetHandle: inputsOf(node)[0].id };
  const second: FlowEdge = {
    id: freeEdgeId(flow),
    source: nodeId,
    sourceHandle: outputsOf(node)[0].id,
    target: edge.target,
    ...(edge.targetHandle ? { targetHandle: edge.targetHandle } : {}),
  };
  return { ...flow, edges: flow.edges.toSpliced(at, 1, first, second) };
}

/** Adds a node of a kind and puts it into a wire. */
export function addOnWire(flow: FlowFile, kind: string, position: Point, edgeId: string): Added {
  const added = addWired(flow, kind, position);
  return { ...added, flow: splice(added.flow, added.id, edgeId) };
}

/**
 * Removes nodes and edges; what led into a removed node leads on to what came after it, where that is plain: all wires
 * came in by one handle, and all left by one. The wire keeps its place among its neighbours, since that decides who
 * gets an event first.
 */
export function removeHealing(
  flow: FlowFile,
  nodeIds: readonly string[],
  edgeIds: readonly string[] = [],
): FlowFile {
  return nodeIds.reduce(takeOut, edgeIds.length > 0 ? removeParts(flow, [], edgeIds) : flow);
}

function takeOut(flow: FlowFile, nodeId: string): FlowFile {
  const node = flow.nodes.find((each) => each.id === nodeId);
  if (!node) return flow;
  const into = flow.edges.filter((edge) => edge.target === nodeId);
  const out = flow.edges.filter((edge) => edge.source === nodeId);
  const without = removeParts(flow, [nodeId]);
  const plain =
    sameHandle(into.map((edge) => handleNamed(inputsOf(node), edge.targetHandle)?.id)) &&
    sameHandle(out.map((edge) => handleNamed(outputsOf(node), edge.sourceHandle)?.id));
  if (!plain) return without;
  let graph = without;
  const taken = new Set<string>();
  const edges = flow.edges.flatMap((edge) => {
    if (edge.source === nodeId) return [];
    if (edge.target !== nodeId) return [edge];
    return out.flatMap((next, i) => {
      const id = i === 0 ? edge.id : freeEdgeId(flow, taken);
      const joined = ledOn(edge, next, id);
      if (!canConnect(graph, joined).ok) return [];
      taken.add(id);
      graph = { ...graph, edges: [...graph.edges, joined] };
      return [joined];
    });
  });
  return { ...without, edges };
}

/** The wire that led in, and now leads to where the next one led. */
function ledOn(edge: FlowEdge, next: FlowEdge, id: string): FlowEdge {
  const { targetHandle: _, ...kept } = edge;
  const { target, targetHandle } = next;
  return { ...kept, id, target, ...(targetHandle ? { targetHandle } : {}) };
}

/** Whether there is at least one, and all are the same known handle. */
function sameHandle(ids: readonly (string | undefined)[]): boolean {
  return ids.length > 0 && ids[0] !== undefined && ids.every((id) => id === ids[0]);
}
