/** Times and durations in expressions: `timestamp("…")`, `duration("90m")`, `$time.getHours("Asia/Seoul")`. */

import { parseDuration } from '../kit/duration.ts';
import { korean } from '../kit/korean.ts';
import { fail, quoted } from './expression-error.ts';
import { Duration, Timestamp } from './expression-values.ts';

const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

export function timestampOf(text: string): Timestamp {
  const parts = RFC_3339.exec(text);
  // More digits than milliseconds are cut (SPEC §1)
  const millis = (parts?.[3] ?? '.000').slice(0, 4).padEnd(4, '0');
  const ms = parts ? Date.parse(`${parts[1]}T${parts[2]}${millis}${parts[4].toUpperCase()}`) : Number.NaN;
  if (Number.isNaN(ms)) fail(korean`${quoted(text)}은(는) 시각이 아닙니다.`, `${quoted(text)} is no time.`);
  return new Timestamp(ms);
}

const PIECE = /(\d+(?:\.\d+)?)(h|ms|m|s|us|ns)/y;
const LENGTHS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  ns: 1e-6,
};

/** `1h30m`, `-90s`, or as the rest of a flow writes it, `PT1H30M`. */
export function durationOf(text: string): Duration {
  const iso = text.length <= 100 && text.startsWith('P') ? parseDuration(text) : undefined;
  if (iso !== undefined) return new Duration(iso);
  const sign = text.startsWith('-') ? -1 : 1;
  let at = sign < 0 || text.startsWith('+') ? 1 : 0;
  let total = 0;
  const from = at;
  while (at < text.length && text.length <= 100) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text);
    if (!piece) break;
    total += Number(piece[1]) * LENGTHS[piece[2]];
    at += piece[0].length;
  }
  if (at === from || at < text.length)
    fail(
      korean`${quoted(text)}은(는) 기간이 아닙니다. ‘1h30m’처럼 쓰세요.`,
      `${quoted(text)} is no duration. Write it like "1h30m".`,
    );
  return new Duration(sign * total);
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'milli' | 'weekday' | 'yearday';

/** CEL's accessors; months, days of the month and of the year count from 0, `getDate` from 1, Sunday is 0. */
export const TIME_PARTS: Readonly<Record<string, { part: Part; less?: number }>> = {
  getFullYear: { part: 'year' },
  getMonth: { part: 'month', less: 1 },
  getDate: { part: 'day' },
  getDayOfMonth: { part: 'day', less: 1 },
  getDayOfWeek: { part: 'weekday' },
  getDayOfYear: { part: 'yearday' },
  getHours: { part: 'hour' },
  getMinutes: { part: 'minute' },
  getSeconds: { part: 'second' },
  getMilliseconds: { part: 'milli' },
};

export function timePart(time: Timestamp, accessor: string, zone: string): number {
  const { part, less = 0 } = TIME_PARTS[accessor];
  // The local clock's reading, held as if it were UTC
  const local = new Date(time.ms + zoneOffset(time.ms, zone));
  switch (part) {
    case 'year':
      return local.getUTCFullYear();
    case 'month':
      return local.getUTCMonth() + 1 - less;
    case 'day':
      return local.getUTCDate() - less;
    case 'weekday':
      return local.getUTCDay();
    case 'yearday':
      return Math.floor(
        (Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) -
          Date.UTC(local.getUTCFullYear(), 0, 1)) /
          86_400_000,
      );
    case 'hour':
      return local.getUTCHours();
    case 'minute':
      return local.getUTCMinutes();
    case 'second':
      return local.getUTCSeconds();
    default:
      return local.getUTCMilliseconds();
  }
}

const DURATION_UNITS: Readonly<Record<string, number>> = {
  getHours: 3_600_000,
  getMinutes: 60_000,
  getSeconds: 1000,
  getMilliseconds: 1,
};

/** The whole duration in a unit, cut to a whole number. */
export function durationPart(duration: Duration, accessor: string): number {
  const unit = Object.hasOwn(DURATION_UNITS, accessor) ? DURATION_UNITS[accessor] : undefined;
  if (unit === undefined)
    return fail(`기간에는 ${accessor}()를 쓸 수 없습니다.`, `A duration has no ${accessor}().`);
  return Math.trunc(duration.ms / unit) || 0;
}

const FIXED = /^([+-])(\d\d):(\d\d)$/;
/** Zones are few; a hostile flow's names must not pile up. */
const MOST_FORMATS = 50;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the local clock of a zone is ahead of UTC, in ms. */
function zoneOffset(ms: number, zone: string): number {
  if (zone === 'UTC' || zone === 'Z') return 0;
  const fixed = FIXED.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return local - Math.floor(ms / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  try {
    const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
    return format;
  } catch {
    return fail(`${quoted(zone)} 시간대가 없습니다.`, `There is no time zone ${quoted(zone)}.`);
  }
}
