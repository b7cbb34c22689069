/**
 * The last events that were taken, read back from the journal's files when somebody asks. Another thread may be
 * appending to them meanwhile: what is not there whole is left out, and nothing is changed.
 */
import { join } from 'node:path';
import { isRow, textOf } from '../../nodes/kit/lenient.ts';
import { parseTime, timeText } from '../engine/scan/event-time.ts';
import { type JournalFiles, machineFiles } from '../journal/journal-files.ts';
import { RECORD_KINDS } from '../journal/record.ts';
import { nextHeader, SegmentPiece } from '../journal/segment-piece.ts';
import { walkSegment } from '../journal/segment-walk.ts';
import { type Segment, Segments, segmentNamed } from '../journal/segments.ts';

export interface RecentEvents {
  /** Of the journal. */
  readonly folder: string;
  readonly takes: (type: string) => boolean;
  readonly files?: JournalFiles;
  /** Events at most, and bytes of the journal that are looked through. */
  readonly most?: number;
  readonly bytes?: number;
}

const MOST = 20_000;
const BYTES = 16 << 20;
/** SPEC §3: an event that is dated further ahead was refused. */
const AHEAD = 60_000;

/** Lines of NDJSON, each with its time, in the order in which they were taken; none where there is no journal. */
export async function recentEvents(options: RecentEvents): Promise<string[]> {
  const { folder, files = machineFiles, most = MOST, bytes = BYTES } = options;
  const found = await files.list(folder).catch(() => []);
  const segments = new Segments(
    folder,
    found.flatMap((file) => segmentNamed(file) ?? []),
  );
  const { last } = segments;
  if (!last) return [];
  const from = last.start + last.size - bytes;
  const taken = new TakenLines(options.takes, most);
  for (const [i, segment] of segments.all.entries()) {
    const limit = segments.limit(i);
    if (limit <= from) continue;
    // A file that retention has just removed is one that is not there.
    await walk(files, join(folder, segment.name), { segment, from, limit }, taken).catch(() => {});
  }
  return taken.lines();
}

async function walk(
  files: JournalFiles,
  path: string,
  { segment, from, limit }: { segment: Segment; from: number; limit: number },
  taken: TakenLines,
): Promise<void> {
  const { start, salt } = segment;
  const file = await files.open(path, 'read');
  try {
    const first =
      from <= start
        ? start
        : await nextHeader(new SegmentPiece({ file, start, limit }), from, { limit, salt });
    if (first === undefined) return;
    await walkSegment(
      { file, start, salt, from: first, limit },
      {
        record: (_, { kind, now, length }, bytes, at) => {
          if (kind === RECORD_KINDS.events) taken.add(bytes.subarray(at, at + length), now);
        },
        damaged: () => {},
      },
    );
  } finally {
    await file.close();
  }
}

const decoder = new TextDecoder();

class TakenLines {
  private kept: string[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly takes: (type: string) => boolean,
    private readonly most: number,
  ) {}

  /** A block holds what was sent: what the engine refused, or had already, is in it too. */
  add(block: Uint8Array, now: number): void {
    for (const line of decoder.decode(block).split('\n')) {
      const event = line === '' ? undefined : this.eventOf(line, now);
      if (event === undefined) continue;
      this.kept.push(event);
      if (this.kept.length >= 2 * this.most) this.kept = this.lines();
    }
  }

  lines(): string[] {
    return this.kept.slice(-this.most);
  }

  private eventOf(line: string, now: number): string | undefined {
    let event: unknown;
    try {
      event = JSON.parse(line);
    } catch {
      return undefined;
    }
    if (!isRow(event) || !this.takes(textOf(event.type))) return undefined;
    if (event.time !== undefined && parseTime(textOf(event.time)) > now + AHEAD) return undefined;
    const name = JSON.stringify([event.source, event.id]);
    if (this.seen.has(name)) return undefined;
    this.seen.add(name);
    return event.time === undefined ? JSON.stringify({ ...event, time: timeText(now) }) : line;
  }
}
