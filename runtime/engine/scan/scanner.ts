/**
 * Reads one event from its bytes into a row of columns, without building objects: only the fields that some flow
 * reads are looked at, the rest is checked to be JSON and passed over.
 *
 * It takes only what it is sure of. Whatever is unusual (a name twice, an escape in a name, deep nesting, a fault of
 * any sort) makes `scan` give up, and the same line is read by `JSON.parse` (parse-event.ts), which decides and says
 * what is wrong. So a line means here exactly what it means to `JSON.parse`.
 */
import { type Column, LIST, MISSING, NUMBER, OBJECT, type Rows, STRING } from '../kernel/rows.ts';
import { parseTimeBytes } from './event-time.ts';
import { type FieldTree, fieldTree } from './field-tree.ts';
import {
  CLOSE_BRACE,
  COLON,
  COMMA,
  DEEPEST,
  ESCAPED,
  JsonCursor,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLAIN,
  QUOTE,
} from './json-cursor.ts';

/** Names of the envelope, told apart by length and first letter before the bytes are compared. */
const encoder = new TextEncoder();
const SPECVERSION = encoder.encode('specversion');
const ID = encoder.encode('id');
const SOURCE = encoder.encode('source');
const TYPE = encoder.encode('type');
const TIME = encoder.encode('time');
const SUBJECT = encoder.encode('subject');
const DATA = encoder.encode('data');

/** Where the parts of the event that was read last lie in the block. */
export class Scanner extends JsonCursor {
  idStart = 0;
  idEnd = 0;
  sourceStart = 0;
  sourceEnd = 0;
  typeStart = 0;
  typeEnd = 0;
  /** False where the event has no `time`; the caller decides what that means. */
  hasTime = false;

  private readonly tree: FieldTree;
  private readonly columns: readonly Column[];
  private readonly idColumn: Column | undefined;
  private readonly sourceColumn: Column | undefined;
  private readonly typeColumn: Column | undefined;
  private readonly subjectColumn: Column | undefined;
  private readonly rows: Rows;
  private row = 0;
  private stamp = 0;

  /** @param columns the columns that flows read from source events */
  constructor(rows: Rows, columns: readonly Column[]) {
    super();
    this.rows = rows;
    this.columns = columns.filter((column) => column.path !== '$time');
    this.tree = fieldTree(columns);
    const named = (path: string) => columns.find((column) => column.path === path);
    this.idColumn = named('$id');
    this.sourceColumn = named('$source');
    this.typeColumn = named('$type');
    this.subjectColumn = named('$subject');
  }

  /** Reads the line into the row. False: it has to be read by `JSON.parse`; the row's values are then void. */
  scan(bytes: Uint8Array, start: number, end: number, row: number): boolean {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.row = row;
    this.stamp++;
    this.clear(row);
    if (!this.envelope()) return false;
    this.space();
    return this.at === this.end;
  }

  /** Every column of the row is missing. */
  clear(row: number): void {
    for (const column of this.columns) column.tag[row] = MISSING;
  }

  private envelope(): boolean {
    const bytes = this.bytes;
    this.space();
    if (bytes[this.at++] !== OPEN_BRACE) return false;
    let seen = 0;
    this.hasTime = false;
    for (;;) {
      this.space();
      if (bytes[this.at] !== QUOTE || !this.string() || this.stringCoded !== PLAIN) return false;
      const nameStart = this.stringStart;
      const nameEnd = this.at - 1;
      this.space();
      if (bytes[this.at++] !== COLON) return false;
      this.space();
      const bit = this.member(nameStart, nameEnd);
      if (bit < 0 || (seen & bit) !== 0) return false;
      seen |= bit;
      this.space();
      const next = bytes[this.at++];
      if (next === COMMA) continue;
      // 14: id, source and type
      return next === CLOSE_BRACE && (seen & 14) === 14;
    }
  }

  /** Reads one member of the envelope: its bit, 0 for an extension, -1 to give up. */
  private member(start: number, end: number): number {
    const bytes = this.bytes;
    switch (end - start) {
      case 2:
        if (!this.named(start, ID)) break;
        if (!this.filledString(this.idColumn)) return -1;
        this.idStart = this.stringStart;
        this.idEnd = this.at - 1;
        return 2;
      case 4:
        if (bytes[start] === 100 && this.named(start, DATA))
          return bytes[this.at] === OPEN_BRACE && this.object(this.tree, 0) ? 32 : -1;
        if (this.named(start, TYPE)) {
          if (!this.filledString(this.typeColumn)) return -1;
          this.typeStart = this.stringStart;
          this.typeEnd = this.at - 1;
          return 8;
        }
        if (this.named(start, TIME)) return this.time() ? 16 : -1;
        break;
      case 6:
        if (!this.named(start, SOURCE)) break;
        if (!this.filledString(this.sourceColumn)) return -1;
        this.sourceStart = this.stringStart;
        this.sourceEnd = this.at - 1;
        return 4;
      case 7:
        if (this.named(start, SUBJECT)) return this.filledString(this.subjectColumn) ? 64 : -1;
        break;
      case 11:
        if (this.named(start, SPECVERSION)) return this.specversion() ? 1 : -1;
        break;
    }
    return this.skip(0) ? 0 : -1;
  }

  private named(start: number, name: Uint8Array): boolean {
    const bytes = this.bytes;
    for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
    return true;
  }

  /** A string that is not empty and lies in the bytes as it is. */
  private filledString(column: Column | undefined): boolean {
    if (
      this.bytes[this.at] !== QUOTE ||
      !this.string() ||
      this.stringCoded ||
      this.at - 1 === this.stringStart
    )
      return false;
    if (column) this.putString(column);
    return true;
  }

  private specversion(): boolean {
    if (this.bytes[this.at] !== QUOTE || !this.string()) return false;
    const start = this.stringStart;
    return (
      this.at - 1 - start === 3 &&
      this.bytes[start] === 49 &&
      this.bytes[start + 1] === 46 &&
      this.bytes[start + 2] === 48
    );
  }

  private time(): boolean {
    if (this.bytes[this.at] !== QUOTE || !this.string()) return false;
    const ms = parseTimeBytes(this.bytes, this.stringStart, this.at - 1);
    this.rows.time[this.row] = ms;
    this.hasTime = true;
    return !Number.isNaN(ms);
  }

  /** An object inside `data`, whose wanted members go to their columns. */
  private object(tree: FieldTree, depth: number): boolean {
    const bytes = this.bytes;
    if (depth > DEEPEST) return false;
    this.at++;
    this.space();
    if (bytes[this.at] === CLOSE_BRACE) {
      this.at++;
      return true;
    }
    for (;;) {
      if (bytes[this.at] !== QUOTE || !this.string()) return false;
      // An escaped or non-ASCII name might still be one that is wanted, or a name twice.
      if (this.stringCoded === ESCAPED) return false;
      const child = childNamed(tree, bytes, this.stringStart, this.at - 1);
      this.space();
      if (bytes[this.at++] !== COLON) return false;
      this.space();
      if (child === undefined) {
        if (!this.skip(depth)) return false;
      } else {
        if (child.seen === this.stamp) return false;
        child.seen = this.stamp;
        if (!this.wanted(child, depth)) return false;
      }
      this.space();
      const next = bytes[this.at++];
      if (next === CLOSE_BRACE) return true;
      if (next !== COMMA) return false;
      this.space();
    }
  }

  private wanted(child: FieldTree, depth: number): boolean {
    const first = this.bytes[this.at];
    const column = child.column;
    if (first === OPEN_BRACE) {
      if (column) column.tag[this.row] = OBJECT;
      return child.children.length > 0 ? this.object(child, depth + 1) : this.skip(depth);
    }
    if (!column) return this.skip(depth);
    if (first === QUOTE) {
      if (!this.string()) return false;
      this.putString(column);
      return true;
    }
    if (first === OPEN_BRACKET) {
      column.tag[this.row] = LIST;
      return this.skip(depth);
    }
    return this.scalar(column, first);
  }

  private putString(column: Column): void {
    const row = this.row;
    column.tag[row] = STRING;
    column.sym[row] = -1;
    column.start[row] = this.stringStart;
    column.end[row] = this.at - 1;
    column.coded[row] = this.stringCoded;
  }

  private scalar(column: Column, first: number): boolean {
    const row = this.row;
    if (this.isNumber(first)) {
      if (!this.number(true)) return false;
      column.tag[row] = NUMBER;
      column.num[row] = this.numberValue;
      return true;
    }
    if (!this.literal()) return false;
    column.tag[row] = this.literalTag;
    column.num[row] = this.literalValue;
    return true;
  }
}

function childNamed(tree: FieldTree, bytes: Uint8Array, start: number, end: number): FieldTree | undefined {
  const children = tree.children;
  const length = end - start;
  next: for (let c = 0; c < children.length; c++) {
    const name = children[c].bytes;
    if (name.length !== length) continue;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== name[i]) continue next;
    return children[c];
  }
  return undefined;
}
