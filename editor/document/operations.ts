/**
 * Pure operations on a flow file: each takes a flow and gives a new one, sharing what did not change. Fields that
 * nobody knows are kept (SPEC §2). Undo, autosave and redraw all go by identity, so an operation that changes
 * nothing gives back the flow that it got.
 */
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import type { Language, Localized } from '../../nodes/kit/text.ts';
import { followHandles } from './follow-handles.ts';
import { type Grouped, groupsOfFragment, groupsOfInserted, withoutMembers } from './grouping.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type NodeData = FlowNode['data'];

/** What a person may set on the flow as a whole; `undefined` takes an optional setting away. */
export interface FlowSettings {
  readonly name?: Localized;
  readonly description?: Localized | undefined;
  readonly timezone?: string | undefined;
  readonly lateness?: string | undefined;
  readonly delay?: string | undefined;
  readonly late?: 'process' | 'drop' | undefined;
}

/** An id that no node of the flow has: the kind and the first free number. @example freeNodeId(flow, 'filter') // 'filter2' */
function freeNodeId(flow: FlowFile, stem: string, taken: ReadonlySet<string> = new Set()): string {
  const used = new Set(flow.nodes.map((node) => node.id));
  for (let n = 1; ; n++) {
    const id = `${stem}${n}`;
    if (!used.has(id) && !taken.has(id)) return id;
  }
}

export function freeEdgeId(flow: FlowFile, taken: ReadonlySet<string> = new Set()): string {
  const used = new Set(flow.edges.map((edge) => edge.id));
  for (let n = flow.edges.length + 1; ; n++) {
    const id = `e${n}`;
    if (!used.has(id) && !taken.has(id)) return id;
  }
}

/** Whole pixels: a file that is compared by people has no 240.33333. */
function round({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

/** Adds a node of a kind; its id is the kind's name and a number. */
export function addNode(
  flow: FlowFile,
  kind: string,
  position: Point,
  data: NodeData,
): { flow: FlowFile; id: string } {
  const stem = kind.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const id = freeNodeId(flow, stem);
  const node: FlowNode = { id, type: kind, position: round(position), data };
  return { flow: { ...flow, nodes: [...flow.nodes, node] }, id };
}

/** Moves nodes to where they are given; ids that the flow does not have are passed over. */
export function moveNodes(flow: FlowFile, positions: Readonly<Record<string, Point>>): FlowFile {
  let changed = false;
  const nodes = flow.nodes.map((node) => {
    const to = positions[node.id] && round(positions[node.id]);
    if (!to || (to.x === node.position.x && to.y === node.position.y)) return node;
    changed = true;
    return { ...node, position: to };
  });
  return changed ? { ...flow, nodes } : flow;
}

/** Removes nodes with their edges, and edges. */
export function removeParts(
  flow: FlowFile,
  nodeIds: readonly string[],
  edgeIds: readonly string[] = [],
): FlowFile {
  const goneNodes = new Set(nodeIds);
  const goneEdges = new Set(edgeIds);
  const nodes = flow.nodes.filter((node) => !goneNodes.has(node.id));
  const edges = flow.edges.filter(
    (edge) => !goneEdges.has(edge.id) && !goneNodes.has(edge.source) && !goneNodes.has(edge.target),
  );
  if (nodes.length === flow.nodes.length && edges.length === flow.edges.length) return flow;
  return withoutMembers({ ...flow, nodes, edges }, goneNodes);
}

export interface Connection {
  readonly source: string;
  readonly sourceHandle?: string | null;
  readonly target: string;
  readonly targetHandle?: string | null;
}

/** Draws an edge; the same edge twice is one. */
export function connect(flow: FlowFile, connection: Connection): FlowFile {
  const twin = flow.edges.some(
    (edge) =>
      edge.source === connection.source &&
      edge.target === connection.target &&
      (edge.sourceHandle ?? null) === (connection.sourceHandle ?? null) &&
      (edge.targetHandle ?? null) === (connection.targetHandle ?? null),
  );
  if (twin) return flow;
  return { ...flow, edges: [...flow.edges, { id: freeEdgeId(flow), ...endsOf(connection) }] };
}

/** The ends as the file names them: a handle that is not named is left out. */
function endsOf({ source, sourceHandle, target, targetHandle }: Connection): Connection {
  return {
    source,
    ...(sourceHandle ? { sourceHandle } : {}),
    target,
    ...(targetHandle ? { targetHandle } : {}),
  };
}

/** Replaces the settings of one node; its wires follow where a handle got another name by that. */
export function setNodeData(flow: FlowFile, nodeId: string, data: NodeData): FlowFile {
  const at = flow.nodes.findIndex((node) => node.id === nodeId);
  if (at < 0 || flow.nodes[at].data === data) return flow;
  const after = { ...flow.nodes[at], data };
  return {
    ...flow,
    nodes: flow.nodes.with(at, after),
    edges: followHandles(flow.edges, flow.nodes[at], after),
  };
}

/** Puts one end of an edge somewhere else. */
export function reconnect(flow: FlowFile, edgeId: string, connection: Connection): FlowFile {
  const at = flow.edges.findIndex((edge) => edge.id === edgeId);
  if (at < 0) return flow;
  const { sourceHandle: _source, targetHandle: _target, ...kept } = flow.edges[at];
  const edge: FlowEdge = { ...kept, ...endsOf(connection) };
  return { ...flow, edges: flow.edges.with(at, edge) };
}

/** A text with one language's part replaced; a plain string stays a plain string. */
export function withText(
  text: Localized | undefined,
  language: Language,
  value: string,
): Localized | undefined {
  if (text === undefined || typeof text === 'string') return value || undefined;
  const { [language]: _, ...others } = text;
  const next = value ? { ...others, [language]: value } : others;
  return Object.keys(next).length > 0 ? next : undefined;
}

/** Renames a node for the readers of one language. An empty label takes it away. */
export function renameLabel(flow: FlowFile, nodeId: string, language: Language, value: string): FlowFile {
  const node = flow.nodes.find((each) => each.id === nodeId);
  if (!node) return flow;
  const { label, ...rest } = node.data;
  const next = withText(label, language, value);
  return setNodeData(flow, nodeId, next === undefined ? rest : { ...rest, label: next });
}

/** Sets what belongs to the flow as a whole. */
export function setFlowSettings(flow: FlowFile, settings: FlowSettings): FlowFile {
  const next: Record<string, unknown> = { ...flow, ...settings };
  for (const [name, value] of Object.entries(settings)) if (value === undefined) delete next[name];
  return next as unknown as FlowFile;
}

/** Nodes with the edges among them, as they are carried by the clipboard. */
export interface Fragment {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  /** Groups of which nodes are in it. */
  readonly groups?: readonly Grouped[];
}

export function fragmentOf(flow: FlowFile, nodeIds: readonly string[]): Fragment {
  const wanted = new Set(nodeIds);
  const groups = groupsOfFragment(flow, wanted);
  return {
    nodes: flow.nodes.filter((node) => wanted.has(node.id)),
    edges: flow.edges.filter((edge) => wanted.has(edge.source) && wanted.has(edge.target)),
    ...(groups.length > 0 ? { groups } : {}),
  };
}

/** Puts a fragment in, with new ids, moved by `offset`. Gives the ids of the new nodes. */
export function insertFragment(
  flow: FlowFile,
  fragment: Fragment,
  offset: Point,
): { flow: FlowFile; ids: string[] } {
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  for (const node of fragment.nodes) {
    const stem = node.id.replace(/-?\d+$/, '') || 'node';
    const id = freeNodeId(flow, stem, taken);
    taken.add(id);
    renamed.set(node.id, id);
  }
  const nodes = fragment.nodes.map((node) => ({
    ...node,
    id: renamed.get(node.id)!,
    position: round({ x: node.position.x + offset.x, y: node.position.y + offset.y }),
  }));
  const edgeIds = new Set<string>();
  const edges = fragment.edges
    .filter((edge) => renamed.has(edge.source) && renamed.has(edge.target))
    .map((edge) => {
      const id = freeEdgeId(flow, edgeIds);
      edgeIds.add(id);
      return { ...edge, id, source: renamed.get(edge.source)!, target: renamed.get(edge.target)! };
    });
  const grown = { ...flow, nodes: [...flow.nodes, ...nodes], edges: [...flow.edges, ...edges] };
  return {
    flow: groupsOfInserted(grown, fragment.groups ?? [], renamed),
    ids: nodes.map((node) => node.id),
  };
}

/** Copies nodes a little below and to the right of themselves. */
export function duplicate(flow: FlowFile, nodeIds: readonly string[]): { flow: FlowFile; ids: string[] } {
  return insertFragment(flow, fragmentOf(flow, nodeIds), { x: 48, y: 64 });
}
