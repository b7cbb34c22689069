/**
 * Cuts a stream of bytes into blocks of whole lines. What is held is at most one unfinished line of the largest
 * event's size: of a longer one only the beginning is kept, to be shown, and the rest is let go.
 */
import { EVENT_LIMIT } from './event-limits.ts';

export interface LineBlock {
  /** Whole lines; the last one may lack its line end. */
  readonly block: Uint8Array;
  /** A line that was too long to be held, in the place of a block: its beginning. */
  readonly tooLong: boolean;
  /** Bytes of a line that was too long. */
  readonly size?: number;
}

const LF = 10;
const BOM = [0xef, 0xbb, 0xbf];
const KEPT = 64 * 1024;
const PIECE = 256 * 1024;

/** A whole text of lines, not larger than the largest event, as one block. */
export function wholeBlock(text: Uint8Array): LineBlock {
  const marked = BOM.every((byte, i) => text[i] === byte);
  return { block: marked ? text.subarray(BOM.length) : text, tooLong: false };
}

export class LineBlocks {
  private held: Uint8Array[] = [];
  private heldSize = 0;
  /** Inside a line that is too long already. */
  private skipping = false;
  private skipped = 0;
  /** Of the mark that some programs put before UTF-8 text: how many bytes have been seen; undefined: past it. */
  private mark: number | undefined = 0;

  /** Bytes of the line that has not ended yet. */
  get unfinished(): number {
    return this.skipping ? KEPT : this.heldSize;
  }

  /** The blocks that a chunk completes, in order. Where no line runs over its beginning or end it is not copied. */
  *push(chunk: Uint8Array): Generator<LineBlock> {
    const start = this.mark === undefined ? 0 : this.pastMark(chunk);
    // No line of a piece can be longer than the limit without being held, and measured there.
    for (let at = start; at < chunk.length; at += PIECE)
      yield* this.pushPiece(chunk.subarray(at, at + PIECE));
  }

  /** Where the stream's text begins in its first chunks; the mark may be spread over several. */
  private pastMark(chunk: Uint8Array): number {
    let at = 0;
    while (this.mark !== undefined && at < chunk.length) {
      if (chunk[at] === BOM[this.mark]) {
        this.mark++;
        at++;
        if (this.mark === BOM.length) this.mark = undefined;
      } else {
        // It only looked like one.
        if (this.mark > 0) this.hold(Uint8Array.from(BOM.slice(0, this.mark)));
        this.mark = undefined;
      }
    }
    return at;
  }

  private *pushPiece(chunk: Uint8Array): Generator<LineBlock> {
    let from = 0;
    if (this.heldSize > 0 || this.skipping) {
      const end = chunk.indexOf(LF);
      if (end < 0) {
        this.hold(chunk);
        return;
      }
      from = end + 1;
      if (this.skipping || this.heldSize + end > EVENT_LIMIT) this.hold(chunk.subarray(0, end));
      else {
        // The lines that follow go along: a block costs more than copying its bytes.
        from = chunk.lastIndexOf(LF) + 1;
        this.held.push(chunk.subarray(0, from));
        this.heldSize += from;
      }
      yield this.release();
    }
    const last = chunk.lastIndexOf(LF);
    if (last >= from) {
      yield { block: chunk.subarray(from, last + 1), tooLong: false };
      from = last + 1;
    }
    if (from < chunk.length) this.hold(chunk.subarray(from));
  }

  /** The last line, where it did not end. */
  *finish(): Generator<LineBlock> {
    if (this.mark) this.hold(Uint8Array.from(BOM.slice(0, this.mark)));
    if (this.heldSize > 0 || this.skipping) yield this.release();
  }

  private hold(bytes: Uint8Array): void {
    if (this.skipping) {
      this.skipped += bytes.length;
      return;
    }
    this.held.push(bytes.slice());
    this.heldSize += bytes.length;
    if (this.heldSize <= EVENT_LIMIT) return;
    this.skipping = true;
    this.skipped = this.heldSize;
    this.held = [join(this.held, this.heldSize).slice(0, KEPT)];
  }

  private release(): LineBlock {
    const tooLong = this.skipping;
    const block = tooLong ? this.held[0] : join(this.held, this.heldSize);
    this.held = [];
    this.heldSize = 0;
    this.skipping = false;
    return tooLong ? { block, tooLong, size: this.skipped } : { block, tooLong };
  }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
