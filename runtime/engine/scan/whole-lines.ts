/**
 * Bytes that come a piece at a time, as runs of whole lines in place: the beginning of a line that the piece before ended
 * in is copied before the next piece. A byte order mark that begins the input is passed over.
 */

const NEWLINE = 10;
const BOM = [0xef, 0xbb, 0xbf];
export const BOM_BYTES = BOM.length;

/** The length of the byte order mark that the bytes begin with. */
export function byteOrderMarkOf(bytes: Uint8Array): number {
  return BOM.every((byte, i) => bytes[i] === byte) ? BOM_BYTES : 0;
}

/** Reads bytes of the input from a position into a buffer; returns how many there were, 0 at its end. */
export type ReadBytes = (into: Uint8Array, at: number, length: number, position: number) => number;

export interface LineRun {
  /** Where it lies in the buffer; only good until the room is used again. */
  readonly start: number;
  readonly end: number;
  /** Where it begins in the input. */
  readonly place: number;
  /** It is the beginning of one line that is over the limit; the rest of that is passed over. */
  readonly isOverLimit: boolean;
}

export interface LineInput {
  readonly buffer: Uint8Array;
  readonly read: ReadBytes;
  /** Where there is room in the buffer for the next piece and the beginning of a line before it. */
  readonly room: () => number;
  /** Bytes that are read at a time, at least those of a byte order mark. */
  readonly piece: number;
  /** The limit for events. */
  readonly largest: number;
}

export function* wholeLines({ buffer, read, room, piece, largest }: LineInput): Generator<LineRun> {
  /** Bytes of a line that has not ended, and where they lie. */
  let rest = 0;
  let restAt = 0;
  /** Where in the input the next bytes come from. */
  let position = 0;
  let skips = false;
  for (;;) {
    let start = room();
    buffer.copyWithin(start, restAt, restAt + rest);
    const count = read(buffer, start + rest, piece, position);
    const end = start + rest + count;
    if (position === 0) start += byteOrderMarkOf(buffer.subarray(start, end));
    position += count;
    if (skips) {
      const newline = buffer.subarray(start, end).indexOf(NEWLINE);
      start = newline < 0 ? end : start + newline + 1;
      skips = newline < 0 && count > 0;
    }
    const last = count === 0 ? end : start + buffer.subarray(start, end).lastIndexOf(NEWLINE) + 1;
    const placeOf = (at: number) => position - (end - at);
    if (last > start) yield { start, end: last, place: placeOf(start), isOverLimit: false };
    if (count === 0) return;
    rest = end - last;
    restAt = last;
    if (rest > largest) {
      yield { start: last, end, place: placeOf(last), isOverLimit: true };
      rest = 0;
      skips = true;
    }
  }
}
