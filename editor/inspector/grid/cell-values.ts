/** Numbers, dates and yes or no as people write them in a spreadsheet, in Korean and in English. */

const PLAIN = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|^[+-]?\.\d+$/;
const EXPONENT = /^[+-]?\d+(?:\.\d+)?e[+-]?\d{1,3}$/i;
const SHORT = /^([+-]?[\d.,]+)(k|thousand|m|mn|million|b|bn|billion)$/i;
const SHORT_BY: Readonly<Record<string, number>> = { k: 1e3, t: 1e3, m: 1e6, b: 1e9 };
const LARGE_UNITS = [
  ['조', 1e12],
  ['억', 1e8],
  ['만', 1e4],
] as const;
const SMALL_UNITS = [
  ['천', 1000],
  ['백', 100],
  ['십', 10],
] as const;

/**
 * The number that a text says, if it says one.
 *
 * @param percentIsWhole 30% is 30 (a field that counts percents), not 0.3 as a spreadsheet means it
 * @example readNumber('1억 5천만 원') // 150000000
 */
export function readNumber(text: string, percentIsWhole = false): number | undefined {
  let rest = text
    .normalize('NFKC')
    .replace(/[\s_]/g, '')
    .replace(/^([+-]?)[₩\\$€¥£]/, '$1')
    .replace(/(?:원|won|krw|달러|usd)$/i, '')
    .replace(/^[−–]/, '-');
  const accounting = /^\((.+)\)$/.exec(rest);
  if (accounting) rest = `-${accounting[1]}`;
  const percent = rest.endsWith('%');
  if (percent) rest = rest.slice(0, -1);
  const number = plainNumber(rest) ?? shortNumber(rest) ?? koreanNumber(rest);
  if (number === undefined) return undefined;
  return safe(percent && !percentIsWhole ? rounded(number / 100) : number);
}

function plainNumber(text: string): number | undefined {
  return PLAIN.test(text) || EXPONENT.test(text) ? Number(text.replaceAll(',', '')) : undefined;
}

function shortNumber(text: string): number | undefined {
  const parts = SHORT.exec(text);
  const number = parts ? plainNumber(parts[1]) : undefined;
  return parts && number !== undefined ? rounded(number * SHORT_BY[parts[2][0].toLowerCase()]) : undefined;
}

function koreanNumber(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '');
  if (!/[조억만천백십]/.test(digits) || !/^[\d.,조억만천백십]+$/.test(digits)) return undefined;
  const sum = byUnits(digits, LARGE_UNITS, (part) => byUnits(part, SMALL_UNITS, plainNumber));
  return sum === undefined ? undefined : sign * rounded(sum);
}

/** The sum of a number's parts, each before its unit; a unit that nothing stands before counts once. */
function byUnits(
  text: string,
  units: readonly (readonly [string, number])[],
  read: (part: string) => number | undefined,
): number | undefined {
  let sum = 0;
  let rest = text;
  for (const [unit, size] of units) {
    const at = rest.indexOf(unit);
    if (at < 0) continue;
    const count = at === 0 ? 1 : read(rest.slice(0, at));
    if (count === undefined) return undefined;
    sum += count * size;
    rest = rest.slice(at + 1);
  }
  if (rest === '') return sum;
  const last = read(rest);
  return last === undefined ? undefined : sum + last;
}

/** 1.1 × 10^8 has a tail that nobody wrote. */
function rounded(number: number): number {
  const short = Math.round(number * 1e6) / 1e6;
  return Number.isSafeInteger(Math.round(number * 1e6)) ? short : Number(number.toPrecision(15));
}

function safe(number: number): number | undefined {
  if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) return undefined;
  return Object.is(number, -0) ? 0 : number;
}

const YES = /^(?:true|yes|y|예|네|참|o|1)$/i;
const NO = /^(?:false|no|n|아니오|아니요|거짓|x|0)$/i;
/** Where the type of a value is not known, only words that mean nothing else are yes or no. */
const SURE = /^(?:true|false|yes|no|예|아니오|아니요|참|거짓)$/i;

export function readBoolean(text: string, sure = false): boolean | undefined {
  if (sure && !SURE.test(text)) return undefined;
  if (YES.test(text)) return true;
  return NO.test(text) ? false : undefined;
}

const DATE =
  /^(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\.?일?(?:[\sT]+(오전|오후|AM|PM)?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(AM|PM)?)?$/i;

/** A date, and its time of day where it has one, in ISO 8601. @example readDate('2026. 3. 2.') // '2026-03-02' */
export function readDate(text: string): string | undefined {
  const parts = DATE.exec(text.normalize('NFKC').trim());
  if (!parts) return undefined;
  const [, year, month, day, before, hour, minute, second = '00', after] = parts;
  const date = [year, two(month), two(day)].join('-');
  const parsed = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) return undefined;
  if (hour === undefined) return date;
  const half = before ?? after;
  const late = half !== undefined && /오후|pm/i.test(half);
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (late ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return `${date}T${two(String(hours))}:${minute}:${second}`;
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}
