/**
 * The records of one segment in order, with what is damaged passed over: a record whose payload fails its checksum is
 * left out alone; behind a header that cannot be read the next good one is looked for.
 */
import { checksum } from './checksum.ts';
import type { JournalFile } from './journal-files.ts';
import { HEADER, type RecordHeader, readHeader } from './record.ts';
import { nextHeader, SegmentPiece } from './segment-piece.ts';

export interface WalkVisitor {
  /** The payload lies in `bytes` from `start` on; that memory is not used again. */
  record(position: number, header: RecordHeader, bytes: Uint8Array, start: number): void;
  /** Bytes that are no good record. With a header: only the payload is damaged. */
  damaged(position: number, end: number, header?: RecordHeader): Promise<void> | void;
}

export interface WalkOptions {
  readonly file: JournalFile;
  /** Position at which the segment begins. */
  readonly start: number;
  readonly salt: number;
  /** Where to begin: the beginning of a record. */
  readonly from: number;
  /** Position at which the segment ends. */
  readonly limit: number;
}

export interface WalkEnd {
  /** Behind the last whole record, or whole damaged part. */
  readonly end: number;
  /** Between `end` and the limit lies the beginning of a record that was never written whole. */
  readonly isCut: boolean;
}

/** Calls the visitor for everything that lies in a segment, in order. Holds pieces of bounded size. */
export async function walkSegment(options: WalkOptions, visitor: WalkVisitor): Promise<WalkEnd> {
  const { salt, from, limit } = options;
  const piece = new SegmentPiece(options);
  let position = from;
  while (position < limit) {
    if (limit - position < HEADER) return { end: position, isCut: true };
    if (!piece.has(position, HEADER)) await piece.load(position, HEADER);
    const header = readHeader(piece.bytes, position - piece.position, { position, salt });
    if (!header) {
      const next = await nextHeader(piece, position + 1, options);
      if (next === undefined && (await piece.isEmpty(position))) return { end: position, isCut: true };
      await visitor.damaged(position, next ?? limit);
      position = next ?? limit;
      continue;
    }
    const payloadPosition = position + HEADER;
    const end = payloadPosition + header.length;
    if (end > limit) return { end: position, isCut: true };
    if (!piece.has(payloadPosition, header.length)) await piece.load(payloadPosition, header.length);
    const start = payloadPosition - piece.position;
    if (checksum(piece.bytes, start, start + header.length) === header.check)
      visitor.record(position, header, piece.bytes, start);
    else await visitor.damaged(position, end, header);
    position = end;
  }
  return { end: position, isCut: false };
}
