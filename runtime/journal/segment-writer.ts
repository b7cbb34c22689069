/** Brings groups of records to disk, in segments. It trusts nothing of a segment that once refused a write or a sync. */
import type { JournalFile, JournalFiles } from './journal-files.ts';
import { codeOf } from './segment-piece.ts';
import { newSegment, type Segment, type Segments } from './segments.ts';
import type { Group } from './unsynced-records.ts';

export interface SegmentWriterOptions {
  readonly files: JournalFiles;
  readonly segments: Segments;
  readonly salt: number;
  /** A segment of at least this size takes no more groups. */
  readonly segmentBytes: number;
}

export class SegmentWriter {
  private file: JournalFile | undefined;
  private segment: Segment | undefined;
  /** The segment takes no more groups. */
  private full = false;

  constructor(private readonly options: SegmentWriterOptions) {}

  /** Takes over a segment that was there already, to go on in it if the next record's position follows on it. */
  resume(segment: Segment, file: JournalFile, followsOn: boolean): void {
    this.segment = segment;
    this.file = file;
    this.full = !followsOn || segment.size >= this.options.segmentBytes;
  }

  /** Resolves when the group is on disk, and the name of its segment with it. */
  async write(group: Group): Promise<void> {
    if (this.full) await this.leave();
    if (!this.file || !this.segment) await this.begin(group.start);
    const { file, segment } = this;
    if (!file || !segment) return;
    await file.write(group.buffers, group.start - segment.start);
    await file.sync();
    if (segment.size === 0) segment.firstNow = group.firstNow;
    segment.size = group.end - segment.start;
    this.full = segment.size >= this.options.segmentBytes;
  }

  /**
   * Ends the segment where it was last synced; the next group begins a new one there. After a sync that failed, the
   * system may hold pages for clean that never reached the disk, so nothing behind that is taken for written.
   */
  async fail(): Promise<void> {
    const { file, segment } = this;
    if (file && segment)
      await file.truncate(segment.size).catch(() => {
        // What lies there is passed over by whoever reads it: the next segment begins before it.
      });
    await this.leave();
  }

  async leave(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    this.segment = undefined;
    this.full = false;
    await file?.close().catch(() => {
      // Everything in it that counts is synced.
    });
  }

  private async begin(start: number): Promise<void> {
    const { files, segments, salt } = this.options;
    const { last } = segments;
    if (last && last.start >= start) {
      // Nothing of it was ever synced; a file with the same name has to be a new one.
      await files.remove(segments.path(last)).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
      });
      segments.remove(last);
    }
    const segment = newSegment(start, salt);
    segments.add(segment);
    this.file = await files.open(segments.path(segment), 'create');
    this.segment = segment;
    await files.syncFolder(segments.folder);
  }
}
