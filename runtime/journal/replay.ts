/** The records behind a position, read from the segments; and what could not be read, in sentences. */
import { join } from 'node:path';
import { fill, type Text } from '../../nodes/kit/text.ts';
import type { JournalFile, JournalFiles } from './journal-files.ts';
import { HEADER, type RecordHeader } from './record.ts';
import { type FoundRecord, walkSegment } from './segment-walk.ts';
import type { Segment, Segments } from './segments.ts';

export interface DamagedPart {
  readonly position: number;
  readonly length: number;
  /** Where the bytes of its payload were put aside; undefined where that failed. */
  readonly file: string | undefined;
  /** Of a record whose header is good. */
  readonly kind: number | undefined;
  readonly now: number | undefined;
  readonly sentence: Text;
}

export interface MissingPart {
  readonly from: number;
  readonly to: number;
  readonly sentence: Text;
}

export interface ReplayReport {
  readonly records: number;
  /** Where the replay ended. */
  readonly end: number;
  readonly damaged: readonly DamagedPart[];
  readonly missing: readonly MissingPart[];
}

const DAMAGED: Text = {
  ko: '저널의 {position} 위치에서 {length}바이트가 손상되어 건너뛰었습니다. 손상된 내용은 따로 보관했습니다.',
  en: 'The journal is damaged at position {position} ({length} bytes). These were left out and put aside.',
};
const NOT_ASIDE: Text = {
  ko: '저널의 {position} 위치에서 {length}바이트가 손상되어 건너뛰었습니다. 따로 보관하지는 못했습니다.',
  en: 'The journal is damaged at position {position} ({length} bytes). These were left out, and could not be put aside.',
};
const MISSING: Text = {
  ko: '저널 파일이 없어 {from} 위치부터 {to} 위치 앞까지의 기록을 다시 처리하지 못했습니다.',
  en: 'A file of the journal is missing: the records from position {from} up to {to} could not be replayed.',
};

/** Bytes that are put aside at a time. */
const PIECE = 1 << 20;

export interface ReplayOptions {
  readonly files: JournalFiles;
  readonly segments: Segments;
  readonly from: number;
  readonly to: number;
  /** Where damaged parts are put aside. */
  readonly aside: string;
  readonly warn: (line: string) => void;
}

/** Calls `visit` for every good record from a position on, in order. The disk is waited for between pieces. */
export async function replayRecords(
  options: ReplayOptions,
  visit: (record: FoundRecord) => void,
): Promise<ReplayReport> {
  const replay = new Replay(options, visit);
  await replay.run();
  return replay.report;
}

class Replay {
  private records = 0;
  private readonly damaged: DamagedPart[] = [];
  private readonly missing: MissingPart[] = [];
  private position: number;

  constructor(
    private readonly options: ReplayOptions,
    private readonly visit: (record: FoundRecord) => void,
  ) {
    this.position = options.from;
  }

  get report(): ReplayReport {
    const { records, position, damaged, missing } = this;
    return { records, end: position, damaged, missing };
  }

  async run(): Promise<void> {
    const { segments, to } = this.options;
    const first = Math.max(segments.indexAt(this.position), 0);
    const parts = segments.all.map((segment, i) => ({ segment, limit: segments.limit(i) })).slice(first);
    for (const { segment, limit } of parts) {
      if (segment.start >= to) break;
      if (limit <= this.position) continue;
      this.goTo(segment.start);
      await this.walk(segment, Math.min(limit, to));
    }
    this.goTo(to);
  }

  private goTo(position: number): void {
    if (position <= this.position) return;
    const range = { from: this.position, to: position };
    const sentence = fill(MISSING, range);
    this.options.warn(sentence.en);
    this.missing.push({ ...range, sentence });
    this.position = position;
  }

  private async walk(segment: Segment, limit: number): Promise<void> {
    const { files, segments } = this.options;
    const file = await files.open(segments.path(segment), 'read');
    try {
      const { start, salt } = segment;
      const { end, isCut } = await walkSegment(
        { file, start, salt, from: this.position, limit },
        {
          record: (record) => {
            this.records++;
            this.visit(record);
          },
          damaged: (from, to, header) => this.setAside(file, segment, { from, to, header }),
        },
      );
      if (isCut) await this.setAside(file, segment, { from: end, to: limit });
    } finally {
      await file.close();
    }
    this.position = limit;
  }

  private async setAside(
    file: JournalFile,
    segment: Segment,
    { from, to, header }: { from: number; to: number; header?: RecordHeader | undefined },
  ): Promise<void> {
    const { aside, warn } = this.options;
    const path = join(aside, `${from.toString(16).padStart(16, '0')}.bytes`);
    const isAside = await this.copy(file, path, {
      // Without its header it can be sent in again; a header that is damaged is taken for as long as any.
      from: Math.min(from + HEADER, to) - segment.start,
      to: to - segment.start,
    });
    const sentence = fill(isAside ? DAMAGED : NOT_ASIDE, { position: from, length: to - from });
    warn(sentence.en);
    this.damaged.push({
      position: from,
      length: to - from,
      file: isAside ? path : undefined,
      kind: header?.kind,
      now: header?.now,
      sentence,
    });
  }

  private async copy(
    source: JournalFile,
    path: string,
    { from, to }: { from: number; to: number },
  ): Promise<boolean> {
    const { files, aside, warn } = this.options;
    try {
      await files.makeFolder(aside);
      // It may stand there from an earlier start.
      await files.remove(path).catch(() => {});
      const target = await files.open(path, 'create');
      try {
        for (let at = from; at < to; at += PIECE) {
          const bytes = new Uint8Array(Math.min(PIECE, to - at));
          await source.read(bytes, at);
          await target.write([bytes], at - from);
        }
        await target.sync();
      } finally {
        await target.close();
      }
      return true;
    } catch (error) {
      warn(`${path} could not be written: ${String(error)}`);
      return false;
    }
  }
}
