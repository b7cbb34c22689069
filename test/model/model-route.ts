import type { ModelEvent } from './model-event.ts';
import type { FlowEdge, ModelFlow } from './model-flow.ts';

/** Brings an event to a handle of a node. */
export type Deliver = (nodeId: string, handle: string, event: ModelEvent) => void;

/** Sends an event out of a handle: depth first, in the order of the file's edges. */
export function createRouter(flow: ModelFlow, deliver: Deliver): Deliver {
  const typeOf = new Map(flow.nodes.map((node) => [node.id, node.type]));
  const stepsOf = new Map(
    flow.nodes.map((node) => [
      node.id,
      node.type === 'correlate' ? node.data.steps.map((step) => step.name) : [],
    ]),
  );
  const outHandle = (edge: FlowEdge) => edge.sourceHandle ?? 'out';
  const inHandle = (edge: FlowEdge) => edge.targetHandle ?? 'in';

  return (nodeId, handle, event) => {
    const edges = flow.edges.filter((edge) => edge.source === nodeId && outHandle(edge) === handle);
    for (const [index, edge] of edges.entries()) {
      if (typeOf.get(edge.target) !== 'correlate') {
        deliver(edge.target, inHandle(edge), event);
        continue;
      }
      // a correlate gets the event at the place of its first edge, at its later steps first
      if (edges.findIndex((other) => other.target === edge.target) < index) continue;
      const handles = edges.filter((other) => other.target === edge.target).map(inHandle);
      for (const step of [...(stepsOf.get(edge.target) ?? [])].reverse()) {
        for (const _ of handles.filter((one) => one === step)) deliver(edge.target, step, event);
      }
    }
  };
}

/** The longest path from a source to each node. */
export function depths(flow: ModelFlow): (nodeId: string) => number {
  const depth = (nodeId: string): number => {
    const before = flow.edges.filter((edge) => edge.target === nodeId);
    return Math.max(0, ...before.map((edge) => depth(edge.source) + 1));
  };
  const known = new Map(flow.nodes.map((node) => [node.id, depth(node.id)]));
  return (nodeId) => known.get(nodeId) ?? 0;
}
