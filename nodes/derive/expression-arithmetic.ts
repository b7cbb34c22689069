/** The operators of expressions. */
import { fail } from './expression-error.ts';
import {
  charge,
  Duration,
  finite,
  kindOf,
  LARGEST_LIST,
  LONGEST_TEXT,
  type Meter,
  Timestamp,
} from './expression-values.ts';

export type Arithmetic = '+' | '-' | '*' | '/' | '%';

const WORDS: Readonly<Record<Arithmetic, { ko: string; en: string }>> = {
  '+': { ko: '더할', en: 'added' },
  '-': { ko: '뺄', en: 'subtracted' },
  '*': { ko: '곱할', en: 'multiplied' },
  '/': { ko: '나눌', en: 'divided' },
  '%': { ko: '나눌', en: 'divided' },
};

function refuse(operator: Arithmetic, a: unknown, b: unknown): never {
  const [left, right, word] = [kindOf(a), kindOf(b), WORDS[operator]];
  return fail(
    `서로 ${word.ko} 수 없는 값입니다(${left.ko}, ${right.ko}).`,
    `${left.en} and ${right.en} can't be ${word.en}.`,
  );
}

/** Whole numbers stay exact up to 2^53; beyond it CEL would overflow, so it fails. */
function whole(value: number): number {
  if (Number.isSafeInteger(value)) return value || 0;
  return fail('정수가 너무 큽니다.', 'The whole number is too large.');
}

/** @param ints whether both sides are ints by what is written (`7 / 2` is 3, `amount / 2` is not cut) */
export function calculate(
  operator: Arithmetic,
  a: unknown,
  b: unknown,
  ints: boolean,
  meter: Meter,
): unknown {
  if (typeof a === 'number' && typeof b === 'number') return numbers(operator, a, b, ints);
  if (operator === '+') return sum(a, b, meter);
  if (operator === '-') return difference(a, b);
  return refuse(operator, a, b);
}

function numbers(operator: Arithmetic, a: number, b: number, ints: boolean): number {
  const settle = ints ? whole : finite;
  switch (operator) {
    case '+':
      return settle(a + b);
    case '-':
      return settle(a - b);
    case '*':
      return settle(a * b);
    default:
      if (b === 0) fail('0으로 나눌 수 없습니다.', 'Nothing can be divided by zero.');
      if (operator === '%') return settle(a % b);
      return ints ? whole(Math.trunc(a / b)) : finite(a / b);
  }
}

function sum(a: unknown, b: unknown, meter: Meter): unknown {
  if (typeof a === 'string' && typeof b === 'string') return joined(a, b, meter);
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length + b.length > LARGEST_LIST) fail('목록이 너무 깁니다.', 'The list is too long.');
    charge(meter, a.length + b.length);
    return [...a, ...b];
  }
  if (a instanceof Timestamp && b instanceof Duration) return new Timestamp(a.ms + b.ms);
  if (a instanceof Duration && b instanceof Timestamp) return new Timestamp(a.ms + b.ms);
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.ms + b.ms);
  return refuse('+', a, b);
}

export function joined(a: string, b: string, meter: Meter): string {
  checkLength(a.length + b.length);
  charge(meter, 1 + (a.length + b.length) / 64);
  return a + b;
}

export function checkLength(length: number): void {
  if (length > LONGEST_TEXT) fail('글자가 너무 깁니다.', 'The text is too long.');
}

function difference(a: unknown, b: unknown): unknown {
  if (a instanceof Timestamp && b instanceof Timestamp) return new Duration(a.ms - b.ms);
  if (a instanceof Timestamp && b instanceof Duration) return new Timestamp(a.ms - b.ms);
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.ms - b.ms);
  return refuse('-', a, b);
}

export function negated(value: unknown): unknown {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  if (value instanceof Duration) return new Duration(-value.ms);
  const kind = kindOf(value);
  return fail(`부호를 바꿀 수 없는 값입니다(${kind.ko}).`, `${kind.en} can't be negated.`);
}
