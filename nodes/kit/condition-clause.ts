/** Conditions as clauses of a sentence: 거래 금액이 3,000,000 미만이고 …; amount is less than 3,000,000 and …. */
import { isGroup, type Operator, type Rule, type RuleGroup } from './condition.ts';
import { conditionOf } from './condition-check.ts';
import { valueInWords, yesOrNo } from './condition-words.ts';
import { withParticle } from './korean.ts';
import type { Language } from './text.ts';

/** A predicate by what follows it: another one (and, or), what it is asked for (if), a noun (of). */
export interface Inflected {
  readonly and: string;
  readonly or: string;
  readonly if: string;
  readonly of: string;
}

/** What a field is called; `unit` stands after a number (건), and a field without a name is the number itself. */
export interface Named {
  readonly noun: string;
  readonly unit?: string;
}
export type NameOf = (path: string) => Named;

/** The clause of a condition, or nothing where it is empty, always holds, or is not yet one. */
export function conditionClause(value: unknown, language: Language, nameOf: NameOf): Inflected | undefined {
  const group = conditionOf(value);
  return group && groupClause(group, language, nameOf);
}

function groupClause(group: RuleGroup, language: Language, nameOf: NameOf): Inflected | undefined {
  const ko = language === 'ko';
  const parts = group.rules.flatMap((part): Inflected[] => {
    if (isSaidAlready(part, group)) return [];
    if (!isGroup(part)) return [ko ? korean(part, nameOf) : same(english(part, nameOf))];
    const inner = groupClause(part, language, nameOf);
    if (!inner) return [];
    const plain = part.not || part.rules.length < 2 || part.combinator === group.combinator;
    if (plain) return [inner];
    return [ko ? copula(`(${inner.of} 경우)`) : same(`(${inner.if})`)];
  });
  if (parts.length === 0) return group.not ? never(ko) : undefined;
  const before = parts.slice(0, -1).map((part) => part[group.combinator]);
  const last = parts[parts.length - 1];
  const joint = ko ? ' ' : ` ${group.combinator} `;
  const whole = inflect(last, (form) => [...before, form].join(joint));
  if (!group.not) return whole;
  return ko ? isNot(`(${whole.of} 경우)`) : same(`not (${whole.if})`);
}

/** "There, and not empty" says no more than "there". */
function isSaidAlready(part: Rule | RuleGroup, { combinator, rules }: RuleGroup): boolean {
  if (isGroup(part) || combinator !== 'and' || part.operator !== '!=' || part.value !== '') return false;
  return rules.some((each) => !isGroup(each) && each.operator === 'notNull' && each.field === part.field);
}

const never = (ko: boolean) =>
  ko ? { and: '항상 아니고', or: '항상 아니거나', if: '항상 아니면', of: '항상 아닌' } : same('never');

function inflect(forms: Inflected, change: (form: string) => string): Inflected {
  return { and: change(forms.and), or: change(forms.or), if: change(forms.if), of: change(forms.of) };
}

const same = (text: string): Inflected => ({ and: text, or: text, if: text, of: text });
const forms = (text: string, and: string, or: string, when: string, of: string): Inflected => ({
  and: text + and,
  or: text + or,
  if: text + when,
  of: text + of,
});
const copula = (noun: string) => forms(noun, '이고', '이거나', '이면', '인');
const isNot = (noun: string) => forms(withParticle(noun, '이'), ' 아니고', ' 아니거나', ' 아니면', ' 아닌');

/** After a value: 3,000,000 미만. */
const THAN: Partial<Record<Operator, string>> = { '<': '미만', '<=': '이하', '>': '초과', '>=': '이상' };
/** After another field: 보험료보다 작고. */
const THAN_FIELD: Partial<Record<Operator, readonly [string, string, string, string]>> = {
  '<': ['작고', '작거나', '작으면', '작은'],
  '<=': ['작거나 같고', '작거나 같거나', '작거나 같으면', '작거나 같은'],
  '>': ['크고', '크거나', '크면', '큰'],
  '>=': ['크거나 같고', '크거나 같거나', '크거나 같으면', '크거나 같은'],
};

function korean(rule: Rule, nameOf: NameOf): Inflected {
  const { noun, unit = '' } = nameOf(rule.field);
  const subject = noun && `${withParticle(noun, '이')} `;
  const other = rule.valueSource === 'field' ? nameOf(String(rule.value)).noun : undefined;
  const compared = other === undefined ? undefined : koreanFields(rule.operator, subject, other);
  if (compared) return compared;
  const given = Array.isArray(rule.value) ? rule.value : [rule.value];
  const values = other === undefined ? given.map((each) => quoted(each, 'ko')) : [other];
  const value = values.join(', ');
  switch (rule.operator) {
    case '=':
      return rule.value === ''
        ? forms(`${subject}비어 `, '있고', '있거나', '있으면', '있는')
        : copula(`${subject}${value}${unit}`);
    case '!=':
      return rule.value === ''
        ? forms(`${subject}비어 있지 `, '않고', '않거나', '않으면', '않은')
        : isNot(`${subject}${value}${unit}`);
    case 'in':
      return copula(`${subject}${values.length > 1 ? `${value} 중 하나` : value}`);
    case 'notIn':
      return values.length > 1
        ? forms(`${subject}${value} 중 어느 것도 `, '아니고', '아니거나', '아니면', '아닌')
        : isNot(`${subject}${value}`);
    case 'between':
      return copula(`${subject}${values[0]}${unit} 이상 ${values[1]}${unit} 이하`);
    case 'notBetween':
      return copula(`${subject}${values[0]}${unit} 미만이거나 ${values[1]}${unit} 초과`);
    case 'contains':
      return forms(`${noun}에 ${withParticle(value, '이')} 들어 `, '있고', '있거나', '있으면', '있는');
    case 'doesNotContain':
      return forms(`${noun}에 ${withParticle(value, '이')} 들어 있지 `, '않고', '않거나', '않으면', '않은');
    case 'beginsWith':
      return forms(
        `${subject}${withParticle(value, '으로')} `,
        '시작하고',
        '시작하거나',
        '시작하면',
        '시작하는',
      );
    case 'endsWith':
      return forms(`${subject}${withParticle(value, '으로')} `, '끝나고', '끝나거나', '끝나면', '끝나는');
    case 'null':
      return forms(subject, '없고', '없거나', '없으면', '없는');
    case 'notNull':
      return forms(subject, '있고', '있거나', '있으면', '있는');
    default:
      return copula(`${subject}${value}${unit} ${THAN[rule.operator]}`);
  }
}

function koreanFields(operator: Operator, subject: string, other: string): Inflected | undefined {
  const than = THAN_FIELD[operator];
  if (than) return forms(`${subject}${other}보다 `, ...than);
  const to = `${subject}${withParticle(other, '과')} `;
  if (operator === '=') return forms(to, '같고', '같거나', '같으면', '같은');
  return operator === '!=' ? forms(to, '다르고', '다르거나', '다르면', '다른') : undefined;
}

const COMPARED: Partial<Record<Operator, string>> = {
  '=': 'exactly',
  '!=': 'not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
};

function english(rule: Rule, nameOf: NameOf): string {
  const { noun } = nameOf(rule.field);
  const values = (Array.isArray(rule.value) ? rule.value : [rule.value]).map((each) => quoted(each, 'en'));
  const value = rule.valueSource === 'field' ? nameOf(String(rule.value)).noun : values.join(', ');
  if (rule.value === '' && rule.operator === '=') return `${noun} is empty`;
  if (rule.value === '' && rule.operator === '!=') return `${noun} is not empty`;
  const compared = COMPARED[rule.operator];
  if (compared && !noun) return `there are ${compared} ${value}`;
  if (rule.operator === '=')
    return `${noun} is ${rule.valueSource === 'field' ? 'the same as ' : ''}${value}`;
  if (compared) return `${noun} is ${compared} ${value}`;
  const is = noun ? `${noun} is` : 'there are';
  switch (rule.operator) {
    case 'in':
      return `${is} ${orList(values, value)}`;
    case 'notIn':
      return `${is} not ${orList(values, value)}`;
    case 'between':
      return `${is} between ${values[0]} and ${values[1]}`;
    case 'notBetween':
      return `${is} less than ${values[0]} or more than ${values[1]}`;
    case 'contains':
      return `${noun} contains ${value}`;
    case 'doesNotContain':
      return `${noun} does not contain ${value}`;
    case 'beginsWith':
      return `${noun} begins with ${value}`;
    case 'endsWith':
      return `${noun} ends with ${value}`;
    case 'null':
      return `${noun} is missing`;
    default:
      return `${noun} is given`;
  }
}

function orList(values: readonly string[], whole: string): string {
  return values.length < 2 ? whole : `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

/** A value as it stands in a sentence: texts in quotation marks, yes and no in words. */
export function quoted(value: unknown, language: Language): string {
  const ko = language === 'ko';
  if (typeof value === 'boolean') return ko ? `‘${yesOrNo(value, language)}’` : yesOrNo(value, language);
  if (typeof value === 'string') return ko ? `‘${value}’` : `“${value}”`;
  return valueInWords(value, language);
}
