/**
 * The shape of a condition, checked rule by rule so that each fault has its own place and sentence (a union of schemas
 * could only say "neither a rule nor a group"), and its fields against what arrives.
 */

import { z } from 'zod';
import { OPERATORS, type Rule, type RuleGroup } from './condition.ts';
import type { Fault } from './fault.ts';
import type { FieldSet } from './field.ts';
import { fieldFault, typeOf } from './field-set.ts';
import { korean } from './korean.ts';
import { isRow } from './lenient.ts';
import type { Text } from './text.ts';

/** How deep groups may lie in each other. */
export const CONDITION_DEPTH = 32;

export interface ConditionProblem {
  readonly path: readonly (string | number)[];
  readonly text: Text;
}

const LISTS = ['in', 'notIn'];
const PAIRS = ['between', 'notBetween'];
const WITHOUT_VALUE = ['null', 'notNull'];

/** Everything that is wrong with the shape of a condition, each with its place inside it. */
export function conditionProblems(value: unknown): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  visitGroup(value, [], 1, problems);
  return problems;
}

function visitGroup(
  value: unknown,
  path: (string | number)[],
  depth: number,
  problems: ConditionProblem[],
): undefined {
  const say = (at: (string | number)[], ko: string, en: string) => {
    problems.push({ path: [...path, ...at], text: { ko, en } });
    return undefined;
  };
  if (!isRow(value))
    return say([], '조건이 아닙니다. 조건을 다시 만드세요.', 'This is no condition. Build it again.');
  if (depth > CONDITION_DEPTH)
    return say(
      [],
      `조건 묶음이 너무 깊습니다. ${CONDITION_DEPTH}단계까지만 쓸 수 있습니다.`,
      `Groups lie too deep in each other. At most ${CONDITION_DEPTH} levels are possible.`,
    );
  if (value.combinator !== 'and' && value.combinator !== 'or')
    say(
      ['combinator'],
      '조건을 잇는 말은 and나 or여야 합니다.',
      'Rules are joined by “and” or “or”; choose one.',
    );
  if (value.not !== undefined && typeof value.not !== 'boolean')
    say(['not'], '‘not’에는 true나 false만 쓸 수 있습니다.', '“not” is true or false.');
  if (!Array.isArray(value.rules))
    return say(['rules'], '조건 묶음에 규칙 목록(rules)이 없습니다.', 'The group has no list of rules.');
  for (const [i, part] of value.rules.entries()) {
    const here = [...path, 'rules', i];
    if (isRow(part) && !('rules' in part))
      for (const { at, text } of ruleProblems(part)) problems.push({ path: [...here, at], text });
    else visitGroup(part, here, depth + 1, problems);
  }
}

function ruleProblems(rule: Readonly<Record<string, unknown>>): { at: string; text: Text }[] {
  const problems: { at: string; text: Text }[] = [];
  const { field, operator, valueSource } = rule;
  if (typeof field !== 'string' || field === '')
    problems.push({
      at: 'field',
      text: { ko: '비교할 항목을 고르세요.', en: 'Choose the field to compare.' },
    });
  if (valueSource !== undefined && valueSource !== 'value' && valueSource !== 'field')
    problems.push({
      at: 'valueSource',
      text: { ko: '‘valueSource’는 value나 field여야 합니다.', en: '“valueSource” is “value” or “field”.' },
    });
  if (!(OPERATORS as readonly unknown[]).includes(operator))
    problems.push({
      at: 'operator',
      text: { ko: '비교 방법을 목록에서 고르세요.', en: 'Choose how to compare from the list.' },
    });
  else if (!WITHOUT_VALUE.includes(operator as string)) {
    const text = valueProblem(rule.value, operator as string, valueSource === 'field');
    if (text) problems.push({ at: 'value', text });
  }
  return problems;
}

function valueProblem(value: unknown, operator: string, isField: boolean): Text | undefined {
  if (isField)
    return typeof value === 'string' && value !== ''
      ? undefined
      : { ko: '비교할 다른 항목을 고르세요.', en: 'Choose the other field to compare with.' };
  if (LISTS.includes(operator))
    return Array.isArray(value)
      ? undefined
      : { ko: '값을 목록으로 입력하세요.', en: 'Give the values as a list.' };
  if (PAIRS.includes(operator))
    return Array.isArray(value) && value.length === 2
      ? undefined
      : { ko: '처음 값과 끝 값, 두 개를 입력하세요.', en: 'Give two values, the lower and the upper one.' };
  return value !== undefined
    ? undefined
    : { ko: '비교할 값을 입력하세요.', en: 'Give the value to compare with.' };
}

function isScalar(value: unknown): boolean {
  return ['string', 'boolean', 'number'].includes(typeof value);
}

/** Zod schema of a condition; each issue carries its sentence in both languages in `params.text`. */
export const conditionSchema = z.unknown().superRefine((value, context) => {
  for (const { path, text } of conditionProblems(value))
    context.addIssue({ code: 'custom', path: [...path], message: text.en, params: { text } });
}) as unknown as z.ZodType<RuleGroup>;

/** A condition, or nothing where it is missing or its shape is wrong: for cards and checks of half-filled nodes. */
export function conditionOf(value: unknown): RuleGroup | undefined {
  return value !== undefined && conditionProblems(value).length === 0 ? (value as RuleGroup) : undefined;
}

/**
 * The rules of a condition with their places (`rules.0.rules.1`), as far as they can be read: what is half filled in
 * or lies too deep is left out.
 */
export function* readableRules(
  value: unknown,
  path = '',
  depth = 1,
): Generator<{ rule: Rule; path: string }> {
  if (!isRow(value) || !Array.isArray(value.rules) || depth > CONDITION_DEPTH) return;
  for (const [i, part] of value.rules.entries()) {
    const here = `${path}${path && '.'}rules.${i}`;
    if (!isRow(part)) continue;
    if ('rules' in part) yield* readableRules(part, here, depth + 1);
    else if (ruleProblems(part).length === 0) yield { rule: part as unknown as Rule, path: here };
  }
}

/**
 * Faults of the fields that a condition names, against the fields that arrive.
 *
 * @param at where the condition stands in the node's settings
 */
export function conditionFieldFaults(value: unknown, set: FieldSet, at: string): Fault[] {
  const faults: (Fault | undefined)[] = [];
  for (const { rule, path } of readableRules(value)) {
    faults.push(fieldFault(set, rule.field, `${at}.${path}.field`));
    const value = `${at}.${path}.value`;
    if (rule.valueSource === 'field') faults.push(fieldFault(set, String(rule.value), value));
    faults.push(neverHolds(rule, value) ?? typeFault(rule, set, value) ?? numberFault(rule, set, value));
  }
  return faults.filter((fault) => fault !== undefined);
}

/** A hint where no value could make the rule true: a list of nothing, a value that is none (SPEC §2 "Conditions"). */
function neverHolds(rule: Rule, field: string): Fault | undefined {
  if (WITHOUT_VALUE.includes(rule.operator)) return undefined;
  const listed = LISTS.includes(rule.operator) || PAIRS.includes(rule.operator);
  const values = listed && Array.isArray(rule.value) ? rule.value : [rule.value];
  const enough = PAIRS.includes(rule.operator) ? values.every(isScalar) : values.some(isScalar);
  if (enough && !(listed && rule.valueSource === 'field')) return undefined;
  return {
    severity: 'hint',
    code: 'never-holds',
    field,
    message: {
      ko: '비교할 값이 없어서 이 조건은 언제나 거짓입니다. 값을 입력하세요.',
      en: 'There is no value to compare with, so this rule never holds. Give one.',
    },
  };
}

const ORDERED = ['<', '<=', '>', '>=', ...PAIRS];
const NUMBER = /^\s*[-+]?\d[\d,]*(?:\.\d+)?\s*$/;

/** A hint where a text that reads as a number is compared by size, and nobody knows whether the field holds texts. */
function numberFault(rule: Rule, set: FieldSet, at: string): Fault | undefined {
  if (!ORDERED.includes(rule.operator) || rule.valueSource === 'field') return undefined;
  if (typeOf(set, rule.field) !== 'unknown') return undefined;
  const values: readonly unknown[] = Array.isArray(rule.value) ? rule.value : [rule.value];
  const [text] = values;
  if (typeof text !== 'string' || !values.every((each) => typeof each === 'string' && NUMBER.test(each)))
    return undefined;
  const told = text.trim().slice(0, 40);
  return {
    severity: 'hint',
    code: 'text-or-number',
    field: at,
    message: {
      ko: korean`숫자가 아니라 글자 ‘${told}’과(와) 비교합니다. ‘${rule.field}’에 숫자가 온다면 이 조건은 언제나 거짓이니, 값의 종류를 숫자로 바꾸세요.`,
      en: `This compares with the text “${told}”, not with a number. If “${rule.field}” holds numbers, the rule never holds: make the value a number.`,
    },
  };
}

/** A hint where a value is of another type than its field: no type is coerced, so the rule could never hold. */
function typeFault(rule: Rule, set: FieldSet, at: string): Fault | undefined {
  if (WITHOUT_VALUE.includes(rule.operator) || rule.valueSource === 'field') return undefined;
  const wanted = rule.field === '$time' ? 'number' : typeOf(set, rule.field);
  if (wanted !== 'number' && wanted !== 'string' && wanted !== 'boolean') return undefined;
  const values = Array.isArray(rule.value) ? rule.value : [rule.value];
  if (values.some((value) => typeof value === wanted)) return undefined;
  const word = {
    number: { ko: '숫자', en: 'a number' },
    string: { ko: '글자', en: 'text' },
    boolean: { ko: '예/아니요', en: 'yes or no' },
  }[wanted];
  return {
    severity: 'hint',
    code: 'type-mismatch',
    field: at,
    message: {
      ko: korean`‘${rule.field}’은(는) ${word.ko}입니다. 값의 종류가 달라서 이 조건은 언제나 거짓입니다. 값을 ${word.ko}(으)로 적으세요.`,
      en: `“${rule.field}” is ${word.en}. The value is of another type, so this rule never holds. Give ${word.en}.`,
    },
  };
}
