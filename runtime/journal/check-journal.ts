/** Looks through a journal that nobody has open, and changes nothing: for those who want to know whether it is whole. */
import { type JournalFiles, machineFiles } from './journal-files.ts';
import { type DamagedPart, type MissingPart, replayRecords } from './replay.ts';
import { Segments, segmentNamed } from './segments.ts';

export interface JournalCheck {
  readonly segments: number;
  readonly bytes: number;
  /** Position of its first byte, and behind its last. */
  readonly start: number;
  readonly end: number;
  /** Good records from `from` on. */
  readonly records: number;
  readonly damaged: readonly DamagedPart[];
  readonly missing: readonly MissingPart[];
  /** The end of a last record that was never completed, which is cut when the journal is opened: no loss. */
  readonly cut: DamagedPart | undefined;
}

export interface JournalCheckOptions {
  readonly folder: string;
  readonly files?: JournalFiles;
  /** What lies before is not looked at: retention leaves gaps there. Default: the beginning. */
  readonly from?: number;
}

/** Rejects where the folder, or a file in it, cannot be read at all. */
export async function checkJournal({
  folder,
  files = machineFiles,
  from,
}: JournalCheckOptions): Promise<JournalCheck> {
  const segments = new Segments(
    folder,
    (await files.list(folder)).flatMap((file) => segmentNamed(file) ?? []),
  );
  const { all, last } = segments;
  const start = all[0]?.start ?? 0;
  const to = last ? last.start + last.size : 0;
  const { records, damaged, missing } = await replayRecords(
    { files, segments, from: Math.min(from ?? start, to), to, aside: undefined, warn: () => {} },
    () => {},
  );
  const cut = damaged.find((part) => part.isCut && part.position + part.length === to);
  return {
    segments: all.length,
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    start,
    end: cut?.position ?? to,
    records,
    damaged: damaged.filter((part) => part !== cut),
    missing,
    cut,
  };
}
