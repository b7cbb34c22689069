/**
 * Events as rows of typed columns. A block of events fills the first rows; behind them is a stack of scratch rows
 * for events that nodes make or grow while one event is worked off, depth first.
 *
 * A column is one field path. Only the paths that some flow reads have one (ARCHITECTURE "Project, don't parse").
 */
import type { Symbols } from './symbols.ts';

export const MISSING = 0;
export const NULL = 1;
export const BOOLEAN = 2;
export const NUMBER = 3;
export const STRING = 4;
export const OBJECT = 5;
export const LIST = 6;

/** Rows that one scan fills at most. */
export const BLOCK_ROWS = 2048;
/** A flow has at most 500 nodes, and each level of a cascade takes at most two rows. */
export const SCRATCH_ROWS = 2048;
const ROWS = BLOCK_ROWS + SCRATCH_ROWS;

/** The row was read from an event's bytes, and no node made or grew it. */
export const FROM_SOURCE = -1;

export class Column {
  readonly path: string;
  readonly tag = new Uint8Array(ROWS);
  /** NUMBER: the value; BOOLEAN: 0 or 1. */
  num = new Float64Array(ROWS);
  /** STRING: its symbol, or -1 while nobody asked for it and it lies at `start`..`end` of the block's bytes. */
  readonly sym = new Int32Array(ROWS);
  readonly start = new Int32Array(ROWS);
  readonly end = new Int32Array(ROWS);
  /** 1 where the bytes hold escapes or are not ASCII, so that they must be decoded. */
  readonly coded = new Uint8Array(ROWS);

  constructor(path: string) {
    this.path = path;
  }
}

export class Rows {
  /** The bytes that rows of the event being worked off point into. */
  bytes: Uint8Array = new Uint8Array(0);
  readonly time = new Float64Array(ROWS);
  /** Source event: its place in the log (also its order of arrival). Made event: a negative number of its own. */
  readonly identity = new Float64Array(ROWS);
  /** Index of the node that made or grew the event, or FROM_SOURCE. */
  readonly maker = new Int32Array(ROWS).fill(FROM_SOURCE);
  /** The row that a grown event grew from. */
  readonly parent = new Int32Array(ROWS);
  readonly lineStart = new Int32Array(ROWS);
  readonly lineEnd = new Int32Array(ROWS);
  readonly columns: Column[] = [];
  readonly symbols: Symbols;
  private readonly byPath = new Map<string, Column>();
  private top = BLOCK_ROWS;
  private made: number;

  /** @param before the rows that these replace: events that nodes make go on being numbered, since some are waited with */
  constructor(symbols: Symbols, before?: Rows) {
    this.symbols = symbols;
    this.made = before?.made ?? 0;
  }

  /** The column of a path, made when first asked for. */
  column(path: string): Column {
    let column = this.byPath.get(path);
    if (!column) {
      column = new Column(path);
      if (path === '$time') {
        column.num = this.time;
        column.tag.fill(NUMBER);
      }
      this.byPath.set(path, column);
      this.columns.push(column);
    }
    return column;
  }

  /** Takes a scratch row; give it back with `pop` when its event has been worked off. */
  push(time: number, maker: number): number {
    const row = this.top++;
    if (row >= ROWS) throw new Error('A cascade of events is deeper than a flow can be.');
    this.time[row] = time;
    this.maker[row] = maker;
    this.parent[row] = -1;
    this.identity[row] = -1 - this.made++;
    return row;
  }

  /** A scratch row for an event that grows: the same event, with its values of the given columns. */
  pushCopy(from: number, maker: number, columns: readonly Column[]): number {
    const row = this.push(this.time[from], maker);
    this.parent[row] = from;
    this.identity[row] = this.identity[from];
    for (const column of columns) copyValue(column, from, column, row);
    return row;
  }

  pop(): void {
    this.top--;
  }

  /** The symbol of a STRING value. */
  symbol(column: Column, row: number): number {
    const known = column.sym[row];
    if (known >= 0) return known;
    const symbol = column.coded[row]
      ? this.symbols.internText(decodeJsonText(this.bytes, column.start[row], column.end[row]))
      : this.symbols.intern(this.bytes, column.start[row], column.end[row]);
    column.sym[row] = symbol;
    return symbol;
  }

  text(column: Column, row: number): string {
    return this.symbols.text(this.symbol(column, row));
  }

  /** The value as JavaScript has it; objects and lists are not in a column (`undefined`, like a missing value). */
  value(column: Column, row: number): string | number | boolean | null | undefined {
    switch (column.tag[row]) {
      case NULL:
        return null;
      case BOOLEAN:
        return column.num[row] === 1;
      case NUMBER:
        return column.num[row];
      case STRING:
        return this.text(column, row);
      default:
        return undefined;
    }
  }

  setNumber(column: Column, row: number, value: number): void {
    column.tag[row] = NUMBER;
    column.num[row] = value;
  }

  setSymbol(column: Column, row: number, symbol: number): void {
    column.tag[row] = STRING;
    column.sym[row] = symbol;
  }

  /** Puts a JSON value into a column: what it is, and for scalars the value. */
  setValue(column: Column, row: number, value: unknown): void {
    switch (typeof value) {
      case 'number':
        this.setNumber(column, row, value);
        break;
      case 'string':
        this.setSymbol(column, row, this.symbols.internText(value));
        break;
      case 'boolean':
        column.tag[row] = BOOLEAN;
        column.num[row] = value ? 1 : 0;
        break;
      default:
        column.tag[row] = tagOfOther(value);
    }
  }
}

/** The tag of a value that is no number, text or boolean. */
function tagOfOther(value: unknown): number {
  if (value === undefined) return MISSING;
  if (value === null) return NULL;
  return Array.isArray(value) ? LIST : OBJECT;
}

export function copyValue(from: Column, fromRow: number, to: Column, toRow: number): void {
  const tag = from.tag[fromRow];
  to.tag[toRow] = tag;
  if (tag === STRING) {
    to.sym[toRow] = from.sym[fromRow];
    to.start[toRow] = from.start[fromRow];
    to.end[toRow] = from.end[fromRow];
    to.coded[toRow] = from.coded[fromRow];
  } else if (to.num !== from.num || fromRow !== toRow) to.num[toRow] = from.num[fromRow];
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a JSON string's inside (without its quotation marks), as `JSON.parse` reads it. */
export function decodeJsonText(bytes: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(bytes.subarray(start, end));
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
}

/** An event's bytes as text; invalid UTF-8 becomes U+FFFD, a BOM stays. */
export function decodeEvent(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}
