/**
 * runtime/ingest: events come in. Whatever form they come in (one CloudEvent, a batch, HTTP headers, a stream of
 * lines), they become blocks of NDJSON for the engine; the engine alone says which of them are events.
 *
 * This file: how much is taken.
 */
import type { Text } from '../../nodes/kit/text.ts';

/** Bytes of one event. */
export const EVENT_LIMIT = 1024 * 1024;
/** Bytes of one batch (a JSON body), unpacked. A stream of lines has no such limit: it is never held whole. */
export const BATCH_LIMIT = 64 * 1024 * 1024;
/** How much larger a packed stream may become. JSON packs to a tenth or so; a bomb of zeros to a thousandth. */
export const UNPACK_RATIO = 200;
/** Bytes handed to the engine at a time, so that one batch does not keep everybody else waiting. */
export const BLOCK_SIZE = 1024 * 1024;
/** Bytes of bodies that are held at once, of all requests together: two of the largest batches. */
export const BODIES_HELD = 128 * 1024 * 1024;
/** Bytes handed to the engine and not answered yet; more than it takes at a time, so that it never waits for us. */
export const UNDER_WAY = 8 * 1024 * 1024;
/** Refused events that an answer lists; the rest is only counted. */
export const PROBLEMS_LISTED = 100;

export const TOO_LARGE: Text = {
  ko: '이벤트가 1MiB보다 큽니다.',
  en: 'The event is larger than 1 MiB.',
};

export const NOT_UTF8: Text = {
  ko: 'UTF-8이 아닌 글자가 있습니다. EUC-KR 등 다른 인코딩이면 UTF-8로 바꿔 보내세요.',
  en: 'It has bytes that are not UTF-8. Convert it to UTF-8, if it is in another encoding such as EUC-KR.',
};

export const CONTROL_CHARACTER: Text = {
  ko: 'JSON이 아닙니다. 문자열 안에 줄바꿈 같은 제어 문자가 그대로 있습니다.',
  en: 'This is not JSON: a text has a raw control character, such as a line break, in it.',
};
