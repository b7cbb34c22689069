/**
 * One event by way of `JSON.parse`: for the lines that the scanner leaves, and to say why a line is no event
 * (SPEC §1). The sentence names the attribute and what to do.
 */
import { isRow } from '../../../nodes/kit/lenient.ts';
import { fill, type Text } from '../../../nodes/kit/text.ts';
import { parseTime } from './event-time.ts';

export { LARGEST_EVENT } from '../kernel/row-layout.ts';

/** Nesting beyond which an event is refused: deeper ones could not be written out again safely. */
const DEEPEST = 200;

export interface ParsedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: unknown;
  /** Epoch ms, or undefined where the event has none. */
  readonly time: number | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

export type ParsedOrNot =
  | { readonly event: ParsedEvent; readonly problem?: undefined }
  | { readonly event?: undefined; readonly problem: Text; readonly id?: string };

const NOT_JSON: Text = {
  ko: '이벤트가 JSON이 아닙니다.',
  en: 'The event is not JSON.',
};
const NOT_JSON_AT: Text = {
  ko: '이벤트가 JSON이 아닙니다. {at}번째 글자부터 확인하세요.',
  en: 'The event is not JSON. Look at it from character {at} on.',
};
const CUT_OFF: Text = {
  ko: '이벤트의 JSON이 중간에 끊겼습니다. 한 줄에 이벤트 하나를 온전히 보내세요.',
  en: 'The JSON of the event ends too early. Send each event whole, on one line.',
};
const NOT_OBJECT: Text = {
  ko: '이벤트는 { }로 된 JSON 객체여야 합니다.',
  en: 'An event must be a JSON object in { }.',
};
const LACKS: Text = {
  ko: '이벤트에 ‘{name}’ 속성이 없습니다. 비어 있지 않은 글자로 넣어 주세요.',
  en: 'The event lacks the attribute “{name}”. Give it as text that is not empty.',
};
const SPECVERSION: Text = {
  ko: 'specversion은 ‘1.0’만 받습니다. 빼도 됩니다.',
  en: 'Only specversion “1.0” is taken. It may be left out.',
};
const BAD_TIME: Text = {
  ko: 'time {value}은(는) 시각이 아닙니다. 2026-03-02T09:00:00+09:00처럼 시차를 붙여 쓰세요.',
  en: 'The time {value} is none. Write it with its offset, like 2026-03-02T09:00:00+09:00.',
};
const BAD_DATA: Text = {
  ko: 'data는 { }로 된 JSON 객체여야 합니다.',
  en: 'data must be a JSON object in { }.',
};
const TOO_DEEP: Text = {
  ko: `이벤트가 ${DEEPEST}단계보다 깊게 겹쳐 있습니다.`,
  en: `The event is nested deeper than ${DEEPEST} levels.`,
};
export const TOO_LARGE: Text = {
  ko: '이벤트가 1 MiB보다 큽니다. 나누거나 줄여서 보내세요.',
  en: 'The event is larger than 1 MiB. Split it or send less.',
};
export const NO_TIME: Text = {
  ko: '이벤트에 ‘time’이 없습니다. 파일로 실행할 때는 꼭 있어야 합니다.',
  en: 'The event lacks “time”, which it must have in a file.',
};
export const FROM_FUTURE: Text = {
  ko: '이벤트의 시각 {time}이(가) 지금보다 1분 넘게 앞서 있습니다. 보내는 곳의 시계를 확인하세요.',
  en: 'The event is dated {time}, more than a minute after now. Check the clock of its sender.',
};

/** Reads an event from its JSON text. */
export function parseEvent(text: string): ParsedOrNot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: whyNoJson((error as Error).message, text.length) };
  }
  return checkEvent(value);
}

/** The engine's own words are English, and no help to who sent the event; where it stopped is. */
function whyNoJson(message: string, length: number): Text {
  const position = /position (\d+)/.exec(message);
  if (message.includes('Unexpected end') || (position && Number(position[1]) >= length)) return CUT_OFF;
  return position ? fill(NOT_JSON_AT, { at: Number(position[1]) + 1 }) : NOT_JSON;
}

/** The rules of SPEC §1 over a parsed value. */
export function checkEvent(value: unknown): ParsedOrNot {
  if (!isRow(value)) return { problem: NOT_OBJECT };
  const id = typeof value.id === 'string' ? value.id.slice(0, 200) : undefined;
  for (const name of ['id', 'source', 'type'] as const) {
    const attribute = Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof attribute !== 'string' || attribute === '') return { problem: fill(LACKS, { name }), id };
  }
  if (Object.hasOwn(value, 'specversion') && value.specversion !== '1.0') return { problem: SPECVERSION, id };
  // Before anything of it is written out, which goes into the depth.
  if (isDeeper(value, DEEPEST)) return { problem: TOO_DEEP, id };
  const time =
    value.time === undefined
      ? undefined
      : typeof value.time === 'string'
        ? parseTime(value.time)
        : Number.NaN;
  if (time !== undefined && Number.isNaN(time))
    return { problem: fill(BAD_TIME, { value: (JSON.stringify(value.time) ?? '').slice(0, 100) }), id };
  const data = value.data === undefined ? {} : value.data;
  if (!isRow(data)) return { problem: BAD_DATA, id };
  const { source, type, subject } = value as { source: string; type: string; subject?: unknown };
  return { event: { id: value.id as string, source, type, subject, time, data } };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(value)) if (isDeeper(member, levels - 1)) return true;
  return false;
}
