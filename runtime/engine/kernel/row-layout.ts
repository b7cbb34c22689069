/**
 * Where things lie in the memory that a block scanner and the engine share. Read by both languages: by TypeScript,
 * which lays the memory out, and by AssemblyScript, which fills it. So it holds plain whole numbers only.
 */

/** The header: 32-bit words at this address. One of a second scanner lies elsewhere. */
export const HEADER = 64;
/** Words of the header: addresses that are set once, */
export const AT_TIME = 0;
export const AT_IDENTITY = 1;
export const AT_HEAD = 2;
export const AT_STATE = 3;
export const AT_COLUMNS = 4;
export const COLUMN_COUNT = 5;
export const AT_POWERS = 6;
export const AT_HARD = 7;
export const AT_TYPES = 8;
export const ID_COLUMN = 9;
export const SOURCE_COLUMN = 10;
export const TYPE_COLUMN = 11;
export const SUBJECT_COLUMN = 12;
/** The fields of all types together, for events whose `data` comes before their `type`. */
export const AT_ALL_FIELDS = 13;
export const HASH_SEED = 14;
/** A list of no fields. */
export const AT_NO_FIELDS = 15;
/** and what a call leaves behind: rows filled, lines read, whether any row is not OK, hard numbers, where it stopped. */
export const ROWS_DONE = 16;
export const LINES_DONE = 17;
export const UNUSUAL = 18;
export const HARD_COUNT = 19;
/** and what `gather` has put together of the pieces it was given. */
export const PIECES_DONE = 20;
export const HEADER_BYTES = 128;

/** One row's head: 32-bit words. Texts as (start, end) of the inside of their quotes; 0, 0 where there is none. */
export const HEAD_WORDS = 16;
export const LINE_START = 0;
export const LINE_END = 1;
export const ID_START = 2;
export const ID_END = 3;
export const SOURCE_START = 4;
export const SOURCE_END = 5;
export const TYPE_START = 6;
export const TYPE_END = 7;
export const SUBJECT_START = 8;
export const SUBJECT_END = 9;
/** With its braces. */
export const DATA_START = 10;
export const DATA_END = 11;
/** The number of the type in the table of types, or -1. */
export const TYPE_NUMBER = 12;
/** Lines that the call had read with this row's. */
export const LINE_NUMBER = 13;
/** 1 where the head's texts are plain bytes; 0 where the row was read by `JSON.parse`. */
export const HAS_TEXTS = 14;
/** 1 where the event is known to hold nothing beyond ASCII. */
export const IS_ASCII = 15;

/** What became of a row. */
export const ROW_OK = 0;
export const ROW_WITHOUT_TIME = 1;
/** The scanner leaves the line to `JSON.parse`. */
export const ROW_LEFT = 2;
/** Refused, or known already: nobody works it off. Set by the reader. */
export const ROW_VOID = 3;
/** Bit of UNUSUAL beside the states: some row's type has no number yet. */
export const NEW_TYPE = 4;

/** A column: addresses of its arrays, as 32-bit words. */
export const COLUMN_WORDS = 4;
export const COLUMN_TAG = 0;
export const COLUMN_NUM = 1;
export const COLUMN_SYM = 2;
export const COLUMN_TEXT = 3;

/** The text of a STRING in a column's row: 32-bit words. */
export const TEXT_WORDS = 4;
export const TEXT_START = 0;
export const TEXT_END = 1;
export const TEXT_HASH = 2;
/** 1 where the bytes hold escapes or are not UTF-8, so that they must be decoded. */
export const TEXT_CODED = 3;

/** Tags of values. */
export const MISSING = 0;
export const NULL = 1;
export const BOOLEAN = 2;
export const NUMBER = 3;
export const STRING = 4;
export const OBJECT = 5;
export const LIST = 6;

/** Bytes behind a name that are read with it, sixteen at a time. */
export const NAME_SLACK = 16;

/** A level of wanted fields: a count in the first 8 bytes, then that many entries. */
export const FIELD_BYTES = 32;
/** The first 8 bytes of the name, little endian, zeros behind a shorter one. */
export const FIELD_WORD = 0;
export const FIELD_LENGTH = 8;
export const FIELD_NAME = 12;
/** Index of the column, or -1. */
export const FIELD_COLUMN = 16;
/** Address of the level below, or 0. */
export const FIELD_BELOW = 20;
/** The line in which the name was met last. */
export const FIELD_SEEN = 24;

/** The table of types: open addressing over this many entries. */
export const TYPE_SLOTS = 4096;
export const TYPE_BYTES = 20;
export const TYPE_HASH = 0;
/** Address of its bytes, 0 where the slot is empty. */
export const TYPE_AT = 4;
export const TYPE_LENGTH = 8;
export const TYPE_NUMBERED = 12;
/** Address of the fields that flows read of events of the type. */
export const TYPE_FIELDS = 16;

/** A number that WebAssembly can't round exactly: column, row, start, end. */
export const HARD_WORDS = 4;
export const HARD_ROOM = 1024;

/** Nesting that a scanner follows; deeper events are left to `JSON.parse`. */
export const DEEPEST = 40;
/** Largest event that is taken, in bytes of its JSON. */
export const LARGEST_EVENT = 1048576;
