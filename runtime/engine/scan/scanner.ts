/**
 * Reads one event from its bytes into a row of columns, without building objects: only the fields that some flow
 * reads are looked at, the rest is checked to be JSON and passed over.
 *
 * It takes only what it is sure of. Whatever is unusual (a name twice, an escape in a name, deep nesting, a fault of
 * any sort) makes `scan` give up, and the same line is read by `JSON.parse` (parse-event.ts), which decides and says
 * what is wrong. So a line means here exactly what it means to `JSON.parse`.
 */
import {
  BOOLEAN,
  type Column,
  LIST,
  MISSING,
  NULL,
  NUMBER,
  OBJECT,
  type Rows,
  STRING,
} from '../kernel/rows.ts';
import { parseTimeBytes } from './event-time.ts';
import { type FieldTree, fieldTree } from './field-tree.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const MINUS = 45;
/** Nesting that the scanner follows by itself. */
const DEEPEST = 40;

const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

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
export class Scanner {
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
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;
  private row = 0;
  private stamp = 0;
  private stringCoded = 0;

  /** @param columns the columns that flows read from source events */
  constructor(rows: Rows, columns: readonly Column[]) {
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
      if (bytes[this.at] !== QUOTE || !this.string() || this.stringCoded) return false;
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
      if (this.stringCoded === 2) return false;
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
    return first === MINUS || (first >= 48 && first <= 57) ? this.number(column) : this.literal(column);
  }

  private putString(column: Column): void {
    const row = this.row;
    column.tag[row] = STRING;
    column.sym[row] = -1;
    column.start[row] = this.stringStart;
    column.end[row] = this.at - 1;
    column.coded[row] = this.stringCoded;
  }

  private stringStart = 0;

  /**
   * Passes over a string. `stringStart` and `at - 1` then hold its inside; `stringCoded` is 0 for plain ASCII, 1 where
   * other characters are in it, 2 where there are escapes.
   */
  private string(): boolean {
    const bytes = this.bytes;
    const end = this.end;
    let at = this.at + 1;
    this.stringStart = at;
    let coded = 0;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.at = at + 1;
        this.stringCoded = coded;
        return true;
      }
      if (byte < 32) return false;
      if (byte === BACKSLASH) {
        coded = 2;
        at = passEscape(bytes, at);
        if (at < 0) return false;
      } else if (byte > 127 && coded === 0) coded = 1;
    }
    return false;
  }

  private number(column: Column | undefined): boolean {
    const bytes = this.bytes;
    const start = this.at;
    let at = start;
    if (bytes[at] === MINUS) at++;
    const firstDigit = at;
    let value = 0;
    while (bytes[at] >= 48 && bytes[at] <= 57) value = value * 10 + bytes[at++] - 48;
    if (at === firstDigit || (bytes[firstDigit] === 48 && at - firstDigit > 1)) return false;
    let digits = at - firstDigit;
    let decimals = 0;
    if (bytes[at] === 46) {
      const firstDecimal = ++at;
      while (bytes[at] >= 48 && bytes[at] <= 57) value = value * 10 + bytes[at++] - 48;
      decimals = at - firstDecimal;
      if (decimals === 0) return false;
      digits += decimals;
    }
    let plain = digits <= 15;
    if ((bytes[at] | 32) === 101) {
      plain = false;
      at++;
      if (bytes[at] === MINUS || bytes[at] === 43) at++;
      const firstExponent = at;
      while (bytes[at] >= 48 && bytes[at] <= 57) at++;
      if (at === firstExponent) return false;
    }
    if (at > this.end) return false;
    this.at = at;
    if (column) {
      column.tag[this.row] = NUMBER;
      // Both parts are exact doubles, so the quotient is the number that the text names, correctly rounded.
      if (plain) column.num[this.row] = (bytes[start] === MINUS ? -value : value) / POWERS[decimals];
      else column.num[this.row] = Number(asciiText(bytes, start, at));
    }
    return true;
  }

  private literal(column: Column | undefined): boolean {
    const bytes = this.bytes;
    const at = this.at;
    const row = this.row;
    if (bytes[at] === 116 && bytes[at + 1] === 114 && bytes[at + 2] === 117 && bytes[at + 3] === 101) {
      if (column) {
        column.tag[row] = BOOLEAN;
        column.num[row] = 1;
      }
      this.at = at + 4;
    } else if (bytes[at] === 110 && bytes[at + 1] === 117 && bytes[at + 2] === 108 && bytes[at + 3] === 108) {
      if (column) column.tag[row] = NULL;
      this.at = at + 4;
    } else if (
      bytes[at] === 102 &&
      bytes[at + 1] === 97 &&
      bytes[at + 2] === 108 &&
      bytes[at + 3] === 115 &&
      bytes[at + 4] === 101
    ) {
      if (column) {
        column.tag[row] = BOOLEAN;
        column.num[row] = 0;
      }
      this.at = at + 5;
    } else return false;
    return this.at <= this.end;
  }

  /** Passes over a value that nobody reads, checking that it is one. */
  private skip(depth: number): boolean {
    const first = this.bytes[this.at];
    if (first === QUOTE) return this.string();
    if (first === OPEN_BRACE || first === OPEN_BRACKET)
      return depth < DEEPEST && this.skipNested(first, depth + 1);
    return first === MINUS || (first >= 48 && first <= 57) ? this.number(undefined) : this.literal(undefined);
  }

  private skipNested(open: number, depth: number): boolean {
    const bytes = this.bytes;
    const close = open === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
    this.at++;
    this.space();
    if (bytes[this.at] === close) {
      this.at++;
      return true;
    }
    for (;;) {
      if (open === OPEN_BRACE) {
        if (bytes[this.at] !== QUOTE || !this.string()) return false;
        this.space();
        if (bytes[this.at++] !== COLON) return false;
        this.space();
      }
      if (!this.skip(depth)) return false;
      this.space();
      const next = bytes[this.at++];
      if (next === close) return true;
      if (next !== COMMA) return false;
      this.space();
    }
  }

  /** White space; the line's end stops it, since a block may hold the next event behind it. */
  private space(): void {
    const bytes = this.bytes;
    let at = this.at;
    while (
      at < this.end &&
      bytes[at] <= 32 &&
      (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13 || bytes[at] === 10)
    )
      at++;
    this.at = at;
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

/** Where the escape that begins at `at` ends, or -1 where it is none. */
function passEscape(bytes: Uint8Array, at: number): number {
  switch (bytes[at + 1]) {
    case QUOTE:
    case BACKSLASH:
    case 47:
    case 98:
    case 102:
    case 110:
    case 114:
    case 116:
      return at + 1;
    case 117:
      for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i])) return -1;
      return at + 5;
    default:
      return -1;
  }
}

function isHex(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 102);
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
