/** What the journal finds in its folder when it is opened. */
import { join } from 'node:path';
import type { JournalFile, JournalFiles } from './journal-files.ts';
import { codeOf } from './segment-piece.ts';
import { type WalkEnd, walkSegment } from './segment-walk.ts';
import { newSalt, type Segment, Segments, segmentNamed } from './segments.ts';
import { GROUP } from './unsynced-records.ts';

/** Bytes that are written again at a time. */
const PIECE = 1 << 20;

export interface Cut {
  readonly position: number;
  readonly length: number;
}

export interface Recovered {
  readonly segments: Segments;
  readonly salt: number;
  /** Where the next record goes. */
  readonly end: number;
  /** The last segment, to go on in; undefined where a new one is to be begun. */
  readonly open: { readonly segment: Segment; readonly file: JournalFile } | undefined;
  /** The beginning of a record that was never written whole: it was acknowledged to nobody. */
  readonly cut: Cut | undefined;
}

/**
 * Finds the end of the journal, cuts what was never written whole, and brings to disk what the system may still hold
 * in memory: what is read from now on counts as written.
 */
export async function recover(files: JournalFiles, folder: string): Promise<Recovered> {
  await files.makeFolder(folder);
  const found = (await files.list(folder)).flatMap((file) => segmentNamed(file) ?? []);
  const segments = new Segments(folder, found);
  const { last } = segments;
  if (!last) return { segments, salt: newSalt(), end: 0, open: undefined, cut: undefined };
  const { salt } = last;
  const file = await files.open(join(folder, last.name), 'write');
  try {
    const { end, isCut, lastRecord } = await endOf(last, file);
    const cut = isCut ? { position: end, length: last.start + last.size - end } : undefined;
    if (cut) {
      last.size = end - last.start;
      await file.truncate(last.size);
    }
    await writeAgain(last, file, lastRecord - GROUP);
    await file.sync();
    await files.syncFolder(folder);
    // A segment without a record is made anew with its first one.
    if (last.size === 0) await file.close();
    const open = last.size > 0 ? { segment: last, file } : undefined;
    return { segments, salt, end: last.start + last.size, open, cut };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function endOf(
  { start, salt, size }: Segment,
  file: JournalFile,
): Promise<WalkEnd & { lastRecord: number }> {
  let lastRecord = start;
  const noteRecord = (position: number) => {
    lastRecord = position;
  };
  const end = await walkSegment(
    { file, start, salt, from: start, limit: start + size },
    // What is damaged is said by those who replay it.
    { record: noteRecord, damaged: noteRecord },
  );
  return { ...end, lastRecord };
}

/**
 * Writes what may be the last group once more. If its sync failed before the process ended, it can still be read, but
 * the system takes it for written, and a sync would bring nothing of it to the disk.
 */
async function writeAgain({ start, size }: Segment, file: JournalFile, from: number): Promise<void> {
  for (let at = Math.max(from - start, 0); at < size; at += PIECE) {
    const bytes = new Uint8Array(Math.min(PIECE, size - at));
    try {
      await file.read(bytes, at);
    } catch (error) {
      // What cannot be read stays as it is.
      if (codeOf(error) === 'EIO') continue;
      throw error;
    }
    await file.write([bytes], at);
  }
}
