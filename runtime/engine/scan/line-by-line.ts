/** A block scanner's walk over lines, for those that read one line at a time. */
import * as layout from '../kernel/row-layout.ts';
import type { RowMemory } from '../kernel/row-memory.ts';
import type { ScanLines } from './block-scanner.ts';

const NEWLINE = 10;

/**
 * Scans lines by what a function does with each that is not blank.
 * @param scanLine reads the line at `start`..`end` into a row and returns its state; it may fill the row's head, but for
 *   where the line lies
 */
export function lineByLine(
  memory: RowMemory,
  scanLine: (start: number, end: number, row: number) => number,
): ScanLines {
  const { bytes, head, state, identity, header } = memory;
  return (from, to, firstRow, limit, base) => {
    let row = firstRow;
    let at = from;
    let lines = 0;
    let unusual = 0;
    while (at < to && row < limit) {
      const end = bytes.indexOf(NEWLINE, at);
      lines++;
      if (!isBlank(bytes, at, end)) {
        state[row] = scanLine(at, end, row);
        unusual |= state[row];
        const words = row * layout.HEAD_WORDS;
        head[words + layout.LINE_START] = at;
        head[words + layout.LINE_END] = end;
        head[words + layout.LINE_NUMBER] = lines;
        identity[row] = base + at;
        row++;
      }
      at = end + 1;
    }
    header[layout.ROWS_DONE] = row - firstRow;
    header[layout.LINES_DONE] = lines;
    // Such scanners know no types by their number.
    header[layout.UNUSUAL] = unusual | layout.NEW_TYPE;
    header[layout.HARD_COUNT] = 0;
    return at;
  };
}

/** Whether a line, with or without its line feed, is only white space. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 9 && byte !== 13 && byte !== NEWLINE) return false;
  }
  return true;
}
