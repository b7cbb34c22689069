/** The addresses of the shared memory (kernel/row-layout.ts), read from its header once. */
import * as layout from '../../kernel/row-layout.ts';

export let timeAt: i32 = 0;
export let identityAt: i32 = 0;
export let headAt: i32 = 0;
export let stateAt: i32 = 0;
export let columnsAt: i32 = 0;
export let columnCount: i32 = 0;
export let powersAt: i32 = 0;
export let hardAt: i32 = 0;
export let typesAt: i32 = 0;
export let idColumn: i32 = -1;
export let sourceColumn: i32 = -1;
export let typeColumn: i32 = -1;
export let subjectColumn: i32 = -1;
export let allFieldsAt: i32 = 0;
export let noFieldsAt: i32 = 0;
export let seed: i32 = 0;

/** Where this scanner's header lies: two may share one memory. */
let headerAt: i32 = 0;

function header(word: i32): i32 {
  return load<i32>(headerAt + (word << 2));
}

export function readHeader(at: i32): void {
  headerAt = at;
  timeAt = header(layout.AT_TIME);
  identityAt = header(layout.AT_IDENTITY);
  headAt = header(layout.AT_HEAD);
  stateAt = header(layout.AT_STATE);
  columnsAt = header(layout.AT_COLUMNS);
  columnCount = header(layout.COLUMN_COUNT);
  powersAt = header(layout.AT_POWERS);
  hardAt = header(layout.AT_HARD);
  typesAt = header(layout.AT_TYPES);
  idColumn = header(layout.ID_COLUMN);
  sourceColumn = header(layout.SOURCE_COLUMN);
  typeColumn = header(layout.TYPE_COLUMN);
  subjectColumn = header(layout.SUBJECT_COLUMN);
  allFieldsAt = header(layout.AT_ALL_FIELDS);
  noFieldsAt = header(layout.AT_NO_FIELDS);
  seed = header(layout.HASH_SEED);
}

export function setHeader(word: i32, value: i32): void {
  store<i32>(headerAt + (word << 2), value);
}

export function setHead(row: i32, word: i32, value: i32): void {
  store<i32>(headAt + ((row * layout.HEAD_WORDS + word) << 2), value);
}

export function columnArray(column: i32, array: i32): i32 {
  return load<i32>(columnsAt + ((column * layout.COLUMN_WORDS + array) << 2));
}

export function setTag(column: i32, row: i32, tag: i32): void {
  store<u8>(columnArray(column, layout.COLUMN_TAG) + row, tag as u8);
}

export function setNumber(column: i32, row: i32, tag: i32, value: f64): void {
  setTag(column, row, tag);
  store<f64>(columnArray(column, layout.COLUMN_NUM) + (row << 3), value);
}
