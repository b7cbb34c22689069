/** The samples of the node that a form is open for. */
import { useEffect, useSyncExternalStore } from 'react';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { wayKey } from '../../flows/format/way-to-node.ts';
import { documentStore, useDocument } from '../document/open-document.ts';
import { later } from '../later.ts';
import { tryNode } from '../server/trials-api.ts';
import { SampleStore } from './sample-store.ts';
import { NO_SAMPLES, type NodeSamples } from './samples.ts';

const store = new SampleStore({
  ask: tryNode,
  later,
  now: () => Date.now(),
});

/** What arrives at a node of the open draft; asked for anew a moment after the way to it changed. */
export function useNodeSamples(nodeId: string): NodeSamples {
  const key = useDocument(({ flow }) => (flow ? keyOf(flow, nodeId) : NOTHING));
  useEffect(() => {
    const { flow } = documentStore.getState();
    return flow && key !== NOTHING ? store.want(key, flow, nodeId) : undefined;
  }, [key, nodeId]);
  return useSyncExternalStore(store.subscribe, () => store.get(key)) ?? NO_SAMPLES;
}

/** Of a node at which nothing can arrive. */
const NOTHING = '';
const keys = new WeakMap<FlowFile, Map<string, string>>();

/** Every change of the document asks for it, and most of them are not of the flow. */
function keyOf(flow: FlowFile, nodeId: string): string {
  const known = keys.get(flow) ?? new Map<string, string>();
  keys.set(flow, known);
  const isReached = flow.edges.some(({ target }) => target === nodeId);
  const key = known.get(nodeId) ?? (isReached ? wayKey(flow, nodeId) : NOTHING);
  known.set(nodeId, key);
  return key;
}
