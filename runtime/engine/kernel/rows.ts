/**
 * Events as rows of typed columns. A block of events fills the first rows; behind them is a stack of scratch rows
 * for events that nodes make or grow while one event is worked off, depth first.
 *
 * A column is one field path. Only the paths that some flow reads have one (ARCHITECTURE "Project, don't parse").
 */
import * as layout from './row-layout.ts';
import { BOOLEAN, LIST, MISSING, NULL, NUMBER, OBJECT, STRING } from './row-layout.ts';
import { BLOCK_ROWS, type ColumnArrays, LOOK_ROW, plainArrays, RowMemory } from './row-memory.ts';
import type { Symbols } from './symbols.ts';

export { BOOLEAN, LIST, MISSING, NULL, NUMBER, OBJECT, STRING };

/** The row was read from an event's bytes, and no node made or grew it. */
export const FROM_SOURCE = -1;

export class Column implements ColumnArrays {
  readonly path: string;
  readonly tag: Uint8Array;
  readonly num: Float64Array;
  readonly sym: Int32Array;
  readonly text: Int32Array;

  constructor(path: string, arrays: ColumnArrays) {
    this.path = path;
    this.tag = arrays.tag;
    this.num = arrays.num;
    this.sym = arrays.sym;
    this.text = arrays.text;
  }
}

export class Rows {
  /** The bytes that texts of rows point into. */
  readonly bytes: Uint8Array;
  readonly time: Float64Array;
  /** Source event: its place in the log (also its order of arrival). Made event: a negative number of its own. */
  readonly identity: Float64Array;
  /** Where a source event's line, and what stands in it, lie in `bytes` (row-layout.ts). */
  readonly head: Int32Array;
  /** Index of the node that made or grew the event, or FROM_SOURCE. */
  readonly maker: Int32Array;
  /** The row that a grown event grew from. */
  readonly parent: Int32Array;
  /** Types of source events that were read by `JSON.parse`, by row. */
  readonly parsedTypes = new Map<number, string>();
  readonly columns: Column[] = [];
  readonly symbols: Symbols;
  readonly memory: RowMemory;
  private readonly byPath = new Map<string, Column>();
  private top = BLOCK_ROWS;
  /** Events that nodes made so far: what they are numbered by. A part of the engine's state. */
  made: number;

  /**
   * @param read the paths that are read of source events; the memory has a column for each but `$time`
   * @param before the rows that these replace: events that nodes make go on being numbered, since some are waited with
   */
  constructor(
    symbols: Symbols,
    memory: RowMemory = new RowMemory(),
    read: readonly string[] = [],
    before?: Rows,
  ) {
    this.symbols = symbols;
    this.memory = memory;
    this.bytes = memory.bytes;
    this.time = memory.time;
    this.identity = memory.identity;
    this.head = memory.head;
    this.maker = new Int32Array(memory.rows).fill(FROM_SOURCE);
    this.parent = new Int32Array(memory.rows);
    this.made = before?.made ?? 0;
    const scanned = read.filter((path) => path !== '$time');
    for (const [i, path] of scanned.entries()) this.add(new Column(path, memory.columns[i]));
  }

  /** The column of a path, made when first asked for. */
  column(path: string): Column {
    const known = this.byPath.get(path);
    if (known) return known;
    const arrays = plainArrays(this.memory.rows);
    if (path !== '$time') return this.add(new Column(path, arrays));
    const column = new Column(path, { ...arrays, num: this.time });
    column.tag.fill(NUMBER);
    return this.add(column);
  }

  private add(column: Column): Column {
    this.byPath.set(column.path, column);
    this.columns.push(column);
    return column;
  }

  /** Takes a scratch row; give it back with `pop` when its event has been worked off. */
  push(time: number, maker: number): number {
    const row = this.top++;
    if (row >= LOOK_ROW) throw new Error('A cascade of events is deeper than a flow can be.');
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
    for (let i = 0; i < columns.length; i++) copyValue(columns[i], from, columns[i], row);
    return row;
  }

  pop(): void {
    this.top--;
  }

  /** Gives back the scratch rows above an event's, which is on top while it is worked off; all where there is none. */
  cutBackTo(row: number | undefined): void {
    const isScratch = row !== undefined && row >= BLOCK_ROWS && row < LOOK_ROW;
    this.top = isScratch ? row + 1 : BLOCK_ROWS;
  }

  /** The number of a source event's type, or a negative one where there are too many types for numbers. */
  typeNumber(row: number): number {
    return this.head[row * layout.HEAD_WORDS + layout.TYPE_NUMBER];
  }

  /** The type of a source event. */
  typeText(row: number): string {
    return this.parsedTypes.get(row) ?? this.headText(row, layout.TYPE_START) ?? '';
  }

  /** A text of a source event's head, or undefined where there is none or it was not scanned. */
  headText(row: number, word: number): string | undefined {
    const at = row * layout.HEAD_WORDS;
    const start = this.head[at + word];
    return this.head[at + layout.HAS_TEXTS] === 1 && start > 0
      ? decodeEvent(this.bytes, start, this.head[at + word + 1])
      : undefined;
  }

  /** A source event's line. */
  line(row: number): string {
    const at = row * layout.HEAD_WORDS;
    return decodeEvent(this.bytes, this.head[at + layout.LINE_START], this.head[at + layout.LINE_END]);
  }

  /** The symbol of a STRING value. */
  symbol(column: Column, row: number): number {
    const known = column.sym[row];
    if (known >= 0) return known;
    const { text } = column;
    const at = row * layout.TEXT_WORDS;
    const start = text[at + layout.TEXT_START];
    const end = text[at + layout.TEXT_END];
    const symbol =
      text[at + layout.TEXT_CODED] === 1
        ? this.symbols.internText(decodeJsonText(this.bytes, start, end))
        : this.symbols.internHashed(text[at + layout.TEXT_HASH], this.bytes, start, end);
    column.sym[row] = symbol;
    return symbol;
  }

  /** Whether a STRING value is the text of a symbol that is retained. Told by the hash, mostly. */
  isText(column: Column, row: number, symbol: number): boolean {
    const known = column.sym[row];
    if (known >= 0) return known === symbol;
    const { text } = column;
    const at = row * layout.TEXT_WORDS;
    if (text[at + layout.TEXT_CODED] === 1) return this.symbol(column, row) === symbol;
    const { symbols } = this;
    const isEqual =
      text[at + layout.TEXT_HASH] === symbols.hash(symbol) &&
      symbols.equals(symbol, this.bytes, text[at + layout.TEXT_START], text[at + layout.TEXT_END]);
    // Whoever asks for its symbol need not look for it any more.
    if (isEqual) column.sym[row] = symbol;
    return isEqual;
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
    const symbol = from.sym[fromRow];
    to.sym[toRow] = symbol;
    // Nobody asks for the bytes of a text whose symbol is known.
    if (symbol >= 0) return;
    const { text } = from;
    const at = fromRow * layout.TEXT_WORDS;
    const toAt = toRow * layout.TEXT_WORDS;
    for (let i = 0; i < layout.TEXT_WORDS; i++) to.text[toAt + i] = text[at + i];
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
