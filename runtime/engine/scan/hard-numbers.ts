/** Reads the numbers that a scan left, because only JavaScript rounds them exactly, into their columns. */
import * as layout from '../kernel/row-layout.ts';
import { decodeEvent } from '../kernel/rows.ts';

/**
 * @param header of the scanner that has scanned
 * @param bytes the whole memory
 */
export function readHardNumbers(header: Int32Array, bytes: Uint8Array): void {
  if (header[layout.HARD_COUNT] === 0) return;
  const words = new DataView(bytes.buffer);
  for (let i = 0; i < header[layout.HARD_COUNT]; i++) {
    const hard = header[layout.AT_HARD] + i * layout.HARD_WORDS * 4;
    const word = (index: number) => words.getInt32(hard + index * 4, true);
    const column = header[layout.AT_COLUMNS] + word(0) * layout.COLUMN_WORDS * 4;
    const numbers = words.getInt32(column + layout.COLUMN_NUM * 4, true);
    words.setFloat64(numbers + word(1) * 8, Number(decodeEvent(bytes, word(2), word(3))), true);
  }
}
