/** A member of a list in one line, for when it is folded. */
import { conditionInWords, fieldLabel, valueInWords } from '../../../nodes/kit/condition-words.ts';
import type { FormField, Surroundings } from '../../../nodes/kit/define-node.ts';
import { durationInWords } from '../../../nodes/kit/duration.ts';
import { isRow, rowOf } from '../../../nodes/kit/lenient.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import type { FormScope } from './form-scope.ts';
import { offeredFields } from './offered-fields.ts';
import { getAt } from './path-value.ts';

/** What the inputs of a row hold, in words. @example '나이 ≥ 40 → product = health-plus' */
export function rowInWords(
  parts: readonly FormField[],
  row: unknown,
  { config, context, language }: Pick<FormScope, 'config' | 'context' | 'language'>,
): string {
  const nameOf = (part: FormField, path: string) => {
    const offered = offeredFields(part, config, rowOf(row), context).find((info) => info.path === path);
    return offered?.label
      ? localize(offered.label, language)
      : fieldLabel(path, language, context.surroundings);
  };
  const words = parts.map((part) => ({
    text: partInWords(part, getAt(row, part.path), language, context.surroundings, nameOf),
    // What is set follows from what is asked.
    joint: part.control === 'record' ? ' → ' : ' · ',
  }));
  return words
    .filter(({ text }) => text !== '')
    .reduce((line, { text, joint }) => (line === '' ? text : line + joint + text), '');
}

function partInWords(
  part: FormField,
  value: unknown,
  language: Language,
  surroundings: Surroundings,
  nameOf: (part: FormField, path: string) => string,
): string {
  if (value === undefined || value === null || value === '') return '';
  if (part.control === 'condition') {
    const always = isRow(value) && Array.isArray(value.rules) && value.rules.length === 0;
    if (always) return language === 'ko' ? '항상' : 'always';
    return conditionInWords(value, language, surroundings);
  }
  if (part.control === 'record')
    return isRow(value)
      ? Object.entries(value)
          .map(([name, each]) => `${name} = ${valueInWords(each, language)}`)
          .join(', ')
      : '';
  if (part.control === 'duration') return durationInWords(String(value), language);
  if (part.control === 'select') {
    const option = part.options?.find((each) => each.value === value);
    return option ? localize(option.label, language) : valueInWords(value, language);
  }
  if (part.control === 'switch') return value === true ? localize(part.label, language) : '';
  if (part.control === 'field' || part.control === 'fields')
    return (Array.isArray(value) ? value : [value]).map((path) => nameOf(part, String(path))).join(', ');
  return (Array.isArray(value) ? value : [value]).map((each) => valueInWords(each, language)).join(', ');
}
