/**
 * A block of NDJSON as rows: each line scanned (or parsed, where it is unusual), checked, and in live mode looked up
 * among the events that came lately.
 */
import { fill, type Text } from '../../nodes/kit/text.ts';
import type { EngineMode, Refusal } from './engine-types.ts';
import { BLOCK_ROWS, type Column, decodeEvent, type Rows } from './kernel/rows.ts';
import { encodeText } from './kernel/wtf8.ts';
import { timeText } from './scan/event-time.ts';
import {
  FROM_FUTURE,
  LARGEST_EVENT,
  NO_TIME,
  type ParsedEvent,
  parseEvent,
  TOO_LARGE,
  valueAt,
} from './scan/parse-event.ts';
import { Scanner } from './scan/scanner.ts';
import type { SeenEvents } from './scan/seen-events.ts';

const NEWLINE = 10;
/** SPEC §3: how far after now an event may be dated. */
const FUTURE = 60_000;

export interface Arrival {
  readonly now: number;
  /** The place of the block's first byte in the log. */
  readonly base: number;
}

export class BlockReader {
  /** Rows that the last `read` filled. */
  count = 0;
  duplicates = 0;
  refused: Refusal[] = [];
  private index = 0;
  /** Lines read of the block. */
  line = 0;
  private readonly rows: Rows;
  private readonly columns: readonly Column[];
  private readonly scanner: Scanner;
  private readonly mode: EngineMode;
  private readonly seen: SeenEvents | undefined;
  private scratch = new Uint8Array(256);

  constructor(rows: Rows, columns: readonly Column[], mode: EngineMode, seen: SeenEvents | undefined) {
    this.rows = rows;
    this.columns = columns;
    this.scanner = new Scanner(rows, columns);
    this.mode = mode;
    this.seen = seen;
  }

  /** Begins a block. */
  open(): void {
    this.index = 0;
    this.line = 0;
    this.duplicates = 0;
    this.refused = [];
  }

  /** Fills rows from the block until they are full or it ends; returns where to go on. */
  read(block: Uint8Array, from: number, arrival: Arrival): number {
    this.count = 0;
    let start = from;
    while (start < block.length && this.count < BLOCK_ROWS) {
      const newline = block.indexOf(NEWLINE, start);
      const end = newline < 0 ? block.length : newline;
      this.line++;
      if (!isBlank(block, start, end)) {
        if (this.take(block, start, end, arrival)) this.count++;
        this.index++;
      }
      start = end + 1;
    }
    return start;
  }

  /** Reads one event into the next row; false where it is refused or known already. */
  private take(block: Uint8Array, start: number, end: number, arrival: Arrival): boolean {
    const row = this.count;
    const { rows, scanner } = this;
    rows.lineStart[row] = start;
    rows.lineEnd[row] = end;
    rows.identity[row] = arrival.base + start;
    if (end - start > LARGEST_EVENT) return this.refuse(TOO_LARGE);
    let hasTime: boolean;
    let parsedId: string | undefined;
    let name: { bytes: Uint8Array; length: number } | undefined;
    if (scanner.scan(block, start, end, row)) {
      hasTime = scanner.hasTime;
      if (this.seen) name = this.scannedName(block);
    } else {
      const { event, problem, id } = parseAll(block, start, end);
      if (!event) return this.refuse(problem, id);
      this.fill(row, event);
      hasTime = event.time !== undefined;
      parsedId = event.id;
      if (this.seen) name = encodeText(`${event.source}\0${event.id}`);
    }
    if (!hasTime) {
      if (this.mode === 'offline') return this.refuse(NO_TIME, parsedId ?? this.scannedId(block));
      rows.time[row] = arrival.now;
    }
    if (this.mode === 'live' && rows.time[row] > arrival.now + FUTURE)
      return this.refuse(
        fill(FROM_FUTURE, { time: timeText(rows.time[row]) }),
        parsedId ?? this.scannedId(block),
      );
    if (name && this.seen!.hasOrAdd(name.bytes, name.length)) {
      this.duplicates++;
      return false;
    }
    return true;
  }

  private refuse(message: Text, id?: string): false {
    this.refused.push({ index: this.index, line: this.line, message, ...(id === undefined ? {} : { id }) });
    return false;
  }

  private scannedId(block: Uint8Array): string {
    return decodeEvent(block, this.scanner.idStart, this.scanner.idEnd).slice(0, 200);
  }

  /** Source, NUL, id: what makes an event the same event. */
  private scannedName(block: Uint8Array): { bytes: Uint8Array; length: number } {
    const { idStart, idEnd, sourceStart, sourceEnd } = this.scanner;
    const sourceLength = sourceEnd - sourceStart;
    const length = sourceLength + 1 + idEnd - idStart;
    if (this.scratch.length < length) this.scratch = new Uint8Array(length * 2);
    this.scratch.set(block.subarray(sourceStart, sourceEnd));
    this.scratch[sourceLength] = 0;
    this.scratch.set(block.subarray(idStart, idEnd), sourceLength + 1);
    return { bytes: this.scratch, length };
  }

  /** Puts a parsed event's values into the row. */
  private fill(row: number, event: ParsedEvent): void {
    const { rows } = this;
    if (event.time !== undefined) rows.time[row] = event.time;
    for (const column of this.columns) {
      const { path } = column;
      if (path !== '$time')
        rows.setValue(
          column,
          row,
          path.startsWith('$') ? envelopeValue(event, path) : valueAt(event.data, path),
        );
    }
  }

  /** Reads an event that was taken before, and waited, into a row. */
  again(bytes: Uint8Array, row: number, time: number): void {
    this.rows.lineStart[row] = 0;
    this.rows.lineEnd[row] = bytes.length;
    if (!this.scanner.scan(bytes, 0, bytes.length, row)) {
      const { event } = parseAll(bytes, 0, bytes.length);
      if (!event) throw new Error('An event that was taken can no longer be read.');
      this.fill(row, event);
    }
    this.rows.time[row] = time;
  }
}

function parseAll(bytes: Uint8Array, start: number, end: number) {
  return parseEvent(decodeEvent(bytes, start, end)) as {
    event?: ParsedEvent;
    problem: Text;
    id?: string;
  };
}

function envelopeValue(event: ParsedEvent, path: string): unknown {
  switch (path) {
    case '$id':
      return event.id;
    case '$source':
      return event.source;
    case '$type':
      return event.type;
    case '$subject':
      return event.subject;
    default:
      return undefined;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 32 && bytes[i] !== 9 && bytes[i] !== 13) return false;
  return true;
}
