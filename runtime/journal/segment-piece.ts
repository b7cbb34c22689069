/** The part of a segment that is in memory while it is walked through. */
import type { JournalFile } from './journal-files.ts';
import { HEADER, MAGIC, readHeader } from './record.ts';

const PIECE = 1 << 20;
/** Bytes that are given up at a time where the disk cannot read them. */
const SECTOR = 4096;

export interface SegmentPart {
  readonly file: JournalFile;
  readonly start: number;
  /** Position at which the segment ends. */
  readonly limit: number;
}

export class SegmentPiece {
  bytes = Buffer.alloc(0);
  /** Of the first byte. */
  position = 0;
  /** The disk refused to read some of the bytes; zeros stand in their place. */
  private unreadable = false;

  constructor(private readonly part: SegmentPart) {}

  has(position: number, length: number): boolean {
    return position >= this.position && position + length <= this.position + this.bytes.length;
  }

  /** Makes at least `length` bytes from `position` on available, which must lie in the segment. */
  async load(position: number, length: number): Promise<void> {
    const { part } = this;
    // New memory each time: whoever was handed a record may keep it.
    const bytes = Buffer.allocUnsafeSlow(Math.min(Math.max(PIECE, length), part.limit - position));
    const known = this.position + this.bytes.length - position;
    let at = 0;
    if (position >= this.position && known > 0) {
      this.bytes.copy(bytes, 0, position - this.position);
      at = known;
    }
    await this.read(bytes.subarray(at), position + at);
    this.bytes = bytes;
    this.position = position;
  }

  /** Nothing but zeros from a position to the end: what a file system leaves where it grew a file and then stopped. */
  async isEmpty(position: number): Promise<boolean> {
    for (let at = position; at < this.part.limit; at = this.position + this.bytes.length) {
      if (!this.has(at, 1)) await this.load(at, 1);
      if (this.unreadable) return false;
      const bytes = this.bytes.subarray(at - this.position);
      if (bytes.some((byte) => byte !== 0)) return false;
    }
    return true;
  }

  private async read(into: Uint8Array, position: number): Promise<void> {
    const { file, start } = this.part;
    try {
      const read = await file.read(into, position - start);
      into.fill(0, read);
    } catch (error) {
      if (codeOf(error) !== 'EIO') throw error;
      for (let at = 0; at < into.length; at += SECTOR)
        await this.readSector(into.subarray(at, at + SECTOR), position + at);
    }
  }

  private async readSector(into: Uint8Array, position: number): Promise<void> {
    into.fill(0);
    try {
      await this.part.file.read(into, position - this.part.start);
    } catch (error) {
      if (codeOf(error) !== 'EIO') throw error;
      this.unreadable = true;
    }
  }
}

/** Where the next good header begins, at or behind a position; undefined where there is none. */
export async function nextHeader(
  piece: SegmentPiece,
  from: number,
  { limit, salt }: { readonly limit: number; readonly salt: number },
): Promise<number | undefined> {
  let at = from;
  while (at + HEADER <= limit) {
    if (!piece.has(at, HEADER)) await piece.load(at, HEADER);
    const found = piece.bytes.indexOf(MAGIC, at - piece.position);
    if (found < 0) {
      // A magic may begin in the last bytes.
      at = Math.max(at + 1, piece.position + piece.bytes.length - MAGIC.length + 1);
      continue;
    }
    at = piece.position + found;
    if (at + HEADER > limit) return undefined;
    if (!piece.has(at, HEADER)) await piece.load(at, HEADER);
    if (readHeader(piece.bytes, at - piece.position, { position: at, salt })) return at;
    at++;
  }
  return undefined;
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
