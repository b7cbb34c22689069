/** Values inside an event: the wanted ones go to their columns, the rest is checked to be JSON and passed over. */
import * as layout from '../../kernel/row-layout.ts';
import { columnArray, hardAt, seed, setNumber, setTag } from './memory.ts';
import { isExact, numberEnd, numberValue } from './number.ts';
import { hasEscapes, hasHigh, hashOf, isUtf8, sameBytes, space, stringEnd } from './text.ts';

const QUOTE: i32 = 34;
const COMMA: i32 = 44;
const COLON: i32 = 58;
const OPEN_BRACKET: i32 = 91;
const CLOSE_BRACKET: i32 = 93;
const OPEN_BRACE: i32 = 123;
const CLOSE_BRACE: i32 = 125;

/** Numbers of this call that JavaScript has to read. */
export let hardCount: i32 = 0;
export function forgetHard(): void {
  hardCount = 0;
}

function byteAt(at: i32): i32 {
  return load<u8>(at) as i32;
}

/** Puts the string whose inside lies at `start`..`end`, and was passed over last, into a column. */
export function putString(column: i32, row: i32, start: i32, end: i32): void {
  setTag(column, row, layout.STRING);
  store<i32>(columnArray(column, layout.COLUMN_SYM) + (row << 2), -1);
  const isCoded = hasEscapes || (hasHigh && !isUtf8(start, end));
  const text = columnArray(column, layout.COLUMN_TEXT) + ((row * layout.TEXT_WORDS) << 2);
  store<i32>(text, start, layout.TEXT_START << 2);
  store<i32>(text, end, layout.TEXT_END << 2);
  store<i32>(text, isCoded ? 0 : hashOf(start, end, seed), layout.TEXT_HASH << 2);
  store<i32>(text, isCoded ? 1 : 0, layout.TEXT_CODED << 2);
}

/** An object whose members at `level` are wanted; where it ends, or -1 to leave the line. */
export function wantedObject(at: i32, level: i32, row: i32, line: i32, depth: i32): i32 {
  if (depth > layout.DEEPEST) return -1;
  at = space(at + 1);
  if (byteAt(at) === CLOSE_BRACE) return at + 1;
  while (true) {
    if (byteAt(at) !== QUOTE) return -1;
    const start = at + 1;
    const end = stringEnd(start);
    // A name that has to be decoded might be one that is wanted, or a name twice.
    if (end < 0 || hasEscapes || (hasHigh && !isUtf8(start, end))) return -1;
    at = space(end + 1);
    if (byteAt(at) !== COLON) return -1;
    at = space(at + 1);
    const field = fieldNamed(level, start, end - start);
    at = field === 0 ? pass(at, depth) : wanted(at, field, row, line, depth);
    if (at < 0) return -1;
    at = space(at);
    const next = byteAt(at);
    if (next === CLOSE_BRACE) return at + 1;
    if (next !== COMMA) return -1;
    at = space(at + 1);
  }
}

/** The entry of a name among the wanted fields of a level, or 0. */
function fieldNamed(level: i32, name: i32, length: i32): i32 {
  const word = length >= 8 ? load<u64>(name) : load<u64>(name) & (((1 as u64) << (length << 3)) - 1);
  let field = level + 8;
  for (let left = load<i32>(level); left > 0; left--) {
    if (
      load<u64>(field, layout.FIELD_WORD) === word &&
      load<i32>(field, layout.FIELD_LENGTH) === length &&
      (length <= 8 || sameBytes(load<i32>(field, layout.FIELD_NAME), name, length))
    )
      return field;
    field += layout.FIELD_BYTES;
  }
  return 0;
}

function wanted(at: i32, field: i32, row: i32, line: i32, depth: i32): i32 {
  // A name twice: JSON.parse decides which one counts.
  if (load<i32>(field, layout.FIELD_SEEN) === line) return -1;
  store<i32>(field, line, layout.FIELD_SEEN);
  const column = load<i32>(field, layout.FIELD_COLUMN);
  const first = byteAt(at);
  if (first === OPEN_BRACE) {
    if (column >= 0) setTag(column, row, layout.OBJECT);
    const below = load<i32>(field, layout.FIELD_BELOW);
    return below === 0 ? pass(at, depth) : wantedObject(at, below, row, line, depth + 1);
  }
  if (column < 0) return pass(at, depth);
  if (first === QUOTE) {
    const end = stringEnd(at + 1);
    if (end < 0) return -1;
    putString(column, row, at + 1, end);
    return end + 1;
  }
  if (first === OPEN_BRACKET) {
    setTag(column, row, layout.LIST);
    return pass(at, depth);
  }
  return scalar(at, first, column, row);
}

function scalar(at: i32, first: i32, column: i32, row: i32): i32 {
  if (first === 116) {
    setNumber(column, row, layout.BOOLEAN, 1);
    return literalEnd(at);
  }
  if (first === 102) {
    setNumber(column, row, layout.BOOLEAN, 0);
    return literalEnd(at);
  }
  if (first === 110) {
    setTag(column, row, layout.NULL);
    return literalEnd(at);
  }
  const end = numberEnd(at);
  if (end < 0) return -1;
  setNumber(column, row, layout.NUMBER, numberValue);
  return isExact || leaveNumber(column, row, at, end) ? end : -1;
}

/** Notes a number for JavaScript to read; false where there are too many of them. */
function leaveNumber(column: i32, row: i32, start: i32, end: i32): bool {
  if (hardCount === layout.HARD_ROOM) return false;
  const hard = hardAt + ((hardCount++ * layout.HARD_WORDS) << 2);
  store<i32>(hard, column, 0);
  store<i32>(hard, row, 4);
  store<i32>(hard, start, 8);
  store<i32>(hard, end, 12);
  return true;
}

/** true, false or null. */
function literalEnd(at: i32): i32 {
  const word = load<u32>(at);
  if (word === 0x65757274 || word === 0x6c6c756e) return at + 4;
  return word === 0x736c6166 && byteAt(at + 4) === 101 ? at + 5 : -1;
}

/** Passes over a value that nobody reads; where it ends, or -1 where it is none. */
export function pass(at: i32, depth: i32): i32 {
  const first = byteAt(at);
  if (first === QUOTE) {
    const end = stringEnd(at + 1);
    return end < 0 ? -1 : end + 1;
  }
  if (first === 45 || ((first - 48) as u32) <= 9) return numberEnd(at);
  if (first === OPEN_BRACE) return depth < layout.DEEPEST ? passObject(at, depth + 1) : -1;
  if (first === OPEN_BRACKET) return depth < layout.DEEPEST ? passList(at, depth + 1) : -1;
  return literalEnd(at);
}

function passObject(at: i32, depth: i32): i32 {
  at = space(at + 1);
  if (byteAt(at) === CLOSE_BRACE) return at + 1;
  while (true) {
    if (byteAt(at) !== QUOTE) return -1;
    at = stringEnd(at + 1);
    if (at < 0) return -1;
    at = space(at + 1);
    if (byteAt(at) !== COLON) return -1;
    at = pass(space(at + 1), depth);
    if (at < 0) return -1;
    at = space(at);
    const next = byteAt(at);
    if (next === CLOSE_BRACE) return at + 1;
    if (next !== COMMA) return -1;
    at = space(at + 1);
  }
}

function passList(at: i32, depth: i32): i32 {
  at = space(at + 1);
  if (byteAt(at) === CLOSE_BRACKET) return at + 1;
  while (true) {
    at = pass(at, depth);
    if (at < 0) return -1;
    at = space(at);
    const next = byteAt(at);
    if (next === CLOSE_BRACKET) return at + 1;
    if (next !== COMMA) return -1;
    at = space(at + 1);
  }
}
