/** Wires that stay on a handle whose name changes with the node's settings (a step of a correlate that is renamed). */
import type { FlowEdge, FlowNode } from '../../flows/format/flow-file.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';

/**
 * The old handle's name by the new one's, where it is plain what became of what: one handle was renamed in its place,
 * or one came (back) while wires hang on exactly one that is not there.
 */
function renamed(
  before: readonly string[],
  after: readonly string[],
  used: ReadonlySet<string>,
): Map<string, string> {
  const gone = [...new Set([...before, ...used])].filter((id) => !after.includes(id) && used.has(id));
  const come = after.filter((id) => !before.includes(id));
  return gone.length === 1 && come.length === 1 ? new Map([[gone[0], come[0]]]) : new Map();
}

const ids = (handles: readonly { readonly id: string }[]) => handles.map((handle) => handle.id);

/** The edges after a node's settings changed. Gives back the same list where none follows. */
export function followHandles(
  edges: readonly FlowEdge[],
  before: FlowNode,
  after: FlowNode,
): readonly FlowEdge[] {
  const named = (side: 'source' | 'target', handle: 'sourceHandle' | 'targetHandle') =>
    new Set(edges.filter((edge) => edge[side] === before.id).flatMap((edge) => edge[handle] ?? []));
  const inputs = renamed(ids(inputsOf(before)), ids(inputsOf(after)), named('target', 'targetHandle'));
  const outputs = renamed(ids(outputsOf(before)), ids(outputsOf(after)), named('source', 'sourceHandle'));
  if (inputs.size === 0 && outputs.size === 0) return edges;
  return edges.map((edge) => {
    const target = edge.target === before.id ? inputs.get(edge.targetHandle ?? '') : undefined;
    const source = edge.source === before.id ? outputs.get(edge.sourceHandle ?? '') : undefined;
    if (target === undefined && source === undefined) return edge;
    return {
      ...edge,
      ...(source === undefined ? {} : { sourceHandle: source }),
      ...(target === undefined ? {} : { targetHandle: target }),
    };
  });
}
