/** What both sides changed in different ways, and what a choice between them makes of the flow. */
import { isRow, type Row } from '../../../nodes/kit/lenient.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../flow-file.ts';

/** In each of them mine stands in the merged flow. `undefined`: it is not there. */
export type MergeConflict =
  /** A setting of a node; `path` is its place in the node, empty where the whole node became another kind. */
  | {
      readonly kind: 'setting';
      readonly node: string;
      readonly path: readonly string[];
      readonly base: unknown;
      readonly mine: unknown;
      readonly theirs: unknown;
    }
  /** One side removed the node that the other changed: `left` is what the other made of it, with its edges there. */
  | {
      readonly kind: 'removed';
      readonly by: Side;
      readonly node: string;
      readonly left: FlowNode;
      readonly edges: readonly FlowEdge[];
      /** Drawn past the node by the one who removed it: they are there while it is not. */
      readonly bridges: readonly FlowEdge[];
    }
  | {
      readonly kind: 'edge';
      readonly edge: string;
      readonly mine: FlowEdge | undefined;
      readonly theirs: FlowEdge | undefined;
    }
  /** A setting of the flow as a whole. */
  | {
      readonly kind: 'flow';
      readonly path: readonly string[];
      readonly base: unknown;
      readonly mine: unknown;
      readonly theirs: unknown;
    }
  /** Both moved the node. Nobody need be asked. */
  | {
      readonly kind: 'place';
      readonly node: string;
      readonly mine: FlowNode['position'];
      readonly theirs: FlowNode['position'];
    };

export type Side = 'mine' | 'theirs';

/** Names what a conflict is about: two with the same key are about the same thing. */
export function conflictKey(conflict: MergeConflict): string {
  switch (conflict.kind) {
    case 'setting':
      return JSON.stringify(['setting', conflict.node, ...conflict.path]);
    case 'flow':
      return JSON.stringify(['flow', ...conflict.path]);
    case 'edge':
      return JSON.stringify(['edge', conflict.edge]);
    default:
      return JSON.stringify([conflict.kind, conflict.node]);
  }
}

/** The flow with the version of one side; the other one can be chosen after it. */
export function choose(flow: FlowFile, conflict: MergeConflict, side: Side): FlowFile {
  switch (conflict.kind) {
    case 'setting':
      return withNode(flow, conflict.node, (node) => {
        const { id, position, ...rest } = node;
        const set = setAt(rest, conflict.path, conflict[side]);
        return { ...(isRow(set) ? set : rest), id, position } as FlowNode;
      });
    case 'place':
      return withNode(flow, conflict.node, (node) => ({ ...node, position: conflict[side] }));
    case 'flow':
      return setAt(flow, conflict.path, conflict[side]) as FlowFile;
    case 'edge':
      return withEdge(flow, conflict.edge, conflict[side]);
    case 'removed':
      return conflict.by === side ? withoutNode(flow, conflict) : withLeft(flow, conflict);
  }
}

function withNode(flow: FlowFile, id: string, change: (node: FlowNode) => FlowNode): FlowFile {
  const at = flow.nodes.findIndex((node) => node.id === id);
  return at < 0 ? flow : { ...flow, nodes: flow.nodes.with(at, change(flow.nodes[at])) };
}

function withEdge(flow: FlowFile, id: string, edge: FlowEdge | undefined): FlowFile {
  const at = flow.edges.findIndex((each) => each.id === id);
  const here = new Set(flow.nodes.map((node) => node.id));
  if (!edge || !here.has(edge.source) || !here.has(edge.target))
    return at < 0 ? flow : { ...flow, edges: flow.edges.toSpliced(at, 1) };
  return { ...flow, edges: at < 0 ? [...flow.edges, edge] : flow.edges.with(at, edge) };
}

type Removed = MergeConflict & { readonly kind: 'removed' };

function withoutNode(flow: FlowFile, { node: id, bridges }: Removed): FlowFile {
  if (!flow.nodes.some((node) => node.id === id)) return flow;
  const nodes = flow.nodes.filter((node) => node.id !== id);
  const edges = flow.edges.filter((edge) => edge.source !== id && edge.target !== id);
  return { ...flow, nodes, edges: withEdges(nodes, edges, bridges) };
}

function withLeft(flow: FlowFile, { left, edges, bridges }: Removed): FlowFile {
  if (flow.nodes.some((node) => node.id === left.id)) return flow;
  const nodes = [...flow.nodes, left];
  const past = new Set(bridges.map(({ id }) => id));
  const others = flow.edges.filter(({ id }) => !past.has(id));
  return { ...flow, nodes, edges: withEdges(nodes, others, edges) };
}

/** Those that are there, and of the others what has both its ends. */
function withEdges(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
  more: readonly FlowEdge[],
): readonly FlowEdge[] {
  const here = new Set(nodes.map(({ id }) => id));
  const taken = new Set(edges.map(({ id }) => id));
  return [
    ...edges,
    ...more.filter(({ id, source, target }) => here.has(source) && here.has(target) && !taken.has(id)),
  ];
}

/** The value with another one at a place in it; lists on the way are gone through by the ids of their members. */
function setAt(value: unknown, path: readonly string[], to: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((member: unknown) =>
      isRow(member) && member.id === name ? setAt(member, rest, to) : member,
    );
  }
  const row: Row = isRow(value) ? value : {};
  const next = setAt(Object.hasOwn(row, name) ? row[name] : undefined, rest, to);
  const others = Object.entries(row).filter(([key]) => key !== name);
  if (next === undefined) return Object.fromEntries(others);
  return Object.fromEntries(
    Object.hasOwn(row, name)
      ? Object.entries(row).map(([key, old]) => [key, key === name ? next : old])
      : [...others, [name, next]],
  );
}
