/** What differs between two versions of a flow: the deploy preview shows it, and a moved node is no change of meaning. */
import { isRow, type Row } from '../../nodes/kit/lenient.ts';
import { byId } from './by-id.ts';
import type { FlowEdge, FlowFile, FlowNode } from './flow-file.ts';
import { resolveHandles } from './graph.ts';

/** `rewired`: what leads into the node is no longer the same. */
export type NodeChange = 'added' | 'removed' | 'config' | 'moved' | 'label' | 'rewired';
export type EdgeChange = 'added' | 'removed' | 'rewired';

export interface FlowDiff {
  /** By node id; a node without a change is not in it. */
  readonly nodes: ReadonlyMap<string, ReadonlySet<NodeChange>>;
  /** By edge id. An edge that was drawn again between the same handles is the same edge. */
  readonly edges: ReadonlyMap<string, EdgeChange>;
  /** The flow's own settings that differ: `name`, `timezone`, `lateness`, `tests`, … */
  readonly settings: readonly string[];
  /** The order of nodes or edges differs, which decides who gets an event first (SPEC §2, §3). */
  readonly order: boolean;
}

/** Compares two versions of a flow. Pure. */
export function diffFlows(before: FlowFile, after: FlowFile): FlowDiff {
  return {
    nodes: nodeChanges(before, after),
    edges: edgeChanges(before, after),
    settings: settingChanges(before, after),
    order: orderDiffers(before, after),
  };
}

/** Whether two versions mean the same when they run: only names, labels, positions, comments or tests differ. */
export function meansTheSame(diff: FlowDiff, before: FlowFile, after: FlowFile): boolean {
  const kinds = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node.type]));
  const nodesSame = [...diff.nodes].every(
    ([id, changes]) =>
      kinds.get(id) === 'comment' || [...changes].every((change) => change === 'moved' || change === 'label'),
  );
  const settingsSame = diff.settings.every(
    (name) => !['timezone', 'lateness', 'delay', 'late'].includes(name),
  );
  return nodesSame && settingsSame && diff.edges.size === 0 && !diff.order;
}

function nodeChanges(before: FlowFile, after: FlowFile): Map<string, Set<NodeChange>> {
  const [old, young] = [byId(before.nodes), byId(after.nodes)];
  const [oldInputs, youngInputs] = [inputsById(before), inputsById(after)];
  const changes = new Map<string, Set<NodeChange>>();
  for (const id of old.keys()) if (!young.has(id)) changes.set(id, new Set(['removed']));
  for (const [id, node] of young) {
    const was = old.get(id);
    const found = was ? changesOf(was, node) : new Set<NodeChange>(['added']);
    if (was && oldInputs.get(id) !== youngInputs.get(id)) found.add('rewired');
    if (found.size > 0) changes.set(id, found);
  }
  return changes;
}

function changesOf(was: FlowNode, is: FlowNode): Set<NodeChange> {
  const changes = new Set<NodeChange>();
  const { label: oldLabel, ...oldConfig } = was.data;
  const { label, ...config } = is.data;
  if (was.type !== is.type || !sameValue(oldConfig, config)) changes.add('config');
  if (!sameValue(oldLabel, label)) changes.add('label');
  if (was.position.x !== is.position.x || was.position.y !== is.position.y) changes.add('moved');
  return changes;
}

/** What leads into each node, as a text that is the same where the wires are. */
function inputsById(flow: FlowFile): Map<string, string> {
  const inputs = new Map<string, string[]>();
  for (const { source, sourceHandle, target, targetHandle } of resolveHandles(flow)) {
    const list = inputs.get(target) ?? [];
    list.push(JSON.stringify([source, sourceHandle, targetHandle]));
    inputs.set(target, list);
  }
  return new Map([...inputs].map(([id, list]) => [id, list.sort().join()]));
}

/** Where an edge leads, as a text that is the same however its handles are written down. */
export function endsOf(flow: FlowFile): (edge: FlowEdge) => string {
  const resolved = new Map(resolveHandles(flow).map((edge) => [edge.id, edge]));
  return (edge) => {
    const { source, sourceHandle, target, targetHandle } = resolved.get(edge.id) ?? edge;
    return JSON.stringify([source, sourceHandle ?? null, target, targetHandle ?? null]);
  };
}

function edgeChanges(before: FlowFile, after: FlowFile): Map<string, EdgeChange> {
  const [oldEnds, youngEnds] = [endsOf(before), endsOf(after)];
  const [old, young] = [byId(before.edges), byId(after.edges)];
  const [oldWires, youngWires] = [new Set(before.edges.map(oldEnds)), new Set(after.edges.map(youngEnds))];
  const changes = new Map<string, EdgeChange>();
  for (const [id, edge] of old)
    if (!young.has(id) && !youngWires.has(oldEnds(edge))) changes.set(id, 'removed');
  for (const [id, edge] of young) {
    const was = old.get(id);
    if (was) {
      if (oldEnds(was) !== youngEnds(edge)) changes.set(id, 'rewired');
    } else if (!oldWires.has(youngEnds(edge))) changes.set(id, 'added');
  }
  return changes;
}

function settingChanges(before: FlowFile, after: FlowFile): string[] {
  const { nodes: _oldNodes, edges: _oldEdges, ...old } = before;
  const { nodes: _nodes, edges: _edges, ...young } = after;
  const names = new Set([...Object.keys(old), ...Object.keys(young)]);
  return [...names].filter((name) => !sameValue(memberOf(old, name), memberOf(young, name)));
}

export function memberOf(row: Row, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

function orderDiffers(before: FlowFile, after: FlowFile): boolean {
  const [oldEnds, youngEnds] = [endsOf(before), endsOf(after)];
  return (
    isReordered(
      before.nodes.map((node) => node.id),
      after.nodes.map((node) => node.id),
    ) || isReordered(before.edges.map(oldEnds), after.edges.map(youngEnds))
  );
}

/** Whether the order differs among what is in both. */
export function isReordered(old: readonly string[], young: readonly string[]): boolean {
  const [inOld, inYoung] = [new Set(old), new Set(young)];
  const kept = old.filter((id) => inYoung.has(id));
  return young.filter((id) => inOld.has(id)).some((id, i) => id !== kept[i]);
}

/** Whether two JSON values are the same; the order of names does not matter, and a value left out is no value. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((member, i) => sameValue(member, b[i]));
  if (!isRow(a) || !isRow(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => sameValue(memberOf(a, name), memberOf(b, name)));
}
