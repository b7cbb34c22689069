/** The node that is pointed at somewhere else on the page (in the sentence, in a list): its card stands out meanwhile. */
import { useCallback, useSyncExternalStore } from 'react';

let pointed: string | undefined;
const listeners = new Set<() => void>();

/** Makes a node's card stand out; `undefined` when nothing is pointed at any more. */
export function pointAt(node: string | undefined): void {
  if (node === pointed) return;
  pointed = node;
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether this node is pointed at now. */
export function usePointed(id: string): boolean {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => pointed === id, [id]),
  );
}
