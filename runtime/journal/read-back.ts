/**
 * Lines of payloads read back from the segments, by their place. What is read is a stretch of whole records whose
 * checksums were looked at once; the last few stretches stay in memory, since the events of one match lie near each
 * other in time. Synchronous, as the engine is.
 */
import type { EventBytes } from '../engine/kernel/event-log.ts';
import { checksum } from './checksum.ts';
import type { JournalFiles } from './journal-files.ts';
import { HEADER, LARGEST_PAYLOAD, MAGIC, readHeader } from './record.ts';
import type { Segment, Segments } from './segments.ts';

/** Bytes that are read around a place. */
const PIECE = 64 << 10;
/** Stretches in memory, and the bytes of all of them. */
const STRETCHES = 64;
const MOST_BYTES = 32 << 20;
/** Files that are open at a time. */
const FILES = 16;
const NEWLINE = 10;

/** Whole records, or one that is damaged, from one position to another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Those from the position on. */
  readonly bytes: Uint8Array;
  readonly isGood: boolean;
  used: number;
}

export interface ReadBackOptions {
  readonly files: JournalFiles;
  readonly segments: Segments;
}

export class ReadBack {
  private stretches: Stretch[] = [];
  private bytes = 0;
  private latest: Stretch | undefined;
  private turn = 0;
  private readonly files = new Map<Segment, number>();

  constructor(private readonly options: ReadBackOptions) {}

  /** The line at a place, which is on disk; undefined where it can no longer be read. */
  read(place: number): EventBytes | undefined {
    const stretch = this.stretchOf(place);
    if (!stretch) return undefined;
    const { bytes, from } = stretch;
    const start = place - from;
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    return stretch.isGood || isObject(bytes, start, end) ? { bytes, start, end } : undefined;
  }

  /** A segment was removed. */
  forget(segment: Segment): void {
    this.closeFile(segment);
    const end = segment.start + segment.size;
    const gone = this.stretches.filter(({ from }) => from >= segment.start && from < end);
    this.stretches = this.stretches.filter((stretch) => !gone.includes(stretch));
    for (const { bytes } of gone) this.bytes -= bytes.length;
    this.latest = undefined;
  }

  private closeFile(segment: Segment): void {
    const file = this.files.get(segment);
    if (file === undefined) return;
    this.files.delete(segment);
    this.options.files.closeSync(file);
  }

  close(): void {
    for (const segment of [...this.files.keys()]) this.closeFile(segment);
    this.stretches = [];
    this.latest = undefined;
    this.bytes = 0;
  }

  private stretchOf(place: number): Stretch | undefined {
    const { latest } = this;
    if (latest && place >= latest.from && place < latest.to) return latest;
    let stretch = this.known(place);
    if (!stretch) {
      stretch = this.load(place);
      if (stretch) this.add(stretch);
    }
    if (!stretch) return undefined;
    stretch.used = ++this.turn;
    this.latest = stretch;
    return stretch;
  }

  private known(place: number): Stretch | undefined {
    for (const stretch of this.stretches) if (place >= stretch.from && place < stretch.to) return stretch;
    return undefined;
  }

  private add(stretch: Stretch): void {
    this.bytes += stretch.bytes.length;
    while (this.stretches.length >= STRETCHES || (this.bytes > MOST_BYTES && this.stretches.length > 0)) {
      const oldest = this.stretches.reduce((a, b) => (a.used < b.used ? a : b));
      this.stretches = this.stretches.filter((each) => each !== oldest);
      this.bytes -= oldest.bytes.length;
    }
    this.stretches.push(stretch);
  }

  private load(place: number): Stretch | undefined {
    const { segments } = this.options;
    const index = segments.indexAt(place);
    if (index < 0) return undefined;
    const limit = segments.limit(index);
    if (place >= limit) return undefined;
    try {
      return this.loadAround(place, segments.all[index], limit);
    } catch {
      // The file is gone, or the disk refuses: the same as a place that cannot be read.
      return undefined;
    }
  }

  /** The record of a place and those that follow it in the same piece; where its header is not found, just the bytes. */
  private loadAround(place: number, segment: Segment, limit: number): Stretch | undefined {
    const to = Math.min(place + PIECE / 2, limit);
    for (let back = PIECE / 2; ; back *= 4) {
      const from = Math.max(place - back, segment.start);
      const piece = this.bytesBetween(segment, from, to);
      const found = recordBefore(place, piece, { position: from, salt: segment.salt });
      if (found && place < from + found.at + HEADER + found.length)
        return this.verified(found, piece, { from, segment, limit });
      if (found || from === segment.start || back > LARGEST_PAYLOAD) break;
    }
    const bytes = this.bytesBetween(segment, place, to);
    return { from: place, to: place + 1, bytes, isGood: false, used: 0 };
  }

  private verified(
    { at, length, check }: { at: number; length: number; check: number },
    piece: Uint8Array,
    { from, segment, limit }: { from: number; segment: Segment; limit: number },
  ): Stretch | undefined {
    const start = at + HEADER;
    let end = start + length;
    if (from + end > limit) return undefined;
    if (end > piece.length) {
      const bytes = this.bytesBetween(segment, from + start, from + end);
      return {
        from: from + start,
        to: from + end,
        bytes,
        isGood: checksum(bytes, 0, length) === check,
        used: 0,
      };
    }
    const isGood = checksum(piece, start, end) === check;
    while (isGood) {
      const next = readHeader(piece, end, { position: from + end, salt: segment.salt });
      const nextEnd = end + HEADER + (next?.length ?? 0);
      if (!next || nextEnd > piece.length) break;
      if (checksum(piece, end + HEADER, nextEnd) !== next.check) break;
      end = nextEnd;
    }
    return { from: from + start, to: from + end, bytes: piece.subarray(start, end), isGood, used: 0 };
  }

  private bytesBetween(segment: Segment, from: number, to: number): Uint8Array {
    const bytes = Buffer.allocUnsafeSlow(to - from);
    const read = this.options.files.readSync(this.fileOf(segment), bytes, from - segment.start);
    return read === bytes.length ? bytes : bytes.subarray(0, read);
  }

  private fileOf(segment: Segment): number {
    const known = this.files.get(segment);
    if (known !== undefined) return known;
    if (this.files.size >= FILES) {
      const [oldest] = this.files.keys();
      this.closeFile(oldest);
    }
    const { files, segments } = this.options;
    const file = files.openSync(segments.path(segment));
    this.files.set(segment, file);
    return file;
  }
}

/** The last record in a piece whose payload begins at or before a place. */
function recordBefore(
  place: number,
  piece: Uint8Array,
  { position, salt }: { position: number; salt: number },
): { at: number; length: number; check: number } | undefined {
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  let at = place - position - HEADER;
  while (at >= 0) {
    at = bytes.lastIndexOf(MAGIC, at);
    if (at < 0) return undefined;
    const header = readHeader(piece, at, { position: position + at, salt });
    if (header) return { at, length: header.length, check: header.check };
    at--;
  }
  return undefined;
}

/** Of a record that is damaged, a line that is still an object is most likely as it came. */
function isObject(bytes: Uint8Array, start: number, end: number): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes.subarray(start, end)).toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
