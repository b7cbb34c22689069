/** What lights up for a moment after somebody clicked a match: the way that its events took. */
import { useCallback, useSyncExternalStore } from 'react';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { downstreamOf, upstreamOf } from '../../flows/format/graph.ts';
import { takesType } from '../../nodes/event-source/definition.ts';
import { textOf } from '../../nodes/kit/lenient.ts';

export interface Path {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/**
 * The nodes and edges by which events can have come to a node.
 *
 * @param types the types of the events that came; where none is known, every source counts
 */
export function pathTo(flow: FlowFile, nodeId: string, types: readonly string[]): Path {
  const up = upstreamOf(flow, nodeId).add(nodeId);
  const sources = flow.nodes.filter(
    (node) =>
      node.type === 'event-source' &&
      up.has(node.id) &&
      (types.length === 0 || types.some((type) => takesType(textOf(node.data.eventType), type))),
  );
  const nodes = new Set<string>([nodeId]);
  for (const source of sources) {
    nodes.add(source.id);
    for (const id of downstreamOf(flow, source.id)) if (up.has(id)) nodes.add(id);
  }
  const edges = flow.edges.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target));
  return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
}

const NOTHING: Path = { nodes: new Set(), edges: new Set() };
const FLASH_FOR = 1600;

let lit: Path = NOTHING;
let end: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(path: Path) {
  lit = path;
  for (const listener of [...listeners]) listener();
}

/** Lights a path up for a moment. */
export function flash(path: Path): void {
  clearTimeout(end);
  show(path);
  end = setTimeout(() => show(NOTHING), FLASH_FOR);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether this node or edge is lit up now. */
export function useFlash(what: 'node' | 'edge', id: string): boolean {
  const read = useCallback(() => (what === 'node' ? lit.nodes : lit.edges).has(id), [what, id]);
  return useSyncExternalStore(subscribe, read);
}
