/** Conditions and fields in a few words, for cards. */

import { isGroup, type Operator, type Rule, type RuleGroup } from './condition.ts';
import { conditionOf } from './condition-check.ts';
import type { Surroundings } from './define-node.ts';
import { withParticle } from './korean.ts';
import { type Language, localize, type Text } from './text.ts';

const ENVELOPE_LABELS: Readonly<Record<string, Text>> = {
  $time: { ko: '발생 시각', en: 'event time' },
  $type: { ko: '이벤트 종류', en: 'event type' },
  $source: { ko: '보낸 곳', en: 'source' },
  $id: { ko: '이벤트 번호', en: 'event id' },
  $subject: { ko: '대상', en: 'subject' },
};

/**
 * What people call a field, as far as the catalogue or a table says so with one voice (what one type calls the amount
 * claimed, another may call the price); else its path.
 *
 * @param place `inline`: as a word of a sentence, without a capital
 */
export function fieldLabel(
  path: string,
  language: Language,
  surroundings: Surroundings,
  place: 'alone' | 'inline' = 'alone',
): string {
  const dot = path.indexOf('.');
  const label = labelOf(path, language, surroundings);
  const cased = (text: string) => (place === 'inline' ? lowerFirst(text) : text);
  if (label) return place === 'inline' ? cased(label.replace(NAME_BEFORE, '')) : label;
  const inner = dot < 0 ? undefined : labelOf(path.slice(dot + 1), language, surroundings);
  if (!inner) return path;
  return place === 'inline' ? cased(inner) : `${path.slice(0, dot)} ${inner}`;
}

/** A nested field's label begins with the name that it lies under, which says little in a sentence: customer 등급. */
const NAME_BEFORE = /^[a-z_]\w* (?=[\p{Lu}\p{Script=Hangul}])/u;

/** As a word inside a sentence: Amount is amount, but VIP stays VIP. */
export function lowerFirst(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

function labelOf(path: string, language: Language, { eventTypes, tables }: Surroundings): string | undefined {
  if (Object.hasOwn(ENVELOPE_LABELS, path)) return ENVELOPE_LABELS[path][language];
  for (const lists of [eventTypes?.map((type) => type.fields), tables?.map((table) => table.columns)]) {
    const labels = new Set<string>();
    for (const field of lists?.flat() ?? [])
      if (field.path === path && field.label) labels.add(localize(field.label, language));
    if (labels.size === 1) return [...labels][0];
    if (labels.size > 1) return undefined;
  }
  return undefined;
}

const SYMBOLS: Partial<Record<Operator, string>> = {
  '=': '=',
  '!=': '≠',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
};

/**
 * A condition in words, or '' where it is empty or not yet one.
 *
 * @example conditionInWords({combinator: 'and', rules: [{field: 'amount', operator: '<', value: 3000000}]}, 'ko', {})
 * // 'amount < 3,000,000'
 */
export function conditionInWords(value: unknown, language: Language, surroundings: Surroundings): string {
  const group = conditionOf(value);
  return group ? groupInWords(group, language, surroundings) : '';
}

function groupInWords(group: RuleGroup, language: Language, surroundings: Surroundings): string {
  const joint =
    language === 'ko' ? (group.combinator === 'and' ? ' 그리고 ' : ' 또는 ') : ` ${group.combinator} `;
  const parts = group.rules
    .map((part) => {
      if (!isGroup(part)) return ruleInWords(part, language, surroundings);
      const inner = groupInWords(part, language, surroundings);
      return inner && part.rules.length > 1 && !part.not ? `(${inner})` : inner;
    })
    .filter(Boolean);
  const text = parts.join(joint);
  if (!group.not) return text;
  const inner = text || (language === 'ko' ? '항상' : 'always');
  return language === 'ko' ? `(${inner}) 아님` : `not (${inner})`;
}

function ruleInWords(rule: Rule, language: Language, surroundings: Surroundings): string {
  const ko = language === 'ko';
  const field = fieldLabel(rule.field, language, surroundings);
  const value =
    rule.valueSource === 'field'
      ? fieldLabel(String(rule.value), language, surroundings)
      : Array.isArray(rule.value)
        ? rule.value.map((member) => valueInWords(member, language)).join(', ')
        : valueInWords(rule.value, language);
  const symbol = SYMBOLS[rule.operator];
  if (symbol) return `${field} ${symbol} ${value}`;
  const [low, high] = Array.isArray(rule.value)
    ? rule.value.map((member) => valueInWords(member, language))
    : [value, value];
  switch (rule.operator) {
    case 'in':
      return ko ? `${field}: ${value} 중 하나` : `${field} is one of ${value}`;
    case 'notIn':
      return ko ? `${field}: ${value} 아님` : `${field} is none of ${value}`;
    case 'between':
      return ko ? `${field} ${low}~${high}` : `${field} from ${low} to ${high}`;
    case 'notBetween':
      return ko ? `${field} ${low}~${high} 밖` : `${field} outside ${low} to ${high}`;
    case 'contains':
      return ko ? `${field}에 ‘${value}’ 포함` : `${field} contains “${value}”`;
    case 'doesNotContain':
      return ko ? `${field}에 ‘${value}’ 없음` : `${field} does not contain “${value}”`;
    case 'beginsWith':
      return ko
        ? `${withParticle(field, '이')} ${withParticle(`‘${value}’`, '으로')} 시작`
        : `${field} begins with “${value}”`;
    case 'endsWith':
      return ko
        ? `${withParticle(field, '이')} ${withParticle(`‘${value}’`, '으로')} 끝남`
        : `${field} ends with “${value}”`;
    case 'null':
      return ko ? `${field} 없음` : `${field} is missing`;
    default:
      return ko ? `${field} 있음` : `${field} is there`;
  }
}

/** A value as people write it: numbers with thousands, yes or no in words. */
export function valueInWords(value: unknown, language: Language): string {
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  if (typeof value === 'string') return value || '""';
  if (typeof value === 'boolean') return yesOrNo(value, language);
  return JSON.stringify(value) ?? '';
}

/** As forms and tables say it. */
export function yesOrNo(value: boolean, language: Language): string {
  if (language === 'ko') return value ? '예' : '아니요';
  return value ? 'yes' : 'no';
}

/** Several field names in a row. */
export function fieldsInWords(
  paths: readonly string[],
  language: Language,
  surroundings: Surroundings,
  place: 'alone' | 'inline' = 'alone',
): string {
  return paths
    .filter(Boolean)
    .map((path) => fieldLabel(path, language, surroundings, place))
    .join(', ');
}
