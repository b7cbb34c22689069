/** A file scanned ahead as another thread does it, in this one: before more is read, the engine catches up. */
import { readSync } from 'node:fs';
import type { ColumnEngine } from '../runtime/engine/engine.ts';
import type { BlockResult } from '../runtime/engine/engine-types.ts';
import { scanAhead } from '../runtime/engine/scan/feed.ts';

export interface Turns {
  /** How much the next read gives, few enough to fill one slot. */
  readonly bytes: () => number;
  /** How many reads the engine then falls behind, at most 2: there must be slots for them, the last piece and the end. */
  readonly behind: () => number;
}

/** @param onResult what the engine says of each slot */
export function feedInTurns(
  engine: ColumnEngine,
  file: number,
  { bytes, behind }: Turns,
  onResult: (result: BlockResult) => void,
): void {
  let ends = false;
  const catchUp = () => {
    while (!ends && engine.waitForRows(0)) {
      const result = engine.pushScanned();
      if (result) onResult(result);
      else ends = true;
    }
  };
  let left = 0;
  scanAhead(engine.feed!, (into, at, length, position) => {
    if (left-- <= 0) {
      catchUp();
      left = behind();
    }
    return readSync(file, into, at, Math.min(length, bytes()), position);
  });
  catchUp();
  if (!ends) throw new Error('The file has not come to its end.');
}
