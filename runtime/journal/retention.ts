/** Which segments go: those too old, or too many, that hold nothing that is still needed. */
import type { JournalFiles } from './journal-files.ts';
import { HEADER, readHeader } from './record.ts';
import type { Segment, Segments } from './segments.ts';

export interface Retention {
  /** The oldest position that a kept checkpoint starts from. Nothing at or behind it goes. */
  readonly needed: number;
  /** Epoch ms. */
  readonly now: number;
  /** A segment goes when its last record is older than this. */
  readonly keepMs: number;
  /** The oldest go while all of them together are larger than this. */
  readonly keepBytes: number;
}

/** Whoever knows places that must stay readable. */
export interface PlaceHolder {
  /** No checkpoint before this position is kept any more. */
  forget(needed: number): void;
  /** Whether a place between two positions is kept, now or by a checkpoint. */
  holds(from: number, to: number): boolean;
}

export interface RetainOptions {
  readonly files: JournalFiles;
  readonly segments: Segments;
  readonly holders: readonly PlaceHolder[];
  readonly warn: (line: string) => void;
}

/** Returns what was removed. Where a place is kept in an old segment, that one stays, and younger ones may go. */
export async function retainSegments(options: RetainOptions, retention: Retention): Promise<Segment[]> {
  const { files, segments, holders, warn } = options;
  const { needed, now, keepMs, keepBytes } = retention;
  // As it is now: the journal may begin a new one meanwhile.
  const list = [...segments.all];
  for (const holder of holders) holder.forget(needed);
  const ages = await Promise.all(list.slice(1).map((segment) => firstTime(files, segments, segment)));
  let bytes = list.reduce((sum, { size }) => sum + size, 0);
  const removed: Segment[] = [];
  for (let i = 0; i < list.length - 1; i++) {
    const segment = list[i];
    const end = list[i + 1].start;
    if (end > needed) break;
    // What follows a segment is not older than its last record; where that cannot be read, what comes after it.
    const age = now - (ages.slice(i).find((time) => !Number.isNaN(time)) ?? now);
    if (age <= keepMs && bytes <= keepBytes) continue;
    if (holders.some((holder) => holder.holds(segment.start, end))) continue;
    try {
      await files.remove(segments.path(segment));
    } catch (error) {
      warn(`${segment.name} could not be removed: ${String(error)}`);
      continue;
    }
    segments.remove(segment);
    removed.push(segment);
    bytes -= segment.size;
  }
  if (removed.length > 0)
    await files.syncFolder(segments.folder).catch((error: unknown) => {
      warn(`${segments.folder} could not be synced: ${String(error)}`);
    });
  return removed;
}

/** The time of a segment's first record; NaN where it cannot be read. */
async function firstTime(files: JournalFiles, segments: Segments, segment: Segment): Promise<number> {
  if (segment.firstNow !== undefined) return segment.firstNow;
  if (segment.size === 0) return Number.NaN;
  segment.firstNow = await readFirstTime(files, segments, segment).catch(() => Number.NaN);
  return segment.firstNow;
}

async function readFirstTime(files: JournalFiles, segments: Segments, segment: Segment): Promise<number> {
  const file = await files.open(segments.path(segment), 'read');
  try {
    const bytes = new Uint8Array(HEADER);
    await file.read(bytes, 0);
    const header = readHeader(bytes, 0, { position: segment.start, salt: segment.salt });
    return header?.now ?? Number.NaN;
  } finally {
    await file.close();
  }
}
