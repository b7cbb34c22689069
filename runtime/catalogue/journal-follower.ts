/**
 * runtime/catalogue: what the runtime knows of event types: those that ship, those that people declared, and those
 * that simply came. What came is read from the journal afterwards, in pieces, so that taking events in costs nothing
 * more.
 *
 * This file: reads on in the journal's files from where it stopped. It only reads; the engine's thread writes them.
 */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { machineFiles } from '../journal/journal-files.ts';
import { HEADER, RECORD_KINDS, readHeader } from '../journal/record.ts';
import { nextHeader, SegmentPiece } from '../journal/segment-piece.ts';
import { type Segment, Segments, segmentNamed } from '../journal/segments.ts';

export interface EventBlock {
  /** NDJSON, as it was taken in. */
  readonly block: Uint8Array;
  /** When it came, epoch ms. */
  readonly now: number;
}

/** Bytes that are read on at a time. */
const PIECE = 256 * 1024;

export class JournalFollower {
  private segments: Segments | undefined;

  /** @param position behind the last record that was read; undefined: whatever is there is new */
  constructor(
    private readonly folder: string,
    public position: number | undefined,
  ) {}

  /** Bytes that were written and not read yet. Looks at the folder. */
  async backlog(): Promise<number> {
    this.segments = new Segments(this.folder, await segmentsOf(this.folder));
    const { all, last } = this.segments;
    if (!last) return 0;
    const end = last.start + last.size;
    this.position ??= all[0].start;
    // Another journal, or one that was put back to an earlier time.
    if (this.position > end) this.position = end;
    if (this.position < all[0].start) this.position = all[0].start;
    return end - this.position;
  }

  /** Goes to the first record behind `position`, leaving out what lies before it. */
  async jump(position: number): Promise<void> {
    const found = this.segmentAt(position);
    if (!found) return;
    const { segment, limit } = found;
    const file = await machineFiles.open(this.path(segment), 'read');
    try {
      const piece = new SegmentPiece({ file, start: segment.start, limit });
      const from = Math.max(position, segment.start);
      this.position = (await nextHeader(piece, from, { limit, salt: segment.salt })) ?? limit;
    } finally {
      await file.close();
    }
  }

  /** Some of the events that follow; undefined where there are none yet. One piece of the disk is read for it. */
  async next(): Promise<readonly EventBlock[] | undefined> {
    const { position } = this;
    const found = position === undefined ? undefined : this.segmentAt(position);
    if (!found || position === undefined) return undefined;
    const { segment, limit } = found;
    if (position >= limit) return undefined;
    const bytes = await this.read(segment, position, Math.min(PIECE, limit - position));
    const blocks: EventBlock[] = [];
    let at = 0;
    while (at + HEADER <= bytes.length) {
      const header = readHeader(bytes, at, { position: position + at, salt: segment.salt });
      if (!header) break;
      const end = at + HEADER + header.length;
      if (position + end > limit) break;
      const isWhole = end <= bytes.length;
      if (!isWhole && at > 0) break;
      if (header.kind === RECORD_KINDS.events) {
        const block = isWhole
          ? bytes.subarray(at + HEADER, end)
          : await this.read(segment, position + HEADER, header.length);
        blocks.push({ block, now: header.now });
      }
      at = end;
      if (!isWhole) break;
    }
    if (at > 0) {
      this.position = position + at;
      return blocks;
    }
    return this.passOver(segment, position, limit);
  }

  /** Something that is no record, or not whole yet: the newest is waited for, what is damaged is passed over. */
  private async passOver(
    segment: Segment,
    position: number,
    limit: number,
  ): Promise<readonly EventBlock[] | undefined> {
    const isNewest = this.segments?.last === segment;
    if (!isNewest) {
      this.position = limit;
      return [];
    }
    await this.jump(position + 1);
    if (this.position !== limit) return [];
    this.position = position;
    return undefined;
  }

  private segmentAt(position: number): { segment: Segment; limit: number } | undefined {
    const { segments } = this;
    if (!segments) return undefined;
    let index = Math.max(segments.indexAt(position), 0);
    // Behind the end of one, and before the next: a file that is gone.
    while (index + 1 < segments.all.length && position >= segments.limit(index)) index++;
    const segment = segments.all[index];
    if (!segment) return undefined;
    if (position < segment.start) this.position = segment.start;
    return { segment, limit: segments.limit(index) };
  }

  private async read(segment: Segment, position: number, length: number): Promise<Uint8Array> {
    const file = await open(this.path(segment), 'r');
    try {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, position - segment.start);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  private path({ name }: Segment): string {
    return join(this.folder, name);
  }
}

async function segmentsOf(folder: string): Promise<Segment[]> {
  const names = await readdir(folder).catch(() => []);
  const segments: Segment[] = [];
  for (const name of names) {
    // It may be let go of between the two looks.
    const size = await stat(join(folder, name)).then(
      (each) => each.size,
      () => undefined,
    );
    const segment = size === undefined ? undefined : segmentNamed({ name, size });
    if (segment) segments.push(segment);
  }
  return segments;
}
