/** A file as blocks of whole lines, read into one buffer: a block is only good until the next one is asked for. */
import { readSync } from 'node:fs';
import { LARGEST_EVENT } from '../engine/scan/parse-event.ts';
import { byteOrderMarkOf, type LineBlock } from './line-blocks.ts';

const NEWLINE = 10;
/** Bytes that are read at a time: enough to make calls rare, few enough to stay near the processor. */
const PIECE = 1 << 20;

/**
 * Cuts a file at the ends of its lines, from its beginning. A line over the limit for events is cut there and the rest
 * of it passed over, like `lineBlocks` does with a stream.
 * @param file descriptor of a regular file; its owner closes it
 * @param piece bytes that are read at a time, at least those of a byte order mark
 * @param largest the limit for events
 */
export function* fileBlocks(file: number, piece = PIECE, largest = LARGEST_EVENT): Generator<LineBlock> {
  const buffer = new Uint8Array(piece + largest + 1);
  /** Bytes in the buffer that belong to a line that has not ended yet. */
  let kept = 0;
  /** Where in the file the buffer begins. */
  let offset = 0;
  let skipping = false;
  for (;;) {
    const read = readSync(file, buffer, kept, piece, offset + kept);
    let start = 0;
    const end = kept + read;
    if (offset === 0 && kept === 0) start = byteOrderMarkOf(buffer.subarray(0, end));
    if (skipping) {
      const newline = buffer.subarray(0, end).indexOf(NEWLINE);
      start = newline < 0 ? end : newline + 1;
      skipping = newline < 0 && read > 0;
    }
    const last = read === 0 ? end : buffer.subarray(0, end).lastIndexOf(NEWLINE) + 1;
    if (last > start) {
      yield { bytes: buffer.subarray(start, last), offset: offset + start };
      start = last;
    }
    if (read === 0) return;
    if (end - start > largest) {
      yield { bytes: buffer.subarray(start, start + largest + 1), offset: offset + start };
      start = end;
      skipping = true;
    }
    buffer.copyWithin(0, start, end);
    kept = end - start;
    offset += start;
  }
}
