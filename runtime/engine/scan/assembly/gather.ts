/** Puts pieces of the memory together, for lines that lie apart in it. */
import * as layout from '../../kernel/row-layout.ts';
import * as shared from './memory.ts';

const PIECE_BYTES: i32 = 8;
/** Copying more at once is faster than sixteen bytes at a time. */
const MUCH: i32 = 1024;

/**
 * Copies pieces one behind the other to `to`, as far as they end by `end`; up to fifteen bytes behind that are written to.
 * @param pieces address and length of each, `count` of them. Returns where the last one ends; the header says how many
 */
export function gather(pieces: i32, count: i32, to: i32, end: i32): i32 {
  let done = 0;
  for (; done < count; done++) {
    const from = load<i32>(pieces);
    const length = load<i32>(pieces, 4);
    if (to + length > end) break;
    if (length > MUCH) memory.copy(to, from, length);
    else for (let i = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
    to += length;
    pieces += PIECE_BYTES;
  }
  shared.setHeader(layout.PIECES_DONE, done);
  return to;
}
