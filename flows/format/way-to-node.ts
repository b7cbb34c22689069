/** The part of a flow that decides what arrives at a node. */
import type { FlowFile } from './flow-file.ts';
import { type Graph, upstreamOf } from './graph.ts';

export interface Way {
  /** The nodes from which an event can come to the node, in the file's order, without it. */
  readonly nodes: Graph['nodes'];
  /** The edges between them and into the node, in the file's order. */
  readonly edges: Graph['edges'];
}

/** Takes half-drawn flows. In a circle the node stands on its own way, but is not listed. */
export function wayTo(flow: Graph, nodeId: string): Way {
  const above = upstreamOf(flow, nodeId);
  above.delete(nodeId);
  return {
    nodes: flow.nodes.filter(({ id }) => above.has(id)),
    edges: flow.edges.filter(
      ({ source, target }) => above.has(source) && (above.has(target) || target === nodeId),
    ),
  };
}

/**
 * A text that is the same as long as the same arrives at a node: labels, places and the node's own settings are not
 * in it.
 */
export function wayKey(flow: FlowFile, nodeId: string): string {
  const { id, timezone, lateness, delay, late } = flow;
  const { nodes, edges } = wayTo(flow, nodeId);
  const own = flow.nodes.find((node) => node.id === nodeId);
  return JSON.stringify([
    [id, timezone, lateness, delay, late],
    nodeId,
    own?.type,
    nodes.map(({ id: node, type, data: { label: _, ...settings } }) => [node, type, settings]),
    edges.map(({ source, sourceHandle, target, targetHandle }) => [
      source,
      sourceHandle,
      target,
      targetHandle,
    ]),
  ]);
}

/** The flow without what has no part in what happens at a node: the node, and what leads to it. */
export function cutToNode(flow: FlowFile, nodeId: string): FlowFile {
  const { nodes, edges } = wayTo(flow, nodeId);
  const { tests: _, ...frame } = flow;
  return { ...frame, nodes: flow.nodes.filter((node) => node.id === nodeId || nodes.includes(node)), edges };
}
