/** A stream of bytes as blocks of whole lines, with a bound on how long a line may be. */
import { LARGEST_EVENT } from '../engine/scan/parse-event.ts';
import { BOM_BYTES, byteOrderMarkOf } from '../engine/scan/whole-lines.ts';

export interface LineBlock {
  readonly bytes: Uint8Array;
  /** Where the block begins in the stream. */
  readonly offset: number;
}

const NEWLINE = 10;

/**
 * Cuts a stream at the ends of its lines. A line over the limit for events is cut there and the rest of it passed over,
 * so that the engine refuses it and memory stays bounded. A byte order mark that begins the stream is passed over.
 * @param largest the limit for events
 */
export async function* lineBlocks(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  largest = LARGEST_EVENT,
): AsyncGenerator<LineBlock> {
  let rest: Uint8Array = new Uint8Array(0);
  let offset = 0;
  let skipping = false;
  let isFirst = true;
  for await (const piece of stream) {
    let chunk = rest.length === 0 ? piece : joined(rest, piece);
    if (isFirst) {
      rest = chunk;
      if (chunk.length < BOM_BYTES) continue;
      const mark = byteOrderMarkOf(chunk);
      chunk = chunk.subarray(mark);
      offset += mark;
      isFirst = false;
    }
    if (skipping) {
      const newline = chunk.indexOf(NEWLINE);
      offset += newline < 0 ? chunk.length : newline + 1;
      rest = newline < 0 ? new Uint8Array(0) : chunk.subarray(newline + 1);
      if (newline < 0) continue;
      skipping = false;
      chunk = rest;
    }
    const last = chunk.lastIndexOf(NEWLINE);
    if (last >= 0) yield { bytes: chunk.subarray(0, last + 1), offset };
    offset += last + 1;
    rest = chunk.subarray(last + 1);
    if (rest.length <= largest) continue;
    yield { bytes: rest.subarray(0, largest + 1), offset };
    offset += rest.length;
    rest = new Uint8Array(0);
    skipping = true;
  }
  if (rest.length > 0) yield { bytes: rest, offset };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
