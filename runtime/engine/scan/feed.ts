/**
 * A file scanned ahead by another thread, into the memory that it shares with the engine: while the engine works off the
 * rows of one slot, the scanner fills the next ones. Nothing is copied between the threads.
 *
 * The bytes lie in cells, used one after the other and then again; a piece of whole lines fills a cell. The scanner is
 * at most `SLOTS` slots ahead, so the engine knows which cells it can still read from (ScannedSlots).
 */
import * as layout from '../kernel/row-layout.ts';
import { BLOCK_ROWS, firstRowOf } from '../kernel/row-memory.ts';
import { FeedCounts, newControl } from './feed-counts.ts';
import { readHardNumbers } from './hard-numbers.ts';
import { LineDrain, type LineFeed, type WriteBytes } from './line-feed.ts';
import { instantiate } from './wasm-scanner.ts';
import { type ReadBytes, wholeLines } from './whole-lines.ts';

/** Slots of rows that may be filled and not yet worked off. */
export const SLOTS = 8;
/** The scanner sleeps until so much has been done for it. */
export const WORTH_WAKING = SLOTS / 2;
/** Bytes that are read at a time. */
const PIECE = 1 << 20;
/** A piece, the beginning of the line that the piece before ended in, its line feed, and what a scanner reads beyond. */
export const CELL = PIECE + layout.LARGEST_EVENT + 128;
export const CELLS = 24;
const NEWLINE = 10;

/** What a slot holds, as a record of numbers. */
export const RECORD_WORDS = 8;
export const KIND = 0;
export const ROWS_FILLED = 1;
export const LINES = 2;
export const UNUSUAL_ROWS = 3;
/** Of the piece that the rows lie in: its number, its place in the file, its address and length. */
export const PIECE_NUMBER = 4;
export const PIECE_PLACE = 5;
export const PIECE_ADDRESS = 6;
export const PIECE_LENGTH = 7;

/** Kinds of records: rows; one line that is over the limit; the end; reading failed. */
export const SCANNED = 0;
export const OVER_LIMIT = 1;
export const END = 2;
export const FAILED = 3;

/** What the scanning thread is given. It can be posted. */
export interface Feed {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The scanner's header in the memory. */
  readonly header: number;
  /** Where the cells begin. */
  readonly cells: number;
  /** Where lines of matches are handed over, where this thread is to write them. */
  readonly lines: LineFeed | undefined;
  readonly control: SharedArrayBuffer;
  readonly records: SharedArrayBuffer;
}

export function newRecords(): Pick<Feed, 'control' | 'records'> {
  return { control: newControl(), records: new SharedArrayBuffer(SLOTS * RECORD_WORDS * 8) };
}

/**
 * Scans a file from its beginning to its end, waiting whenever the engine is behind. Where lines are handed over, it writes
 * them, until the engine says that there are no more.
 */
export function scanAhead(feed: Feed, read: ReadBytes, write?: WriteBytes): void {
  const ahead = new ScanAhead(feed, read, write);
  try {
    ahead.run();
    ahead.tell(END, 0, 0, 0);
  } catch (error) {
    ahead.tell(FAILED, 0, 0, 0);
    throw error;
  } finally {
    ahead.lines?.drainToEnd();
  }
}

class ScanAhead {
  private readonly counts: FeedCounts;
  private readonly records: Float64Array;
  private readonly bytes: Uint8Array;
  private readonly header: Int32Array;
  private readonly feed: Feed;
  private readonly read: ReadBytes;
  private readonly scanLines: ReturnType<typeof instantiate>['scanLines'];
  readonly lines: LineDrain | undefined;
  private filled = 0;
  /** The piece that is being scanned. */
  private piece = 0;
  private address = 0;
  private place = 0;
  private length = 0;

  constructor(feed: Feed, read: ReadBytes, write: WriteBytes | undefined) {
    this.feed = feed;
    this.read = read;
    const { buffer } = feed.memory;
    this.counts = new FeedCounts(feed.control);
    this.records = new Float64Array(feed.records);
    this.bytes = new Uint8Array(buffer);
    this.header = new Int32Array(buffer, feed.header, layout.HEADER_BYTES / 4);
    const { scanLines, gather } = instantiate(feed.module, feed.memory, feed.header);
    this.scanLines = scanLines;
    if (feed.lines && write) this.lines = new LineDrain(this.counts, feed.lines, { ...feed, gather }, write);
  }

  run(): void {
    const runs = wholeLines({
      buffer: this.bytes,
      read: this.read,
      // The cell is free once the scans of the piece before have found slots: see ScannedSlots.
      room: () => this.feed.cells + (this.piece % CELLS) * CELL,
      piece: PIECE,
      largest: layout.LARGEST_EVENT,
    });
    for (const { start, end, place, isOverLimit } of runs)
      if (isOverLimit) this.tell(OVER_LIMIT, 0, 1, 0);
      else this.scanPiece(start, end, place);
  }

  private scanPiece(start: number, end: number, place: number): void {
    this.piece++;
    this.address = start;
    this.place = place;
    this.length = end - start;
    // The last line of a file may lack its line feed.
    if (this.bytes[end - 1] !== NEWLINE) this.bytes[end] = NEWLINE;
    for (let at = start; at < end; ) {
      const slot = this.freeSlot();
      const row = firstRowOf(slot);
      at = this.scanLines(at, end, row, row + BLOCK_ROWS, place - start);
      readHardNumbers(this.header, this.bytes);
      const { header } = this;
      this.tell(SCANNED, header[layout.ROWS_DONE], header[layout.LINES_DONE], header[layout.UNUSUAL]);
    }
  }

  /**
   * Waits until the engine has worked off enough. What it has handed over by then is written, so that nothing that is still
   * to be written lies in a cell that is read into next.
   */
  private freeSlot(): number {
    const { counts, filled } = this;
    for (;;) {
      // In this order: what was done before these are read is seen after.
      const turns = counts.turns.value;
      const { workedOff } = counts;
      this.lines?.drain();
      if (filled - workedOff < SLOTS) return filled % SLOTS;
      counts.turns.waitFor(turns + WORTH_WAKING);
    }
  }

  /** Hands a slot over. */
  tell(kind: number, rows: number, lines: number, unusual: number): void {
    const slot = this.freeSlot();
    const { piece, place, address, length } = this;
    this.records.set([kind, rows, lines, unusual, piece, place, address, length], slot * RECORD_WORDS);
    this.filled++;
    this.counts.filled.countUp();
  }
}
