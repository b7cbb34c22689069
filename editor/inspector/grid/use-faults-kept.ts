import { useRef } from 'react';
import type { CellFault } from './cell-faults.ts';

/** The faults of a row; the same list as long as they read the same, so that the row is not drawn anew. */
export function useFaultsKept() {
  const kept = useRef(new Map<number, readonly CellFault[]>());
  return (row: number, faults: readonly CellFault[]): readonly CellFault[] => {
    const before = kept.current.get(row);
    const same =
      before?.length === faults.length &&
      before.every(
        (each, i) => each.columnId === faults[i].columnId && each.fault?.message === faults[i].fault?.message,
      );
    if (before && same) return before;
    kept.current.set(row, faults);
    return faults;
  };
}
