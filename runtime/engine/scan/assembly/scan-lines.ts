/**
 * The block scanner in WebAssembly SIMD: lines of NDJSON, one CloudEvent each, into the rows of typed columns that
 * kernel/row-layout.ts describes. It takes only what it is sure of and leaves the rest to `JSON.parse`, like the scanner in
 * TypeScript (../plain-scanner.ts), which gives the same answers.
 */
import * as layout from '../../kernel/row-layout.ts';
import { forgetHard, hardCount, pass, putString, wantedObject } from './fields.ts';
import { gather } from './gather.ts';
import * as shared from './memory.ts';
import {
  anyHigh,
  forgetHighs,
  hasEscapes,
  hasHigh,
  hashOf,
  isUtf8,
  lineEnd,
  sameBytes,
  space,
  stringEnd,
} from './text.ts';
import { timeOf } from './time.ts';

export { gather };

const QUOTE: i32 = 34;
const OPEN_BRACE: i32 = 123;

/** Members of the envelope, as bits. */
const SPECVERSION: i32 = 1;
const ID: i32 = 2;
const SOURCE: i32 = 4;
const TYPE: i32 = 8;
const TIME: i32 = 16;
const DATA: i32 = 32;
const SUBJECT: i32 = 64;
/** Any other member. */
const EXTENSION: i32 = 0;

/** Lines since the memory was laid out: tells a name twice in one line from the same name in the next. */
let stamp: i32 = 0;
/** States of this call's rows that are not ROW_OK, and NEW_TYPE. */
let unusual: i32 = 0;

/** Reads the addresses from the header; to be called once the memory is laid out. */
export function prepare(header: i32): void {
  shared.readHeader(header);
}

/**
 * Scans lines from `at` until `to`, where a line feed stands, into rows from `row` to below `limit`. Returns where it
 * stopped: at the start of a line, or beyond `to`. @param base what is added to a line's address for its identity
 */
export function scanLines(at: i32, to: i32, row: i32, limit: i32, base: f64): i32 {
  forgetHard();
  const firstRow = row;
  for (let column = 0; column < shared.columnCount; column++)
    memory.fill(shared.columnArray(column, layout.COLUMN_TAG) + row, layout.MISSING as u8, limit - row);
  let lines = 0;
  unusual = 0;
  while (at < to && row < limit) {
    const start = at;
    const first = space(at);
    lines++;
    if (load<u8>(first) === 10) {
      at = first + 1;
      continue;
    }
    stamp++;
    let end = event(first, row, false);
    let state = isNaN(load<f64>(shared.timeAt + (row << 3))) ? layout.ROW_WITHOUT_TIME : layout.ROW_OK;
    if (end < 0 || end - start > layout.LARGEST_EVENT) {
      end = lineEnd(start);
      state = layout.ROW_LEFT;
    }
    unusual |= state;
    store<u8>(shared.stateAt + row, state as u8);
    shared.setHead(row, layout.LINE_START, start);
    shared.setHead(row, layout.LINE_END, end);
    shared.setHead(row, layout.LINE_NUMBER, lines);
    store<f64>(shared.identityAt + (row << 3), base + (start as f64));
    row++;
    at = end + 1;
  }
  shared.setHeader(layout.ROWS_DONE, row - firstRow);
  shared.setHeader(layout.LINES_DONE, lines);
  shared.setHeader(layout.UNUSUAL, unusual);
  shared.setHeader(layout.HARD_COUNT, hardCount);
  return at;
}

/** Finds where things lie in the event whose line begins at `at`, for the head of a row; 0 to leave it. */
export function look(at: i32, row: i32): i32 {
  stamp++;
  return event(space(at), row, true) < 0 ? 0 : 1;
}

/**
 * One event; the address of the line feed that ends its line, or -1 to leave it.
 * @param looks only the head is wanted
 */
function event(at: i32, row: i32, looks: bool): i32 {
  if (load<u8>(at++) !== OPEN_BRACE) return -1;
  for (let word = layout.ID_START; word <= layout.DATA_END; word++) shared.setHead(row, word, 0);
  shared.setHead(row, layout.TYPE_NUMBER, -1);
  shared.setHead(row, layout.HAS_TEXTS, 1);
  store<f64>(shared.timeAt + (row << 3), NaN);
  forgetHighs();
  let fields = looks ? shared.noFieldsAt : shared.allFieldsAt;
  let seen = 0;
  while (true) {
    at = space(at);
    if (load<u8>(at) !== QUOTE) return -1;
    const member = memberAt(at + 1);
    if (member < 0 || (member & seen) !== 0) return -1;
    seen |= member;
    at = space(valueAt);
    switch (member) {
      case ID:
        at = filledString(at, row, shared.idColumn, layout.ID_START);
        break;
      case SOURCE:
        at = filledString(at, row, shared.sourceColumn, layout.SOURCE_START);
        break;
      case TYPE: {
        const start = at + 1;
        at = filledString(at, row, shared.typeColumn, layout.TYPE_START);
        if (at < 0) return -1;
        const known = knownType(start, at - 1 - start);
        if (looks) break;
        if (known === 0) {
          unusual |= layout.NEW_TYPE;
          break;
        }
        shared.setHead(row, layout.TYPE_NUMBER, load<i32>(known, layout.TYPE_NUMBERED));
        fields = load<i32>(known, layout.TYPE_FIELDS);
        break;
      }
      case TIME:
        at = time(at, row);
        break;
      case DATA: {
        if (load<u8>(at) !== OPEN_BRACE) return -1;
        shared.setHead(row, layout.DATA_START, at);
        at = wantedObject(at, fields, row, stamp, 0);
        shared.setHead(row, layout.DATA_END, at);
        break;
      }
      case SUBJECT:
        at = filledString(at, row, shared.subjectColumn, layout.SUBJECT_START);
        break;
      case SPECVERSION:
        // "1.0" with its quotes, and nothing else
        at = load<u32>(at) === 0x302e3122 && load<u8>(at + 4) === QUOTE ? at + 5 : -1;
        break;
      default:
        at = pass(at, 0);
    }
    if (at < 0) return -1;
    at = space(at);
    const next = load<u8>(at++);
    if (next === 44) continue;
    // id, source and type must be there
    if (next !== 125 || (seen & 14) !== 14) return -1;
    at = space(at);
    shared.setHead(row, layout.IS_ASCII, anyHigh ? 0 : 1);
    return load<u8>(at) === 10 ? at : -1;
  }
}

/** After `memberAt`: where the member's value begins, or white space before it. */
let valueAt: i32 = 0;

/** Which member of the envelope the name at `at` (inside its quotes) is, or -1 to leave the line. */
function memberAt(at: i32): i32 {
  const word = load<u64>(at);
  // The usual: a name, its quote and a colon, told by eight bytes at once.
  if ((word as u32) === 0x3a226469) {
    valueAt = at + 4;
    return ID;
  }
  if (word === 0x3a22656372756f73) {
    valueAt = at + 8;
    return SOURCE;
  }
  const six = word & 0xffffffffffff;
  if (six === 0x3a2265707974 || six === 0x3a22656d6974 || six === 0x3a2261746164) {
    valueAt = at + 6;
    return six === 0x3a2265707974 ? TYPE : six === 0x3a22656d6974 ? TIME : DATA;
  }
  const end = stringEnd(at);
  if (end < 0 || hasHigh || hasEscapes) return -1;
  const colon = space(end + 1);
  if (load<u8>(colon) !== 58) return -1;
  valueAt = colon + 1;
  return memberNamed(word, at, end - at);
}

function memberNamed(word: u64, at: i32, length: i32): i32 {
  switch (length) {
    case 2:
      return (word & 0xffff) === 0x6469 ? ID : EXTENSION;
    case 4: {
      const name = word as u32;
      return name === 0x65707974 ? TYPE : name === 0x656d6974 ? TIME : name === 0x61746164 ? DATA : EXTENSION;
    }
    case 6:
      return (word & 0xffffffffffff) === 0x656372756f73 ? SOURCE : EXTENSION;
    case 7:
      return (word & 0xffffffffffffff) === 0x7463656a627573 ? SUBJECT : EXTENSION;
    case 11:
      return word === 0x7372657663657073 && (load<u32>(at + 8) & 0xffffff) === 0x6e6f69
        ? SPECVERSION
        : EXTENSION;
    default:
      return EXTENSION;
  }
}

/** A string that is not empty and lies in the bytes as it is; its place goes to the head at `word`. */
function filledString(at: i32, row: i32, column: i32, word: i32): i32 {
  if (load<u8>(at) !== QUOTE) return -1;
  const start = at + 1;
  const end = stringEnd(start);
  if (end <= start || hasEscapes || (hasHigh && !isUtf8(start, end))) return -1;
  shared.setHead(row, word, start);
  shared.setHead(row, word + 1, end);
  if (column >= 0) putString(column, row, start, end);
  return end + 1;
}

function time(at: i32, row: i32): i32 {
  if (load<u8>(at) !== QUOTE) return -1;
  const end = stringEnd(at + 1);
  if (end < 0) return -1;
  const ms = timeOf(at + 1, end);
  if (isNaN(ms)) return -1;
  store<f64>(shared.timeAt + (row << 3), ms);
  return end + 1;
}

/** The entry of a type in the table of types, or 0. */
function knownType(start: i32, length: i32): i32 {
  const hash = hashOf(start, start + length, shared.seed);
  let slot = hash & (layout.TYPE_SLOTS - 1);
  while (true) {
    const entry = shared.typesAt + slot * layout.TYPE_BYTES;
    const bytes = load<i32>(entry, layout.TYPE_AT);
    if (bytes === 0) return 0;
    if (
      load<i32>(entry, layout.TYPE_HASH) === hash &&
      load<i32>(entry, layout.TYPE_LENGTH) === length &&
      sameBytes(bytes, start, length)
    )
      return entry;
    slot = (slot + 1) & (layout.TYPE_SLOTS - 1);
  }
}
