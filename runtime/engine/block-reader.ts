/**
 * A block of NDJSON as rows: its lines scanned a piece at a time, and the rows looked at that need it: what the scanner
 * left is parsed, what is no event is refused, and in live mode what came lately is known again.
 */
import { fill, type Text } from '../../nodes/kit/text.ts';
import type { EngineMode, Refusal } from './engine-types.ts';
import type { EventBytes } from './kernel/event-log.ts';
import * as layout from './kernel/row-layout.ts';
import { ASIDE_ROOM, BLOCK_ROWS, INPUT_ROOM } from './kernel/row-memory.ts';
import type { Rows } from './kernel/rows.ts';
import { encodeText } from './kernel/wtf8.ts';
import { RecentPieces } from './recent-pieces.ts';
import { timeText } from './scan/event-time.ts';
import type { Feed } from './scan/feed.ts';
import { isBlank } from './scan/line-by-line.ts';
import { FROM_FUTURE, NO_TIME, parseEvent, TOO_LARGE } from './scan/parse-event.ts';
import { RowScanner, type RowScannerOptions } from './scan/row-scanner.ts';
import { type ScannedRows, ScannedSlots } from './scan/scanned-slots.ts';
import type { EventName, SeenEvents } from './scan/seen-events.ts';

const NEWLINE = 10;
/** SPEC §3: how far after now an event may be dated. */
const FUTURE = 60_000;
/** Bytes that are scanned at a time: few enough to stay near the processor until they have been worked off. */
const PIECE = 1 << 18;

export interface Arrival {
  readonly now: number;
  /** The place of the block's first byte in the log. */
  readonly base: number;
}

export interface BlockReaderOptions extends RowScannerOptions {
  readonly mode: EngineMode;
  readonly seen: SeenEvents | undefined;
}

export class BlockReader {
  readonly rows: Rows;
  /** Rows that the last `read` filled: `count` of them from `first`. Those that are void are left out. */
  first = 0;
  count = 0;
  /** How many of them are not void. */
  accepted = 0;
  duplicates = 0;
  refused: Refusal[] = [];
  /** Lines read of the block. */
  line = 0;
  private readonly options: BlockReaderOptions;
  private readonly scanner: RowScanner;
  private readonly recent: RecentPieces;
  /** What another thread scans, where one does. */
  readonly fed: ScannedSlots | undefined;
  /** Events read of the block, before those of this read. */
  private index = 0;
  private block: Uint8Array = new Uint8Array(0);
  private arrival: Arrival = { now: 0, base: 0 };
  /** Up to where the block was brought into the memory, and addresses of what is still to be scanned. */
  private pieceEnd = 0;
  /** What an address lacks to be the place of the event. */
  private identityBase = 0;
  private at = 0;
  private to = 0;
  /** Of the event that is looked at, in live mode. */
  private readonly name: EventName = {
    bytes: new Uint8Array(0),
    sourceStart: 0,
    sourceEnd: 0,
    idStart: 0,
    idEnd: 0,
  };

  /** @param paths what flows read of source events */
  constructor(paths: readonly string[], options: BlockReaderOptions) {
    this.options = options;
    this.scanner = new RowScanner(paths, options);
    this.rows = this.scanner.rows;
    const { input, inputEnd } = this.rows.memory;
    this.recent = new RecentPieces(input, inputEnd);
    if (this.scanner.feed) this.fed = new ScannedSlots(this.scanner.feed);
  }

  /** What another thread needs to scan ahead for this reader. */
  get feed(): Feed | undefined {
    return this.scanner.feed;
  }

  /** Begins a block. */
  open(block: Uint8Array, arrival: Arrival): void {
    this.block = block;
    this.arrival = arrival;
    this.index = 0;
    this.line = 0;
    this.duplicates = 0;
    this.refused = [];
    this.pieceEnd = 0;
    this.at = 0;
    this.to = 0;
  }

  /** Fills rows from where the last read ended; false where the block has ended. */
  read(): boolean {
    if (this.at >= this.to && !this.loadPiece()) return false;
    const { header } = this.rows.memory;
    this.at = this.scanner.scan(this.at, this.to, 0, BLOCK_ROWS, this.identityBase);
    this.accept({
      first: 0,
      count: header[layout.ROWS_DONE],
      lines: header[layout.LINES_DONE],
      unusual: header[layout.UNUSUAL] !== 0 || this.options.mode === 'live',
    });
    this.index += this.count;
    return true;
  }

  /** Takes rows that another thread has scanned; `open` comes before, with no block. */
  take(scanned: ScannedRows): void {
    if (scanned.isOverLimit) this.refuseAt({ index: 0, line: 1 }, TOO_LARGE);
    this.accept(scanned);
  }

  private accept({ first, count, lines, unusual }: Omit<ScannedRows, 'isOverLimit'>): void {
    this.first = first;
    this.count = count;
    this.accepted = count;
    this.rows.parsedTypes.clear();
    if (unusual) this.lookAtRows();
    this.line += lines;
  }

  /** Brings the next whole lines of the block into the memory; false where there are none. */
  private loadPiece(): boolean {
    const { block } = this;
    const { bytes } = this.rows.memory;
    let start = this.pieceEnd;
    while (start < block.length) {
      const end = endOfPiece(block, start);
      if (end - start < INPUT_ROOM) {
        const address = this.recent.add(this.arrival.base + start, end - start);
        bytes.set(block.subarray(start, end), address);
        this.pieceEnd = end;
        this.at = address;
        this.to = address + end - start;
        this.identityBase = this.arrival.base + start - address;
        // Every line ends in a line feed for the scanner, the last one of a block too.
        bytes[this.to] = NEWLINE;
        return true;
      }
      this.line++;
      if (!isBlank(block, start, end)) this.refuseAt({ index: this.index++, line: this.line }, TOO_LARGE);
      start = end;
    }
    return false;
  }

  private lookAtRows(): void {
    const { state } = this.rows.memory;
    for (let row = this.first; row < this.first + this.count; row++) {
      if (this.settle(row)) continue;
      state[row] = layout.ROW_VOID;
      this.accepted--;
    }
  }

  /** Completes a row; false where its event is refused or known already. */
  private settle(row: number): boolean {
    const { rows, options } = this;
    const { state } = rows.memory;
    if (state[row] === layout.ROW_LEFT) {
      if (!this.readLeft(row)) return false;
    } else {
      if (rows.typeNumber(row) < 0) this.scanner.learnType(row, rows.typeText(row));
      if (options.seen) this.nameScanned(row);
    }
    if (state[row] === layout.ROW_WITHOUT_TIME) {
      if (options.mode === 'offline') return this.refuse(NO_TIME, row, this.idOf(row));
      rows.time[row] = this.arrival.now;
    }
    if (options.mode === 'live' && rows.time[row] > this.arrival.now + FUTURE)
      return this.refuse(fill(FROM_FUTURE, { time: timeText(rows.time[row]) }), row, this.idOf(row));
    if (options.seen?.hasOrAdd(this.name)) {
      this.duplicates++;
      return false;
    }
    return true;
  }

  /** Reads a line that the scanner left; false where it is no event. */
  private readLeft(row: number): boolean {
    const { rows } = this;
    if (this.lengthOf(row) > layout.LARGEST_EVENT) return this.refuse(TOO_LARGE, row);
    const parsed = parseEvent(rows.line(row));
    if (!parsed.event) return this.refuse(parsed.problem, row, parsed.id);
    this.scanner.fill(row, parsed.event);
    if (this.options.seen) this.nameParsed(parsed.event.source, parsed.event.id);
    return true;
  }

  private lengthOf(row: number): number {
    const { head } = this.rows;
    const at = row * layout.HEAD_WORDS;
    return head[at + layout.LINE_END] - head[at + layout.LINE_START];
  }

  /** The id of an event that is refused, as far as it helps to find it. */
  private idOf(row: number): string | undefined {
    const { rows } = this;
    const isScanned = rows.head[row * layout.HEAD_WORDS + layout.HAS_TEXTS] === 1;
    const id = isScanned ? rows.headText(row, layout.ID_START) : parseEvent(rows.line(row)).event?.id;
    return id?.slice(0, 200);
  }

  private refuse(message: Text, row: number, id?: string): false {
    const index = this.index + row - this.first;
    const line = this.line + this.rows.head[row * layout.HEAD_WORDS + layout.LINE_NUMBER];
    return this.refuseAt({ index, line }, message, id);
  }

  private refuseAt(place: { index: number; line: number }, message: Text, id?: string): false {
    this.refused.push({ ...place, message, ...(id === undefined ? {} : { id }) });
    return false;
  }

  /** Source and id, where they were read. */
  private nameScanned(row: number): void {
    const { name } = this;
    const { bytes, head } = this.rows;
    const at = row * layout.HEAD_WORDS;
    name.bytes = bytes;
    name.sourceStart = head[at + layout.SOURCE_START];
    name.sourceEnd = head[at + layout.SOURCE_END];
    name.idStart = head[at + layout.ID_START];
    name.idEnd = head[at + layout.ID_END];
  }

  private nameParsed(source: string, id: string): void {
    const { name } = this;
    name.sourceStart = 0;
    name.sourceEnd = encodeText(source).length;
    name.idStart = name.sourceEnd + 1;
    // Both in one buffer, apart, so that halves of a character at the seam stay halves.
    const { bytes, length } = encodeText(`${source}\0${id}`);
    name.idEnd = length;
    name.bytes = bytes;
  }

  /** The address of the event at a place, where it still lies as it was read, or -1. */
  addressOf(place: number): number {
    return (this.fed ?? this.recent).addressOf(place);
  }

  /** @see RowScanner.look */
  look(address: number): boolean {
    return this.scanner.look(address);
  }

  /** The same for an event that lies elsewhere. */
  lookAtCopy({ bytes, start, end }: EventBytes): boolean {
    const { memory } = this.rows;
    if (end - start >= ASIDE_ROOM) return false;
    memory.bytes.set(bytes.subarray(start, end), memory.aside);
    memory.bytes[memory.aside + end - start] = NEWLINE;
    return this.scanner.look(memory.aside);
  }

  /** Reads an event that was taken before, and waited, into a row. */
  again(bytes: Uint8Array, row: number, time: number): void {
    const { memory } = this.rows;
    const { again } = memory;
    memory.bytes.set(bytes, again);
    memory.bytes[again + bytes.length] = NEWLINE;
    this.rows.parsedTypes.delete(row);
    this.scanner.scan(again, again + bytes.length, row, row + 1, 0);
    if (memory.state[row] === layout.ROW_LEFT) {
      const { event } = parseEvent(this.rows.line(row));
      if (!event) throw new Error('An event that was taken can no longer be read.');
      this.scanner.fill(row, event);
    } else if (this.rows.typeNumber(row) < 0) this.scanner.learnType(row, this.rows.typeText(row));
    this.rows.time[row] = time;
  }
}

/** Where a piece of whole lines that begins at `start` ends: at a line feed, or the block's end. */
function endOfPiece(block: Uint8Array, start: number): number {
  if (block.length - start <= PIECE) return block.length;
  const last = block.lastIndexOf(NEWLINE, start + PIECE - 1);
  if (last >= start) return last + 1;
  const next = block.indexOf(NEWLINE, start + PIECE);
  return next < 0 ? block.length : next + 1;
}
