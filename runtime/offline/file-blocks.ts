/** A file as blocks of whole lines, read into one buffer: a block is only good until the next one is asked for. */
import { readSync } from 'node:fs';
import { LARGEST_EVENT } from '../engine/scan/parse-event.ts';
import { type ReadBytes, wholeLines } from '../engine/scan/whole-lines.ts';
import type { LineBlock } from './line-blocks.ts';

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
  const read: ReadBytes = (into, at, length, position) => readSync(file, into, at, length, position);
  for (const { start, end, place, isOverLimit } of wholeLines({
    buffer,
    read,
    room: () => 0,
    piece,
    largest,
  }))
    yield { bytes: buffer.subarray(start, isOverLimit ? start + largest + 1 : end), offset: place };
}
