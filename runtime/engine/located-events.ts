/**
 * What stands in source events, read back without building them: the scanner finds where id and data lie, in the
 * memory where the event was read if it still lies there, else in a copy of what the log holds.
 */
import { isUtf8 } from 'node:buffer';
import type { BlockReader } from './block-reader.ts';
import type { EventLog } from './kernel/event-log.ts';
import type { JsonWriter } from './kernel/json-writer.ts';
import * as layout from './kernel/row-layout.ts';
import { LOOK_ROW } from './kernel/row-memory.ts';
import type { Rows } from './kernel/rows.ts';
import { ParsedEvents, type SourceEvents } from './kernel/source-events.ts';

const QUOTE = 34;
const FEW = 8;

export class LocatedEvents implements SourceEvents {
  private readonly log: EventLog;
  private readonly parsed: ParsedEvents;
  private reader: BlockReader | undefined;
  /** Of the first events whose data the match has: their places, and where their ids lie. */
  private readonly places = new Float64Array(FEW);
  private readonly ids = new Int32Array(2 * FEW);
  private known = 0;
  /** What was located last lies where it was read. */
  private isInPlace = false;

  constructor(log: EventLog) {
    this.log = log;
    this.parsed = new ParsedEvents(log);
  }

  /** Says by which reader events are read from now on. */
  use(reader: BlockReader): void {
    this.reader = reader;
  }

  /** True where LOOK_ROW now says where things lie in the event; false where only `JSON.parse` can read it. */
  private locate(place: number): boolean {
    const { reader, log } = this;
    const here = reader!.addressOf(place);
    this.isInPlace = here >= 0;
    return this.isInPlace ? reader!.look(here) : reader!.lookAtCopy(log.read(place));
  }

  id(place: number): string {
    if (!this.locate(place)) return this.parsed.id(place);
    return this.reader!.rows.headText(LOOK_ROW, layout.ID_START)!;
  }

  data(place: number): Readonly<Record<string, unknown>> {
    if (!this.locate(place)) return this.parsed.data(place);
    const text = this.reader!.rows.headText(LOOK_ROW, layout.DATA_START);
    return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
  }

  envelope(place: number): Readonly<Record<string, unknown>> {
    return this.parsed.envelope(place);
  }

  text(place: number): string {
    return this.parsed.text(place);
  }

  beginMatch(): void {
    this.known = 0;
  }

  writeId(place: number, out: JsonWriter): void {
    for (let i = 0; i < this.known; i++)
      if (this.places[i] === place) {
        writeText(this.ids[2 * i], this.ids[2 * i + 1], out);
        return;
      }
    if (this.locate(place)) writeHeadText(this.reader!.rows, LOOK_ROW, layout.ID_START, out);
    else this.parsed.writeId(place, out);
  }

  writeData(place: number, out: JsonWriter): void {
    if (!this.locate(place) || !hasDataBytes(this.reader!.rows, LOOK_ROW)) {
      this.parsed.writeData(place, out);
      return;
    }
    const { head } = this.reader!.rows;
    const at = LOOK_ROW * layout.HEAD_WORDS;
    if (this.isInPlace && this.known < FEW) {
      const i = this.known++;
      this.places[i] = place;
      this.ids[2 * i] = head[at + layout.ID_START];
      this.ids[2 * i + 1] = head[at + layout.ID_START + 1];
    }
    if (head[at + layout.DATA_START] === 0) out.json('{}');
    else out.copy(head[at + layout.DATA_START], head[at + layout.DATA_END]);
  }
}

/** Writes a text of a row's head with its quotation marks: a scanner takes none that would need escapes. */
export function writeHeadText(rows: Rows, row: number, word: number, out: JsonWriter): void {
  const at = row * layout.HEAD_WORDS + word;
  writeText(rows.head[at], rows.head[at + 1], out);
}

function writeText(start: number, end: number, out: JsonWriter): void {
  out.byte(QUOTE);
  out.copy(start, end);
  out.byte(QUOTE);
}

/** Whether a row's data lies in the bytes as JSON that may be copied: it was scanned, and it is UTF-8. */
export function hasDataBytes(rows: Rows, row: number): boolean {
  const { head } = rows;
  const at = row * layout.HEAD_WORDS;
  if (head[at + layout.HAS_TEXTS] === 0) return false;
  if (head[at + layout.IS_ASCII] === 1) return true;
  return isUtf8(rows.bytes.subarray(head[at + layout.DATA_START], head[at + layout.DATA_END]));
}

/** Copies what stands between the braces of a row's data; false where that is nothing. */
export function writeDataMembers(rows: Rows, row: number, out: JsonWriter): boolean {
  const { head, bytes } = rows;
  const at = row * layout.HEAD_WORDS;
  const start = head[at + layout.DATA_START] + 1;
  const end = head[at + layout.DATA_END] - 1;
  let first = start;
  while (first < end && bytes[first] <= 32) first++;
  if (first >= end) return false;
  out.copy(start, end);
  return true;
}
