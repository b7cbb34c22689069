/**
 * What a drag shows besides the card itself: the lines it comes into, and the wire it would be put into. Apart from
 * the document and from the cards, so that neither is drawn anew while somebody drags.
 */
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { sameValue } from '../../flows/format/diff.ts';
import type { GroupDrop } from './group-boxes.ts';
import type { GuideLine } from './snap.ts';

interface DragMarks {
  readonly lines: readonly GuideLine[];
  readonly overWire: string | undefined;
  readonly groups: GroupDrop | undefined;
}

const NOTHING: DragMarks = { lines: [], overWire: undefined, groups: undefined };

const marks = createStore<DragMarks>(() => NOTHING);

export function showLines(lines: readonly GuideLine[]): void {
  if (lines.length > 0 || marks.getState().lines.length > 0) marks.setState({ lines });
}

export function showOverWire(overWire: string | undefined): void {
  if (marks.getState().overWire !== overWire) marks.setState({ overWire });
}

/** @param drop what would happen to groups if the drag ended now */
export function showGroupDrop(drop: GroupDrop | undefined): void {
  const { groups } = marks.getState();
  if (groups !== drop && !sameValue(groups, drop)) marks.setState({ groups: drop });
}

export function hideDragMarks(): void {
  marks.setState(NOTHING);
}

export function useGuideLines(): readonly GuideLine[] {
  return useStore(marks, (state) => state.lines);
}

export function useGroupDrop(): GroupDrop | undefined {
  return useStore(marks, (state) => state.groups);
}

/** Whether what is dragged would be put into this wire. */
export function useIsOver(edge: string): boolean {
  return useStore(
    marks,
    useCallback((state: DragMarks) => state.overWire === edge, [edge]),
  );
}
