/** The values of expressions, how they compare, and how they become JSON. */
import { ExpressionError, fail } from './expression-error.ts';

export class Timestamp {
  readonly ms: number;
  constructor(ms: number) {
    if (!(Math.abs(ms) <= 8.64e15)) fail('시각이 범위를 벗어났습니다.', 'The time is out of range.');
    this.ms = Math.trunc(ms);
  }
}

export class Duration {
  readonly ms: number;
  constructor(ms: number) {
    if (!Number.isFinite(ms)) fail('기간이 범위를 벗어났습니다.', 'The duration is out of range.');
    this.ms = ms;
  }
}

export type Values = Readonly<Record<string, unknown>>;

/** How long a text, and how large a list or map, an expression may make. */
export const LONGEST_TEXT = 65_536;
export const LARGEST_LIST = 10_000;
/** How deep what an expression compares or gives back may be. */
const DEEPEST = 64;

/**
 * What one evaluation may cost: members looked at, and characters in units of 64. It ends before anybody notices that it
 * takes long.
 */
export const BUDGET = 250_000;

export interface Meter {
  left: number;
}

export function charge(meter: Meter, cost: number): void {
  meter.left -= cost;
  if (meter.left < 0)
    fail(
      '계산이 너무 오래 걸려 멈췄습니다. 식을 간단하게 고치세요.',
      'This takes too long. Make the expression simpler.',
    );
}

export function isMap(value: unknown): value is Values {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Timestamp) &&
    !(value instanceof Duration)
  );
}

export function kindOf(value: unknown): { ko: string; en: string } {
  if (value === undefined) return { ko: '없는 값', en: 'nothing' };
  if (value === null) return { ko: '빈 값', en: 'null' };
  if (typeof value === 'number') return { ko: '숫자', en: 'a number' };
  if (typeof value === 'string') return { ko: '글자', en: 'text' };
  if (typeof value === 'boolean') return { ko: '참/거짓', en: 'true or false' };
  if (value instanceof Timestamp) return { ko: '시각', en: 'a time' };
  if (value instanceof Duration) return { ko: '기간', en: 'a duration' };
  return Array.isArray(value) ? { ko: '목록', en: 'a list' } : { ko: '묶음', en: 'a map' };
}

/** Equality as CEL has it: values of different types differ. A time equals its epoch milliseconds (SPEC §1 `$time`). */
export function isEqual(a: unknown, b: unknown, meter: Meter, depth = 0): boolean {
  charge(meter, 1);
  if (a === b) return true;
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) {
    if (a instanceof Timestamp || b instanceof Timestamp) return momentOf(a) === momentOf(b);
    return false;
  }
  if (depth >= DEEPEST) fail('값이 너무 깊이 겹쳐 있습니다.', 'The value is nested too deep.');
  if (a instanceof Timestamp) return b instanceof Timestamp && a.ms === b.ms;
  if (a instanceof Duration) return b instanceof Duration && a.ms === b.ms;
  if (Array.isArray(a))
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((member, i) => isEqual(member, b[i], meter, depth + 1))
    );
  if (!isMap(a) || !isMap(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name], meter, depth + 1))
  );
}

function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof Timestamp ? value.ms : undefined;
}

/** Less than zero, zero, or more, as `a` stands to `b`; fails where they can't be ordered. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Duration && b instanceof Duration) return a.ms - b.ms;
  if (a instanceof Timestamp || b instanceof Timestamp) {
    const [left, right] = [momentOf(a), momentOf(b)];
    if (left !== undefined && right !== undefined) return left - right;
  }
  const [left, right] = [kindOf(a), kindOf(b)];
  return fail(
    `크기를 비교할 수 없는 값입니다(${left.ko}, ${right.ko}).`,
    `${left.en} can't be compared with ${right.en}.`,
  );
}

/** The result as JSON: times as RFC 3339 in UTC, durations as CEL writes them (`90s`). */
export function toJson(value: unknown, meter: Meter, depth = 0): unknown {
  charge(meter, 1);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return finite(value);
  if (value instanceof Timestamp) return new Date(value.ms).toISOString();
  if (value instanceof Duration) return durationText(value);
  if (typeof value !== 'object') fail('계산한 값이 없습니다.', 'There is no value.');
  if (depth >= DEEPEST) fail('값이 너무 깊이 겹쳐 있습니다.', 'The value is nested too deep.');
  if (Array.isArray(value)) return value.map((member) => toJson(member, meter, depth + 1));
  const entries = Object.entries(value as Values).map(([name, member]) => [
    name,
    toJson(member, meter, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

export function durationText(duration: Duration): string {
  return `${duration.ms / 1000}s`;
}

export function finite(value: number): number {
  // -0 would not come back from JSON as it was
  if (Number.isFinite(value)) return value || 0;
  return fail(
    '계산 결과가 숫자로 나타낼 수 없을 만큼 크거나 정해지지 않습니다.',
    'The result is no finite number.',
  );
}

/** Turns whatever else may be thrown (a stack that ran out) into an error of the expression. */
export function asExpressionError(error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  return new ExpressionError({
    ko: '식을 계산하지 못했습니다.',
    en: 'The expression could not be worked out.',
  });
}
