/** The document of this page: one store, wired to the checks and to the browser's clock, and its React hooks. */
import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { DocumentState } from './document-state.ts';
import { createDocumentStore } from './document-store.ts';
import { analyseFlow, loadChecks } from './open-analysis.ts';

const ANALYSE_AFTER = 200;

export const documentStore = createDocumentStore({
  analyse: analyseFlow,
  now: () => Date.now(),
  later: (run) => {
    const timer = setTimeout(run, ANALYSE_AFTER);
    return () => clearTimeout(timer);
  },
});

/** Loads the checks and has them look at the flow; until then nothing is known of its faults. */
export async function startChecks(): Promise<void> {
  await loadChecks();
  if (!documentStore.getState().checked) documentStore.analyseNow();
}

export const documentActions = documentStore.actions;
export const { inputFieldsOf, faultsOf } = documentStore;

/** Reads the document; draws anew when what the selector gives is another value (by identity). */
export function useDocument<Value>(selector: (state: DocumentState) => Value): Value {
  return useStore(documentStore, selector);
}

/** The node with this id, or undefined. */
export function useNode(nodeId: string | undefined): FlowNode | undefined {
  return useDocument((state) => state.flow?.nodes.find((node) => node.id === nodeId));
}

/** The node in the panel: the selected one, where exactly one is selected. */
export function useSelectedNode(): FlowNode | undefined {
  const id = useDocument((state) =>
    state.selection.nodes.length === 1 ? state.selection.nodes[0] : undefined,
  );
  return useNode(id);
}

const NO_FAULTS: readonly Fault[] = [];
const sorted = new WeakMap<readonly Fault[], ReadonlyMap<string | undefined, readonly Fault[]>>();

/** Every card asks after each check: the list is gone through once for all of them. */
function faultsByNode(faults: readonly Fault[]): ReadonlyMap<string | undefined, readonly Fault[]> {
  const known = sorted.get(faults);
  if (known) return known;
  const byNode = new Map<string | undefined, Fault[]>();
  for (const fault of faults) {
    const list = byNode.get(fault.node);
    if (list) list.push(fault);
    else byNode.set(fault.node, [fault]);
  }
  sorted.set(faults, byNode);
  return byNode;
}

/** Faults and hints of one node. A check that finds the same again draws nothing anew. */
export function useFaultsOf(nodeId: string): readonly Fault[] {
  const last = useRef(NO_FAULTS);
  return useDocument(({ faults }) => {
    const found = faultsByNode(faults).get(nodeId) ?? NO_FAULTS;
    if (!sameFaults(found, last.current)) last.current = found;
    return last.current;
  });
}

function sameFaults(a: readonly Fault[], b: readonly Fault[]): boolean {
  return a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b));
}

/** What a definition's functions are told about the place where a node stands. */
export function useNodeContext(nodeId: string): NodeContext {
  const flowId = useDocument((state) => state.flow?.id ?? '');
  const surroundings = useDocument((state) => state.surroundings);
  const inputs = useDocument((state) => state.inputs[nodeId]);
  return useMemo(
    () => ({ flowId, nodeId, surroundings, inputs: inputs ?? {} }),
    [flowId, nodeId, surroundings, inputs],
  );
}
