/**
 * What a drag shows besides the card itself: the lines it comes into, and the wire it would be put into. Apart from
 * the document and from the cards, so that neither is drawn anew while somebody drags.
 */
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { HelperLine } from './snap.ts';

interface DragHelpers {
  readonly lines: readonly HelperLine[];
  readonly overWire: string | undefined;
}

const NOTHING: DragHelpers = { lines: [], overWire: undefined };

const helpers = createStore<DragHelpers>(() => NOTHING);

export function showLines(lines: readonly HelperLine[]): void {
  if (lines.length > 0 || helpers.getState().lines.length > 0) helpers.setState({ lines });
}

export function showOverWire(overWire: string | undefined): void {
  if (helpers.getState().overWire !== overWire) helpers.setState({ overWire });
}

export function hideDragHelpers(): void {
  helpers.setState(NOTHING);
}

export function useHelperLines(): readonly HelperLine[] {
  return useStore(helpers, (state) => state.lines);
}

/** Whether what is dragged would be put into this wire. */
export function useIsOver(edge: string): boolean {
  return useStore(
    helpers,
    useCallback((state: DragHelpers) => state.overWire === edge, [edge]),
  );
}
