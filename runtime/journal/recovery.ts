/** What the journal finds in its folder when it is opened. */
import { join } from 'node:path';
import type { JournalFile, JournalFiles } from './journal-files.ts';
import { type WalkEnd, walkSegment } from './segment-walk.ts';
import { newSalt, type Segment, Segments, segmentNamed } from './segments.ts';

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
    const { end, rest } = await endOf(last, file);
    const cut = rest === 'cut' ? { position: end, length: last.start + last.size - end } : undefined;
    if (cut) {
      last.size = end - last.start;
      await file.truncate(last.size);
    }
    await file.sync();
    await files.syncFolder(folder);
    // A segment without a record is written anew; behind what is unreadable a new one begins, so that it stays there.
    const goesOn = rest !== 'unreadable' && last.size > 0;
    if (!goesOn) await file.close();
    const open = goesOn ? { segment: last, file } : undefined;
    return { segments, salt, end: last.start + last.size, open, cut };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function endOf({ start, salt, size }: Segment, file: JournalFile): Promise<WalkEnd> {
  return walkSegment(
    { file, start, salt, from: start, limit: start + size },
    {
      record() {},
      // It is said by those who replay it.
      damaged() {},
    },
  );
}
