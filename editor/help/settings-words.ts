/** What the pictures read from settings and from what arrives; half filled in, they still draw something. */
import { fieldsInWords } from '../../nodes/kit/condition-words.ts';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import { durationInWords } from '../../nodes/kit/duration.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { rowOf, rowsOf, textOf, textsOf } from '../../nodes/kit/lenient.ts';
import type { Language, Text } from '../../nodes/kit/text.ts';

export const say = (language: Language, ko: string, en: string): string => (language === 'ko' ? ko : en);

export function spanWords(value: unknown, language: Language): string {
  return durationInWords(textOf(value), language) || say(language, '정한 시간', 'the time');
}

/** The key in the reader's words, or what stands for it while none is chosen. */
export function keyWords(key: unknown, language: Language, { surroundings }: NodeContext): string {
  return fieldsInWords(textsOf(key), language, surroundings);
}

/** How many events a condition over counts asks for; `undefined` where it asks for something else. */
export function countAsked(config: Readonly<Record<string, unknown>>): number | undefined {
  const counts = new Set(
    rowsOf(config.aggregates)
      .filter((aggregate) => aggregate.function === 'count')
      .map((aggregate) => textOf(aggregate.name)),
  );
  for (const rule of rowsOf(rowOf(config.having).rules)) {
    if (!counts.has(textOf(rule.field)) || typeof rule.value !== 'number') continue;
    if (rule.operator === '>=' || rule.operator === '=') return rule.value;
    if (rule.operator === '>') return Math.floor(rule.value) + 1;
  }
  return undefined;
}

/** Places for some marks between two places, evenly. */
export function spread(count: number, from: number, to: number): number[] {
  if (count <= 1) return [(from + to) / 2];
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** The most marks that are drawn one by one. */
export const MOST_MARKS = 6;

const arriving = ({ inputs }: NodeContext): readonly FieldInfo[] =>
  Object.values(inputs).flatMap((set) => set.fields);

/** A field that tells whose an event is, among those that arrive. */
export function likelyKey(context: NodeContext): string {
  const names = arriving(context).filter((field) => field.type === 'string' || field.type === 'unknown');
  const known = ['customerId', 'accountNo', 'cardNo'].find((path) =>
    names.some((each) => each.path === path),
  );
  return known ?? names.find((each) => /(id|no|number)$/i.test(each.path))?.path ?? 'customerId';
}

/** A number to count or compare, among the fields that arrive. */
export function likelyAmount(context: NodeContext): string {
  const numbers = arriving(context).filter((field) => field.type === 'number');
  return numbers.find((each) => each.path === 'amount')?.path ?? numbers[0]?.path ?? 'amount';
}

/** A field with known values, and one of them. */
export function likelyChoice(context: NodeContext): { path: string; values: readonly unknown[] } {
  const field = arriving(context).find((each) => (each.values?.length ?? 0) > 1);
  return field
    ? { path: field.path, values: field.values ?? [] }
    : { path: 'channel', values: ['web', 'branch'] };
}

export const TOLD: Text = { ko: '감지', en: 'match' };
