/** The records behind a position, read from the segments; and what could not be read, in sentences. */
import { join } from 'node:path';
import { fill, type Text } from '../../nodes/kit/text.ts';
import type { JournalFile, JournalFiles } from './journal-files.ts';
import { HEADER, type RecordHeader } from './record.ts';
import { walkSegment } from './segment-walk.ts';
import type { Segment, Segments } from './segments.ts';

/** A record as it is replayed. */
export interface JournalRecord {
  readonly kind: number;
  readonly flags: number;
  /** Epoch ms that the engine's call was given. */
  readonly now: number;
  readonly position: number;
  readonly payloadPosition: number;
  readonly end: number;
  /** May be kept: its memory is not used again. */
  readonly payload: Uint8Array;
}

export interface DamagedPart {
  readonly position: number;
  readonly length: number;
  /** Where the bytes of its payload were put aside; undefined where they were not. */
  readonly file: string | undefined;
  /** Of a record whose header is good. */
  readonly kind: number | undefined;
  readonly now: number | undefined;
  /** It ends before its header says so. */
  readonly isCut: boolean;
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
  ko: '저널의 {position} 위치에서 {length}바이트가 손상되었습니다.',
  en: 'The journal is damaged at position {position} ({length} bytes).',
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
  /** The folder in which damaged parts are put aside; undefined: they are only reported. */
  readonly aside: string | undefined;
  readonly warn: (line: string) => void;
}

/** Calls `visit` for every good record from a position on, in order. The disk is waited for between pieces. */
export async function replayRecords(
  options: ReplayOptions,
  visit: (record: JournalRecord) => void,
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
    private readonly visit: (record: JournalRecord) => void,
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
          record: (position, { kind, flags, now, length }, bytes, start) => {
            this.records++;
            const payload = new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
            const payloadPosition = position + HEADER;
            const end = payloadPosition + length;
            this.visit({ kind, flags, now, position, payloadPosition, end, payload });
          },
          damaged: (from, to, header) => this.setAside(file, segment, { from, to, header }),
        },
      );
      if (isCut) await this.setAside(file, segment, { from: end, to: limit, isCut });
    } finally {
      await file.close();
    }
    this.position = limit;
  }

  private async setAside(
    file: JournalFile,
    segment: Segment,
    { from, to, header, isCut = false }: { from: number; to: number; header?: RecordHeader; isCut?: boolean },
  ): Promise<void> {
    // Without its header it can be sent in again; a header that is damaged is taken for as long as any.
    const payload = { from: Math.min(from + HEADER, to) - segment.start, to: to - segment.start };
    const path = await this.copy(file, `${from.toString(16).padStart(16, '0')}.bytes`, payload);
    const sentence = fill(path ? DAMAGED : NOT_ASIDE, { position: from, length: to - from });
    this.options.warn(sentence.en);
    this.damaged.push({
      position: from,
      length: to - from,
      file: path,
      kind: header?.kind,
      now: header?.now,
      isCut,
      sentence,
    });
  }

  /** Returns the path that it was copied to. */
  private async copy(
    source: JournalFile,
    name: string,
    { from, to }: { from: number; to: number },
  ): Promise<string | undefined> {
    const { files, aside, warn } = this.options;
    if (aside === undefined) return undefined;
    const path = join(aside, name);
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
      return path;
    } catch (error) {
      warn(`${path} could not be written: ${String(error)}`);
      return undefined;
    }
  }
}
