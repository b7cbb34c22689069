/**
 * The memory that a block scanner and the engine share: the bytes that are read now, and the rows of typed columns
 * that they become (row-layout.ts). WebAssembly's memory where the scanner is one of WebAssembly, else any buffer.
 */
import { HASH_SEED } from './hash.ts';
import * as layout from './row-layout.ts';

/** Rows that one scan fills at most. */
export const BLOCK_ROWS = 2048;
/** A flow has at most 500 nodes, and each level of a cascade takes at most two rows. */
export const SCRATCH_ROWS = 2048;
/** A row for looking where things lie in an event. */
export const LOOK_ROW = BLOCK_ROWS + SCRATCH_ROWS;
export const ROWS = LOOK_ROW + 8;

/** Bytes that a scanner may read beyond what it is given. */
const SLACK = 64;
/** An event of the largest size and its line feed fit. */
export const INPUT_ROOM = layout.LARGEST_EVENT + (1 << 16);
/** For an event that is only looked at; larger ones go by way of `JSON.parse`. */
export const ASIDE_ROOM = 1 << 16;
/** For JSON that is written before it is handed on. */
export const OUTPUT_ROOM = 1 << 18;
/**
 * Where another thread writes what is found: rooms that are filled and handed over one after the other (scan/line-feed.ts),
 * each with pieces (address and length) and with text for those that lie nowhere else.
 */
export const LINE_ROOMS = 8;
export const ROOM_PIECES = 1 << 17;
export const ROOM_TEXT = 1 << 17;
const ROOM_BYTES = ROOM_PIECES + ROOM_TEXT;
/** For lines that are put together of pieces. */
export const GATHER_ROOM = 1 << 18;
/** For bytes that are written again and again. Memory that is never touched costs nothing. */
const KEEP_ROOM = 1 << 22;
/** For the names of types and the fields that are read of each, beside one list of all fields. */
const TYPES_ROOM = 1 << 18;
const PAGE = 1 << 16;
const MOST_BYTES = 2 ** 31 - PAGE;
/** 10^0 to 10^22 are exact doubles. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** The arrays of one column. */
export interface ColumnArrays {
  readonly tag: Uint8Array;
  /** NUMBER: the value; BOOLEAN: 0 or 1. */
  readonly num: Float64Array;
  /** STRING: its symbol, or -1 while nobody asked for it and its bytes lie where `text` says. */
  readonly sym: Int32Array;
  /** STRING: start, end, hash, and whether the bytes must be decoded, a row (row-layout.ts TEXT_…). */
  readonly text: Int32Array;
}

export function plainArrays(rows: number): ColumnArrays {
  return {
    tag: new Uint8Array(rows),
    num: new Float64Array(rows),
    sym: new Int32Array(rows),
    text: new Int32Array(rows * layout.TEXT_WORDS),
  };
}

export interface RowMemoryOptions {
  /** How many columns the scanner fills. */
  readonly columns?: number;
  /** Bytes that the list of all wanted fields takes at most. */
  readonly fieldBytes?: number;
  readonly wasm?: boolean;
  /** How much of what came last stays where it was read; at least INPUT_ROOM does. */
  readonly inputBytes?: number;
  /** How many scans' rows there is room for: more than one where another thread scans ahead (scan/feed.ts). */
  readonly slots?: number;
  /** Another thread writes what is found (scan/line-feed.ts). */
  readonly hasLineRooms?: boolean;
}

/** Bytes that are written again and again. */
export interface KeptBytes {
  readonly bytes: Uint8Array;
  /** Where they lie in the row memory too, or 0. */
  readonly address: number;
}

/** The first row of a slot. The first slot's rows are those that are filled without another thread. */
export function firstRowOf(slot: number): number {
  return slot === 0 ? 0 : ROWS + (slot - 1) * BLOCK_ROWS;
}

export class RowMemory {
  /** Rows that each column has. */
  readonly rows: number;
  /** The same memory for WebAssembly, where it is one. */
  readonly wasm: WebAssembly.Memory | undefined;
  /** All of it; what the input and the columns say in addresses, they say in this array. */
  readonly bytes: Uint8Array;
  readonly header: Int32Array;
  readonly time: Float64Array;
  readonly identity: Float64Array;
  readonly head: Int32Array;
  readonly state: Uint8Array;
  readonly columns: readonly ColumnArrays[];
  /** Where the bytes of blocks go, one behind the other, until the end is reached and the oldest give way. */
  readonly input: number;
  readonly inputEnd: number;
  /** Where the bytes of one event go that is read once more. */
  readonly again: number;
  /** Where a copy of an event goes that is only looked at. */
  readonly aside: number;
  /** Up to where, from `input` on, bytes stay while another thread may copy them. */
  readonly stayingEnd: number;
  /** The first room for lines (LINE_ROOMS), 0 where there are none; and where lines are put together. */
  readonly lineRooms: number;
  readonly gathered: number;
  /** Where JSON is written. */
  readonly output: number;
  /** Where the JSON of events is written that are to be held. */
  readonly held: number;
  private free: number;
  private readonly end: number;
  private nextKept: number;

  constructor(options: RowMemoryOptions = {}) {
    const { columns = 0, fieldBytes = 0, wasm = false, slots = 1 } = options;
    const rows = ROWS + (slots - 1) * BLOCK_ROWS;
    this.rows = rows;
    const inputBytes = Math.max(options.inputBytes ?? 0, INPUT_ROOM);
    const places = new Places();
    const at = {
      columns: places.take(columns * layout.COLUMN_WORDS * 4),
      powers: places.take(POWERS.byteLength),
      time: places.take(rows * 8),
      identity: places.take(rows * 8),
      head: places.take(rows * layout.HEAD_WORDS * 4),
      state: places.take(rows),
      hard: places.take(layout.HARD_ROOM * layout.HARD_WORDS * 4),
      types: places.take(layout.TYPE_SLOTS * layout.TYPE_BYTES),
    };
    const arrays = Array.from({ length: columns }, () => ({
      tag: places.take(rows),
      num: places.take(rows * 8),
      sym: places.take(rows * 4),
      text: places.take(rows * layout.TEXT_WORDS * 4),
    }));
    this.input = places.take(inputBytes + SLACK);
    this.inputEnd = this.input + inputBytes;
    this.nextKept = places.take(options.hasLineRooms ? KEEP_ROOM : 0);
    this.stayingEnd = this.nextKept + (options.hasLineRooms ? KEEP_ROOM : 0);
    this.again = places.take(INPUT_ROOM + SLACK);
    this.aside = places.take(ASIDE_ROOM + SLACK);
    this.output = places.take(OUTPUT_ROOM);
    this.held = places.take(OUTPUT_ROOM);
    this.lineRooms = options.hasLineRooms ? places.take(LINE_ROOMS * ROOM_BYTES) : 0;
    this.gathered = options.hasLineRooms ? places.take(GATHER_ROOM + SLACK) : 0;
    this.free = places.take(fieldBytes + TYPES_ROOM);
    this.end = this.free + fieldBytes + TYPES_ROOM;
    // Addresses are signed: beyond, a scanner would walk about in places that are none, without end.
    if (this.end + SLACK > MOST_BYTES)
      throw new RangeError(`The flows read more fields (${columns}) than there is memory for.`);
    const pages = Math.ceil((this.end + SLACK) / PAGE);
    this.wasm = wasm ? new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }) : undefined;
    const buffer = this.wasm?.buffer ?? new ArrayBuffer(pages * PAGE);

    this.bytes = new Uint8Array(buffer);
    this.header = new Int32Array(buffer, layout.HEADER, layout.HEADER_BYTES / 4);
    this.time = new Float64Array(buffer, at.time, rows);
    this.identity = new Float64Array(buffer, at.identity, rows);
    this.head = new Int32Array(buffer, at.head, rows * layout.HEAD_WORDS);
    this.state = new Uint8Array(buffer, at.state, rows);
    this.columns = arrays.map(({ tag, num, sym, text }) => ({
      tag: new Uint8Array(buffer, tag, rows),
      num: new Float64Array(buffer, num, rows),
      sym: new Int32Array(buffer, sym, rows),
      text: new Int32Array(buffer, text, rows * layout.TEXT_WORDS),
    }));

    new Float64Array(buffer, at.powers, POWERS.length).set(POWERS);
    const addresses = new Int32Array(buffer, at.columns, columns * layout.COLUMN_WORDS);
    for (const [i, { tag, num, sym, text }] of arrays.entries())
      addresses.set([tag, num, sym, text], i * layout.COLUMN_WORDS);
    const { header } = this;
    header[layout.AT_TIME] = at.time;
    header[layout.AT_IDENTITY] = at.identity;
    header[layout.AT_HEAD] = at.head;
    header[layout.AT_STATE] = at.state;
    header[layout.AT_COLUMNS] = at.columns;
    header[layout.COLUMN_COUNT] = columns;
    header[layout.AT_POWERS] = at.powers;
    header[layout.AT_HARD] = at.hard;
    header[layout.AT_TYPES] = at.types;
    header[layout.HASH_SEED] = HASH_SEED;
    for (const column of ENVELOPE_COLUMNS) header[column] = -1;
  }

  /** Where a room for lines begins: with its pieces, then its text. */
  lineRoom(count: number): number {
    return this.lineRooms + (count % LINE_ROOMS) * ROOM_BYTES;
  }

  /** Keeps bytes that are written again and again, as long as there is room. */
  keep(bytes: Uint8Array): KeptBytes {
    const address = this.nextKept;
    if (bytes.length > this.stayingEnd - address) return { bytes, address: 0 };
    this.nextKept += bytes.length;
    this.bytes.set(bytes, address);
    return { bytes, address };
  }

  /** The address of fresh zeroed memory that begins at a multiple of eight, or 0 where there is none left. */
  allocate(bytes: number): number {
    const at = this.free;
    const next = at + rounded(bytes);
    if (next > this.end) return 0;
    this.free = next;
    return at;
  }
}

const ENVELOPE_COLUMNS = [
  layout.ID_COLUMN,
  layout.SOURCE_COLUMN,
  layout.TYPE_COLUMN,
  layout.SUBJECT_COLUMN,
] as const;

const rounded = (bytes: number) => Math.ceil(bytes / 8) * 8;

/** Hands out addresses one behind the other. */
class Places {
  private next = layout.HEADER + layout.HEADER_BYTES;

  take(bytes: number): number {
    const at = this.next;
    this.next += rounded(bytes);
    return at;
  }
}
