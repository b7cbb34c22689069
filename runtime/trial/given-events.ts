/**
 * Events that a person typed or pasted: one, a list, or one a line. What an event must have and nobody types is filled
 * in, so that the fields alone will do.
 */
import { isDeeperThan, LIMITS } from '../../flows/format/limits.ts';
import { isRow, type Row } from '../../nodes/kit/lenient.ts';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { timeText } from '../engine/scan/event-time.ts';

export interface GivenEvents {
  /** NDJSON. */
  readonly lines: readonly string[];
  /** For each line: which event of the text it is, counted from 1. */
  readonly places: readonly number[];
  readonly problems: readonly Text[];
}

const MOST = 5_000;
const ENVELOPE = ['specversion', 'type', 'source', 'data'] as const;

const NOTHING: Text = {
  ko: '넣은 이벤트가 없습니다. JSON으로 된 이벤트를 붙여넣으세요.',
  en: 'No event was given. Paste one as JSON.',
};
const NO_JSON: Text = {
  ko: '{line}번째 줄이 JSON이 아닙니다. 따옴표와 괄호, 쉼표를 확인하세요.',
  en: 'Line {line} is not JSON. Check its quotes, brackets and commas.',
};
const NO_OBJECT: Text = {
  ko: '{place}번째 것은 이벤트가 아닙니다. {"amount": 100}처럼 중괄호로 묶은 항목이어야 합니다.',
  en: 'Number {place} is no event. It must be fields in braces, like {"amount": 100}.',
};
const TOO_DEEP: Text = {
  ko: '{place}번째 이벤트는 안의 묶음이 너무 깊습니다.',
  en: 'Things lie too deep in each other in event {place}.',
};
const TOO_MANY: Text = {
  ko: '이벤트가 {count}건입니다. 처음 {most}건만 시험했습니다.',
  en: 'There are {count} events; only the first {most} were tried.',
};

/**
 * @param type what an event without a type is taken for
 * @param now epoch ms; for events without a time
 */
export function givenEvents(text: string, type: string | undefined, now: number): GivenEvents {
  const { values, problems } = valuesOf(text);
  const lines: string[] = [];
  const places: number[] = [];
  for (const [i, value] of values.slice(0, MOST).entries()) {
    const place = i + 1;
    if (!isRow(value)) problems.push(fill(NO_OBJECT, { place }));
    else if (isDeeperThan(value, LIMITS.depth)) problems.push(fill(TOO_DEEP, { place }));
    else {
      lines.push(JSON.stringify(completed(value, { place, type, now })));
      places.push(place);
    }
  }
  if (values.length > MOST) problems.push(fill(TOO_MANY, { count: values.length, most: MOST }));
  if (values.length === 0 && problems.length === 0) problems.push(NOTHING);
  return { lines, places, problems };
}

/** The text as one JSON value, else line by line. */
function valuesOf(text: string): { values: unknown[]; problems: Text[] } {
  try {
    const whole: unknown = JSON.parse(text);
    return { values: Array.isArray(whole) ? whole : [whole], problems: [] };
  } catch {
    const values: unknown[] = [];
    const problems: Text[] = [];
    for (const [i, line] of text.split('\n').entries())
      if (line.trim() !== '')
        try {
          values.push(JSON.parse(line));
        } catch {
          problems.push(fill(NO_JSON, { line: i + 1 }));
        }
    return { values, problems };
  }
}

interface Filling {
  readonly place: number;
  readonly type: string | undefined;
  readonly now: number;
}

function completed(value: Row, { place, type, now }: Filling): Row {
  const isEnvelope = ENVELOPE.some((name) => Object.hasOwn(value, name));
  return {
    specversion: '1.0',
    id: `given-${place}`,
    source: '/trial',
    ...(type !== undefined && { type }),
    // A millisecond apart, in the order in which they stand.
    time: timeText(now + place),
    ...(isEnvelope ? value : { data: value }),
  };
}
