/** The document of this page: one store, wired to the checks and to the browser's clock, and its React hooks. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { analyseFlow } from './analysis.ts';
import type { DocumentState } from './document-state.ts';
import { createDocumentStore } from './document-store.ts';

const ANALYSE_AFTER = 200;

export const documentStore = createDocumentStore({
  analyse: analyseFlow,
  now: () => Date.now(),
  later: (run) => {
    const timer = setTimeout(run, ANALYSE_AFTER);
    return () => clearTimeout(timer);
  },
});

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

/** Faults and hints of one node. */
export function useFaultsOf(nodeId: string): readonly Fault[] {
  const faults = useDocument((state) => state.faults);
  return useMemo(() => faults.filter((fault) => fault.node === nodeId), [faults, nodeId]);
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
