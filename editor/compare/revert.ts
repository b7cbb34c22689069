/**
 * Takes what differs from another version of a flow back to that version: all of it, one part, or one setting. Pure,
 * like the operations of editor/document; where there is nothing to take back, the flow comes back as it was.
 */
import { byId } from '../../flows/format/by-id.ts';
import { bridged, type Difference, type WireDifference } from '../../flows/format/compare-flows.ts';
import { endsOf, sameValue } from '../../flows/format/diff.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { isRow, type Row } from '../../nodes/kit/lenient.ts';

/** The whole flow as it was in that version. What is the same already stays the same object. */
export function revertAll(flow: FlowFile, to: FlowFile): FlowFile {
  const [nodes, edges] = [byId(flow.nodes), byId(flow.edges)];
  const kept = <Member extends { readonly id: string }>(
    mine: Map<string, Member>,
    theirs: Member,
  ): Member => {
    const known = mine.get(theirs.id);
    return known && sameValue(known, theirs) ? known : theirs;
  };
  return {
    ...to,
    id: flow.id,
    nodes: to.nodes.map((node) => kept(nodes, node)),
    edges: to.edges.map((edge) => kept(edges, edge)),
  };
}

/** One part: a node with the wires that came or went with it, a wire, or a setting of the flow. */
export function revert(flow: FlowFile, to: FlowFile, difference: Difference): FlowFile {
  switch (difference.of) {
    case 'flow':
      return withSetting(flow, to, difference.id);
    case 'order':
      return inOrderOf(flow, to);
    case 'wire':
      return difference.with === undefined
        ? revertWire(flow, to, difference)
        : revertNode(flow, to, difference.with);
    case 'node':
      return revertNode(flow, to, difference.id);
  }
}

/** One setting of a node that is in both. @param path as a comparison names it; empty: the node's kind */
export function revertSetting(flow: FlowFile, to: FlowFile, id: string, path: readonly string[]): FlowFile {
  if (path.length === 0) return revertNode(flow, to, id);
  const [is, was] = [nodeOf(flow, id), nodeOf(to, id)];
  if (!is || !was) return flow;
  const data = withValueAt(is.data, path, valueAt(was.data, path));
  return withNode(flow, to, { ...is, data: isRow(data) ? data : is.data });
}

function revertNode(flow: FlowFile, to: FlowFile, id: string): FlowFile {
  const [is, was] = [nodeOf(flow, id), nodeOf(to, id)];
  if (was && is) return sameValue(was, is) ? flow : withNode(flow, to, was);
  if (!was && !is) return flow;
  const nodes = was ? inserted(flow.nodes, was, to.nodes) : flow.nodes.filter((node) => node.id !== id);
  return { ...flow, nodes, edges: wiresAround(id, flow, to, new Set(nodes.map((node) => node.id))) };
}

/** Puts a node into the place of the one with its id. Wires that only followed its handles follow them back. */
function withNode(flow: FlowFile, to: FlowFile, node: FlowNode): FlowFile {
  const before = byId(to.edges);
  const edges = flow.edges.map((edge) => {
    const was = before.get(edge.id);
    const between = was && was.source === edge.source && was.target === edge.target;
    if (!between || sameValue(was, edge)) return edge;
    if (edge.target === node.id) return withHandle(edge, 'targetHandle', was);
    return edge.source === node.id ? withHandle(edge, 'sourceHandle', was) : edge;
  });
  return { ...flow, nodes: flow.nodes.map((each) => (each.id === node.id ? node : each)), edges };
}

function withHandle(edge: FlowEdge, side: 'sourceHandle' | 'targetHandle', was: FlowEdge): FlowEdge {
  const { [side]: _, ...rest } = edge;
  return was[side] === undefined ? rest : { ...rest, [side]: was[side] };
}

/** The wires after a node came back or went again: those that led around the gap, or through the node, as they were. */
function wiresAround(id: string, flow: FlowFile, to: FlowFile, there: ReadonlySet<string>): FlowEdge[] {
  const at = (edge: FlowEdge | undefined) => edge?.source === id || edge?.target === id;
  const whole = (edge: FlowEdge | undefined) =>
    edge !== undefined && there.has(edge.source) && there.has(edge.target);
  const before = byId(to.edges);
  const [endsNow, endsThen] = [endsOf(flow), endsOf(to)];
  const wasThere = new Set(to.edges.map(endsThen));
  const kept = flow.edges.flatMap((edge) => {
    const was = before.get(edge.id);
    if (!at(edge) && !at(was)) {
      const around = !wasThere.has(endsNow(edge)) && bridged(edge, to, (node) => node === id) !== undefined;
      return around ? [] : [edge];
    }
    return was && whole(was) ? [was] : whole(edge) ? [edge] : [];
  });
  const drawn = new Set(kept.map((edge) => (before.get(edge.id) === edge ? endsThen(edge) : endsNow(edge))));
  const missing = to.edges.filter((edge) => {
    if (!whole(edge) || drawn.has(endsThen(edge))) return false;
    return at(edge) || bridged(edge, flow, (node) => node === id) !== undefined;
  });
  return missing.reduce<FlowEdge[]>((edges, edge) => withEdge(edges, edge, to), kept);
}

function revertWire(flow: FlowFile, to: FlowFile, { id, was, is }: WireDifference): FlowFile {
  const others = is ? flow.edges.filter((edge) => edge.id !== id) : [...flow.edges];
  if (!was) return { ...flow, edges: others };
  const there = new Set(flow.nodes.map((node) => node.id));
  // Its ends are gone: it comes back with the node that it hung on.
  if (!there.has(was.source) || !there.has(was.target)) return flow;
  if (is) return { ...flow, edges: flow.edges.map((edge) => (edge.id === id ? was : edge)) };
  return { ...flow, edges: withEdge(others, was, to) };
}

/** With an edge more, under its own id where that is free. */
function withEdge(edges: readonly FlowEdge[], edge: FlowEdge, to: FlowFile): FlowEdge[] {
  const taken = new Set([...edges, ...to.edges].map((each) => each.id));
  const free = !edges.some((each) => each.id === edge.id);
  for (let n = 1; ; n++) {
    const id = free ? edge.id : `e${n}`;
    if (free || !taken.has(id)) return inserted(edges, { ...edge, id }, to.edges);
  }
}

function withSetting(flow: FlowFile, to: FlowFile, name: string): FlowFile {
  const row = to as unknown as Row;
  const { [name]: _, ...rest } = flow as unknown as Row;
  const there = Object.hasOwn(row, name) && row[name] !== undefined;
  return (there ? { ...rest, [name]: row[name] } : rest) as unknown as FlowFile;
}

/** In the list behind the nearest one that stood before it in the other list. */
function inserted<Member extends { readonly id: string }>(
  list: readonly Member[],
  member: Member,
  like: readonly Member[],
): Member[] {
  const place = like.findIndex((each) => each.id === member.id);
  const before = like.slice(0, Math.max(place, 0)).map((each) => each.id);
  const after = list.findLastIndex((each) => before.includes(each.id));
  return list.toSpliced(after + 1, 0, member);
}

/** What both have in the order of the other one; what only this one has stays where it stands, twins once. */
function inOrderOf(flow: FlowFile, to: FlowFile): FlowFile {
  const [endsNow, endsThen] = [endsOf(flow), endsOf(to)];
  const wires = new Map(flow.edges.map((edge) => [endsNow(edge), edge]));
  return {
    ...flow,
    nodes: ordered(byId(flow.nodes), [...byId(to.nodes).keys()]),
    edges: ordered(wires, to.edges.map(endsThen)),
  };
}

function ordered<Member>(mine: ReadonlyMap<string, Member>, keys: readonly string[]): Member[] {
  const queue = keys.flatMap((key) => mine.get(key) ?? []);
  const shared = new Set(keys);
  return [...mine].map(([key, each]) => (shared.has(key) ? (queue.shift() ?? each) : each));
}

function valueAt(row: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return row;
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, step)) return undefined;
  return valueAt((row as Row)[step], rest);
}

/** A copy with another value at a path; `undefined` takes the name away. */
function withValueAt(container: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const next = withValueAt(valueAt(container, [step]), rest, value);
  if (Array.isArray(container)) return container.with(Number(step), next);
  const entries = Object.entries(isRow(container) ? container : {});
  const at = entries.findIndex(([name]) => name === step);
  if (next === undefined) return Object.fromEntries(entries.filter((_, i) => i !== at));
  return Object.fromEntries(entries.toSpliced(at < 0 ? entries.length : at, at < 0 ? 0 : 1, [step, next]));
}

function nodeOf(flow: FlowFile, id: string): FlowNode | undefined {
  return flow.nodes.find((node) => node.id === id);
}
