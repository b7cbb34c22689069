/**
 * RFC 3339 times as epoch milliseconds (SPEC §1: with an offset or Z, cut to whole milliseconds). `T` and `Z` may
 * be small letters, as the RFC allows; a leap second counts as the first second of the next minute, as POSIX does.
 */

const DAY = 86_400_000;

/** Days from 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Two digits as a number, or a number far too large where they are none. */
function two(bytes: Uint8Array, at: number): number {
  const high = bytes[at] - 48;
  const low = bytes[at + 1] - 48;
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : 10_000;
}

let cachedDate = -1;
let cachedDay = 0;

/** Start of the day in ms, or NaN. Events come in runs of the same day, so the last one is remembered. */
function parseDate(bytes: Uint8Array, at: number): number {
  const year = two(bytes, at) * 100 + two(bytes, at + 2);
  const month = two(bytes, at + 5);
  const day = two(bytes, at + 8);
  const date = (year * 100 + month) * 100 + day;
  if (date === cachedDate) return cachedDay;
  if (year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  cachedDate = date;
  cachedDay = daysFromCivil(year, month, day) * DAY;
  return cachedDay;
}

/** Epoch ms of the text at `start`..`end`, or NaN where it is no RFC 3339 time with an offset. */
export function parseTimeBytes(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 20 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return Number.NaN;
  if ((bytes[start + 10] | 32) !== 116 || bytes[start + 13] !== 58 || bytes[start + 16] !== 58)
    return Number.NaN;
  const day = parseDate(bytes, start);
  const hour = two(bytes, start + 11);
  const minute = two(bytes, start + 14);
  const second = two(bytes, start + 17);
  if (hour > 23 || minute > 59 || second > 60) return Number.NaN;
  let at = start + 19;
  let ms = 0;
  if (bytes[at] === 46) {
    const first = ++at;
    let weight = 100;
    for (; at < end && bytes[at] >= 48 && bytes[at] <= 57; at++) {
      ms += (bytes[at] - 48) * weight;
      weight = Math.floor(weight / 10);
    }
    if (at === first) return Number.NaN;
  }
  return day + ((hour * 60 + minute) * 60 + second) * 1000 + ms - offsetAt(bytes, at, end);
}

/** The offset in ms that ends the text, or NaN. */
function offsetAt(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at];
  if ((sign | 32) === 122) return at + 1 === end ? 0 : Number.NaN;
  if ((sign !== 43 && sign !== 45) || at + 6 !== end || bytes[at + 3] !== 58) return Number.NaN;
  const hours = two(bytes, at + 1);
  const minutes = two(bytes, at + 4);
  if (hours > 23 || minutes > 59) return Number.NaN;
  return (sign === 43 ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}

const encoder = new TextEncoder();

/** The same for a text. @example parseTime('2026-03-02T09:00:00+09:00') // 1772409600000 */
export function parseTime(text: string): number {
  const bytes = encoder.encode(text);
  return parseTimeBytes(bytes, 0, bytes.length);
}

/** UTC with three decimals and Z (SPEC §5). */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
