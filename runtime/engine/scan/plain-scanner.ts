/**
 * The block scanner in TypeScript: reads events from their bytes into rows of columns, without building objects. Only
 * the fields that some flow reads are looked at, the rest is checked to be JSON and passed over.
 *
 * It takes only what it is sure of. Whatever is unusual (a name twice, an escape in a name, deep nesting, a fault of
 * any sort) makes it leave the line, and the same line is read by `JSON.parse` (parse-event.ts), which decides and
 * says what is wrong. So a line means here exactly what it means to `JSON.parse`.
 */
import { hashBytes } from '../kernel/hash.ts';
import * as layout from '../kernel/row-layout.ts';
import { DEEPEST, LIST, MISSING, NUMBER, OBJECT, STRING } from '../kernel/row-layout.ts';
import type { ColumnArrays, RowMemory } from '../kernel/row-memory.ts';
import type { BlockScanner, Look, ScanLines } from './block-scanner.ts';
import { parseTimeBytes } from './event-time.ts';
import type { FieldTree } from './field-tree.ts';
import {
  CLOSE_BRACE,
  COLON,
  COMMA,
  ESCAPED,
  JsonCursor,
  NEWLINE,
  NOT_ASCII,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLAIN,
  QUOTE,
} from './json-cursor.ts';
import { lineByLine } from './line-by-line.ts';

/** Names of the envelope, told apart by length and first letter before the bytes are compared. */
const encoder = new TextEncoder();
const SPECVERSION = encoder.encode('specversion');
const ID = encoder.encode('id');
const SOURCE = encoder.encode('source');
const TYPE = encoder.encode('type');
const TIME = encoder.encode('time');
const SUBJECT = encoder.encode('subject');
const DATA = encoder.encode('data');

export class PlainScanner extends JsonCursor implements BlockScanner {
  readonly memory: RowMemory;
  readonly scanLines: ScanLines;
  private readonly tree: FieldTree;
  private readonly columns: readonly ColumnArrays[];
  private row = 0;
  /** Address of the row's head, in words. */
  private head = 0;
  private stamp = 0;

  /** @param tree the fields that flows read, as columns of the memory */
  constructor(memory: RowMemory, tree: FieldTree) {
    super();
    this.memory = memory;
    this.bytes = memory.bytes;
    this.columns = memory.columns;
    this.tree = tree;
    this.scanLines = lineByLine(memory, (start, end, row) => this.scan(start, end, row));
  }

  readonly look: Look = (at, row) =>
    this.scan(at, this.bytes.indexOf(NEWLINE, at), row) === layout.ROW_LEFT ? 0 : 1;

  /** Reads the line into the row; what became of it. */
  private scan(start: number, end: number, row: number): number {
    this.at = start;
    this.end = end;
    this.row = row;
    this.head = row * layout.HEAD_WORDS;
    this.stamp++;
    const { head, time } = this.memory;
    head.fill(0, this.head, this.head + layout.HEAD_WORDS);
    head[this.head + layout.TYPE_NUMBER] = -1;
    head[this.head + layout.HAS_TEXTS] = 1;
    time[row] = Number.NaN;
    for (const column of this.columns) column.tag[row] = MISSING;
    if (end - start > layout.LARGEST_EVENT || !this.envelope()) return layout.ROW_LEFT;
    this.space();
    if (this.at !== end) return layout.ROW_LEFT;
    return Number.isNaN(time[row]) ? layout.ROW_WITHOUT_TIME : layout.ROW_OK;
  }

  private envelope(): boolean {
    const bytes = this.bytes;
    this.space();
    if (bytes[this.at++] !== OPEN_BRACE) return false;
    let seen = 0;
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
        if (this.named(start, ID)) return this.filledString(layout.ID_COLUMN, layout.ID_START) ? 2 : -1;
        break;
      case 4:
        if (bytes[start] === 100 && this.named(start, DATA)) return this.data() ? 32 : -1;
        if (this.named(start, TYPE)) return this.filledString(layout.TYPE_COLUMN, layout.TYPE_START) ? 8 : -1;
        if (this.named(start, TIME)) return this.time() ? 16 : -1;
        break;
      case 6:
        if (this.named(start, SOURCE))
          return this.filledString(layout.SOURCE_COLUMN, layout.SOURCE_START) ? 4 : -1;
        break;
      case 7:
        if (this.named(start, SUBJECT))
          return this.filledString(layout.SUBJECT_COLUMN, layout.SUBJECT_START) ? 64 : -1;
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

  /** A string that is not empty and lies in the bytes as it is; its place goes to the head at `word`. */
  private filledString(envelopeColumn: number, word: number): boolean {
    if (this.bytes[this.at] !== QUOTE || !this.string() || this.stringCoded !== PLAIN) return false;
    if (this.at - 1 === this.stringStart) return false;
    this.memory.head[this.head + word] = this.stringStart;
    this.memory.head[this.head + word + 1] = this.at - 1;
    const column = this.memory.header[envelopeColumn];
    if (column >= 0) this.putString(this.columns[column]);
    return true;
  }

  private data(): boolean {
    if (this.bytes[this.at] !== OPEN_BRACE) return false;
    this.memory.head[this.head + layout.DATA_START] = this.at;
    if (!this.object(this.tree, 0)) return false;
    this.memory.head[this.head + layout.DATA_END] = this.at;
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
    this.memory.time[this.row] = ms;
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
      // A name that has to be decoded might be one that is wanted, or a name twice.
      if (this.stringCoded === ESCAPED || (this.stringCoded === NOT_ASCII && !this.isStringUtf8()))
        return false;
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
    const column: ColumnArrays | undefined = this.columns[child.column];
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

  private putString(column: ColumnArrays): void {
    const { row } = this;
    column.tag[row] = STRING;
    column.sym[row] = -1;
    const text = row * layout.TEXT_WORDS;
    column.text[text + layout.TEXT_START] = this.stringStart;
    column.text[text + layout.TEXT_END] = this.at - 1;
    const isPlain = this.stringCoded === PLAIN;
    column.text[text + layout.TEXT_HASH] = isPlain ? hashBytes(this.bytes, this.stringStart, this.at - 1) : 0;
    column.text[text + layout.TEXT_CODED] = isPlain ? 0 : 1;
  }

  private scalar(column: ColumnArrays, first: number): boolean {
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
