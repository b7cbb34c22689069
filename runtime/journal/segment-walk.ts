/**
 * The records of one segment in order, with what is damaged passed over: a record whose payload fails its checksum is
 * left out alone; behind a header that cannot be read the next good one is looked for.
 */
import { crc32 } from 'node:zlib';
import type { JournalFile } from './journal-files.ts';
import { HEADER, type RecordHeader, readHeader } from './record.ts';
import { nextHeader, SegmentPiece } from './segment-piece.ts';

export interface FoundRecord extends RecordHeader {
  readonly position: number;
  readonly payloadPosition: number;
  readonly end: number;
  /** Its memory is not used again. */
  readonly payload: Uint8Array;
}

export interface WalkVisitor {
  record(record: FoundRecord): void;
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
    const payload = piece.slice(payloadPosition, end);
    if (crc32(payload) === header.check)
      visitor.record({ ...header, position, payloadPosition, end, payload });
    else await visitor.damaged(position, end, header);
    position = end;
  }
  return { end: position, isCut: false };
}
