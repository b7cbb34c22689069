/** The functions and methods that expressions may call: nothing but what stands in these two tables. */
import { korean } from '../kit/korean.ts';
import { checkLength } from './expression-arithmetic.ts';
import { fail, quoted } from './expression-error.ts';
import { matchesPattern } from './expression-pattern.ts';
import { durationOf, durationPart, TIME_PARTS, timePart, timestampOf } from './expression-time.ts';
import {
  charge,
  compare,
  Duration,
  durationText,
  finite,
  isMap,
  kindOf,
  LARGEST_LIST,
  type Meter,
  Timestamp,
} from './expression-values.ts';

export interface Callable {
  /** How many arguments it takes, without the receiver. */
  readonly least: number;
  readonly most: number;
  /** Gives an int, so that a division of two of them is cut to a whole number. */
  readonly int?: boolean;
  /** @param values the arguments; of a method, the receiver first */
  readonly call: (values: readonly unknown[], meter: Meter) => unknown;
}

function entry(least: number, most: number, call: Callable['call'], int = false): Callable {
  return { least, most, call, int };
}

function wrong(value: unknown, ko: string, en: string): never {
  const kind = kindOf(value);
  return fail(`필요한 값: ${ko}, 들어온 값: ${kind.ko}.`, `${en} is needed here, but this is ${kind.en}.`);
}

function text(value: unknown, meter: Meter): string {
  if (typeof value !== 'string') return wrong(value, '글자', 'Text');
  charge(meter, 1 + value.length / 64);
  return value;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : wrong(value, '숫자', 'A number');
}

function list(value: unknown, meter: Meter): readonly unknown[] {
  if (!Array.isArray(value)) return wrong(value, '목록', 'A list');
  charge(meter, 1 + value.length);
  return value;
}

function sizeOf(value: unknown, meter: Meter): number {
  if (typeof value === 'string') return [...text(value, meter)].length;
  if (Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  return wrong(value, '글자나 목록', 'Text or a list');
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function toDouble(value: unknown, meter: Meter): number {
  if (typeof value === 'number') return value;
  const written = text(value, meter);
  if (written.length > 100 || !DECIMAL.test(written))
    fail(korean`${quoted(written)}은(는) 숫자가 아닙니다.`, `${quoted(written)} is no number.`);
  return finite(Number(written));
}

function toInt(value: unknown, meter: Meter): number {
  if (value instanceof Timestamp) return Math.floor(value.ms / 1000);
  if (value instanceof Duration) return Math.trunc(value.ms / 1000) || 0;
  if (typeof value === 'string' && !/^[+-]?\d{1,16}$/.test(value))
    fail(korean`${quoted(value)}은(는) 정수가 아닙니다.`, `${quoted(value)} is no whole number.`);
  const cut = Math.trunc(toDouble(value, meter)) || 0;
  return Number.isSafeInteger(cut) ? cut : fail('정수가 너무 큽니다.', 'The whole number is too large.');
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Timestamp) return new Date(value.ms).toISOString();
  if (value instanceof Duration) return durationText(value);
  return wrong(value, '글자로 바꿀 수 있는 값', 'A value that can be written as text');
}

function toBool(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return wrong(value, '참/거짓', 'true or false');
}

/** The least or greatest of the arguments, or of the one list. */
function extreme(sign: 1 | -1): Callable['call'] {
  return (values, meter) => {
    const members = values.length === 1 && Array.isArray(values[0]) ? list(values[0], meter) : values;
    if (members.length === 0) fail('목록이 비어 있습니다.', 'The list is empty.');
    return members.reduce(
      (best, member) => (compare(number(member), number(best)) * sign < 0 ? member : best),
      members[0],
    );
  };
}

/** Half away from zero, as CEL's `math.round` and a spreadsheet do; `digits` after the decimal point. */
function round([value, digits = 0]: readonly unknown[]): number {
  const [amount, places] = [number(value), number(digits)];
  if (!Number.isInteger(places) || Math.abs(places) > 15)
    fail('반올림할 자릿수는 -15에서 15 사이의 정수여야 합니다.', 'Digits are a whole number from -15 to 15.');
  // By the decimal text, since 1.005 * 100 is less than 100.5
  const [mantissa, exponent = '0'] = String(Math.abs(amount)).split('e');
  const [back, power] = String(Math.round(Number(`${mantissa}e${Number(exponent) + places}`))).split('e');
  return finite(Math.sign(amount) * Number(`${back}e${Number(power ?? 0) - places}`));
}

const onNumber = (work: (value: number) => number): Callable =>
  entry(1, 1, ([value]) => finite(work(number(value))));

export const FUNCTIONS: ReadonlyMap<string, Callable> = new Map([
  ['size', entry(1, 1, ([value], meter) => sizeOf(value, meter), true)],
  ['string', entry(1, 1, ([value]) => toText(value))],
  ['int', entry(1, 1, ([value], meter) => toInt(value, meter), true)],
  ['double', entry(1, 1, ([value], meter) => toDouble(value, meter))],
  ['bool', entry(1, 1, ([value]) => toBool(value))],
  ['dyn', entry(1, 1, ([value]) => value)],
  ['timestamp', entry(1, 1, ([value], meter) => toTimestamp(value, meter))],
  [
    'duration',
    entry(1, 1, ([value], meter) => (value instanceof Duration ? value : durationOf(text(value, meter)))),
  ],
  ['min', entry(1, 32, extreme(1))],
  ['max', entry(1, 32, extreme(-1))],
  ['abs', onNumber(Math.abs)],
  ['floor', onNumber(Math.floor)],
  ['ceil', onNumber(Math.ceil)],
  ['round', entry(1, 2, round)],
  ['math.least', entry(1, 32, extreme(1))],
  ['math.greatest', entry(1, 32, extreme(-1))],
  ['math.abs', onNumber(Math.abs)],
  ['math.floor', onNumber(Math.floor)],
  ['math.ceil', onNumber(Math.ceil)],
  ['math.trunc', onNumber(Math.trunc)],
  ['math.sign', onNumber(Math.sign)],
  ['math.sqrt', onNumber(Math.sqrt)],
  ['math.round', entry(1, 1, round)],
]);

/** Of a number, seconds since 1970, as in CEL. */
function toTimestamp(value: unknown, meter: Meter): Timestamp {
  if (value instanceof Timestamp) return value;
  return typeof value === 'number' ? new Timestamp(value * 1000) : timestampOf(text(value, meter));
}

function place(value: unknown, length: number): number {
  const at = number(value);
  if (!Number.isInteger(at) || at < 0 || at > length)
    fail('글자의 위치가 범위를 벗어났습니다.', 'The position lies outside the text.');
  return at;
}

function substring([value, from, to]: readonly unknown[], meter: Meter): string {
  const whole = text(value, meter);
  const end = to === undefined ? whole.length : place(to, whole.length);
  const start = place(from, whole.length);
  if (start > end) fail('글자의 위치가 범위를 벗어났습니다.', 'The position lies outside the text.');
  return whole.slice(start, end);
}

function pieces(whole: string, separator: string, most: number): string[] {
  const parts = separator === '' ? [...whole] : whole.split(separator);
  if (parts.length > LARGEST_LIST) fail('목록이 너무 깁니다.', 'The list is too long.');
  if (most < 0 || parts.length <= most) return parts;
  return most === 0 ? [] : [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

function replace([value, before, after]: readonly unknown[], meter: Meter): string {
  const [whole, old, young] = [text(value, meter), text(before, meter), text(after, meter)];
  const parts = whole.split(old);
  checkLength(whole.length + (parts.length - 1) * (young.length - old.length));
  charge(meter, parts.length);
  return parts.join(young);
}

function join([value, separator = '']: readonly unknown[], meter: Meter): string {
  const parts = list(value, meter).map((member) => text(member, meter));
  const between = text(separator, meter);
  checkLength(parts.reduce((sum, part) => sum + part.length + between.length, 0));
  return parts.join(between);
}

const onTexts = (work: (whole: string, other: string) => unknown, int = false): Callable =>
  entry(1, 1, ([value, other], meter) => work(text(value, meter), text(other, meter)), int);

const timeMethods = Object.keys(TIME_PARTS).map((name): [string, Callable] => [
  name,
  entry(
    0,
    1,
    ([value, zone = 'UTC'], meter) => {
      if (value instanceof Duration) return durationPart(value, name);
      return value instanceof Timestamp
        ? timePart(value, name, text(zone, meter))
        : wrong(value, '시각', 'A time');
    },
    true,
  ),
]);

export const METHODS: ReadonlyMap<string, Callable> = new Map([
  ['size', entry(0, 0, ([value], meter) => sizeOf(value, meter), true)],
  ['startsWith', onTexts((whole, other) => whole.startsWith(other))],
  ['endsWith', onTexts((whole, other) => whole.endsWith(other))],
  ['contains', onTexts((whole, other) => whole.includes(other))],
  ['indexOf', onTexts((whole, other) => whole.indexOf(other), true)],
  ['lastIndexOf', onTexts((whole, other) => whole.lastIndexOf(other), true)],
  [
    'matches',
    entry(1, 1, ([value, pattern], meter) => matchesPattern(text(value, meter), text(pattern, meter), meter)),
  ],
  [
    'lowerAscii',
    entry(0, 0, ([value], meter) => text(value, meter).replace(/[A-Z]/g, (sign) => sign.toLowerCase())),
  ],
  [
    'upperAscii',
    entry(0, 0, ([value], meter) => text(value, meter).replace(/[a-z]/g, (sign) => sign.toUpperCase())),
  ],
  ['trim', entry(0, 0, ([value], meter) => text(value, meter).trim())],
  ['substring', entry(1, 2, substring)],
  ['replace', entry(2, 2, replace)],
  [
    'split',
    entry(1, 2, ([value, separator, most = -1], meter) =>
      pieces(text(value, meter), text(separator, meter), number(most)),
    ),
  ],
  ['join', entry(0, 1, join)],
  ...timeMethods,
]);
