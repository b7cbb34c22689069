/**
 * A rule of a condition as the text of a cell: `100~200`, `>= 100`, `web, branch`, `서울*`. The column says the field
 * and how it is compared unless the cell says otherwise.
 */
import { sameValue } from '../../../flows/format/diff.ts';
import type { Operator, Rule } from '../../../nodes/kit/condition.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { quote, readValue, unquoted, type ValueReading, valueText } from './cell-text.ts';
import { readDate, readNumber } from './cell-values.ts';

export interface RuleReading extends ValueReading {
  readonly field: string;
  /** How the column compares. */
  readonly operator: Operator;
}

const ANY = /^(?:-|–|—|\*|any|all|전체|모두|무관|상관\s?없음)$/i;
const MISSING = /^(?:값 없음|is missing|\(blank\)|\(blanks\)|\(공백\)|\(비어 있음\))$/i;
const THERE = /^(?:값 있음|is there)$/i;
const SIGN = /^(>=|=>|≥|<=|=<|≤|<>|!=|≠|==|=|>|<)\s*/;
const OPERATOR_OF: Readonly<Record<string, Operator>> = {
  '>=': '>=',
  '=>': '>=',
  '≥': '>=',
  '<=': '<=',
  '=<': '<=',
  '≤': '<=',
  '<>': '!=',
  '!=': '!=',
  '≠': '!=',
  '==': '=',
  '=': '=',
  '>': '>',
  '<': '<',
};
const AFTER = /^(.+?)\s*(이상|부터|이하|까지|초과|미만)$/;
const AFTER_OF: Readonly<Record<string, Operator>> = {
  이상: '>=',
  부터: '>=',
  이하: '<=',
  까지: '<=',
  초과: '>',
  미만: '<',
};
const BEFORE = /^(at least|from|at most|up to|more than|over|above|less than|under|below)\s+(.+)$/i;
const BEFORE_OF: Readonly<Record<string, Operator>> = {
  'at least': '>=',
  from: '>=',
  'at most': '<=',
  'up to': '<=',
  'more than': '>',
  over: '>',
  above: '>',
  'less than': '<',
  under: '<',
  below: '<',
};
/** The sign that stands before a value, where the cell says how it is compared. */
export const SIGN_OF: Partial<Record<Operator, string>> = {
  '=': '=',
  '!=': '≠',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
};
const ORDER: readonly Operator[] = ['<', '<=', '>', '>='];
const WILD: readonly Operator[] = ['contains', 'doesNotContain', 'beginsWith', 'endsWith'];

/** The rule that a cell says; nothing where it says that anything will do. */
export function readRule(text: string, reading: RuleReading): Rule | undefined {
  const trimmed = text.trim();
  const { field } = reading;
  if (trimmed === '' || ANY.test(trimmed)) return undefined;
  if (MISSING.test(trimmed)) return { field, operator: 'null' };
  if (THERE.test(trimmed)) return { field, operator: 'notNull' };
  const sign = SIGN.exec(trimmed);
  if (sign) {
    const rest = trimmed.slice(sign[0].length);
    // A sign alone asks nothing yet; it is kept as it is written.
    if (rest === '') return { field, operator: '=', value: trimmed };
    return compared(OPERATOR_OF[sign[1]], rest, reading);
  }
  return inWords(trimmed, reading) ?? compared(unsignedOperator(trimmed, reading), trimmed, reading);
}

/** What a text without a sign means in its column: a range is one, also where the column says "at least". */
function unsignedOperator(text: string, reading: RuleReading): Operator {
  const { operator } = reading;
  if (operator === 'null' || operator === 'notNull') return '=';
  if (!ORDER.includes(operator)) return operator;
  const parts = rangeOf(text, '=', reading) ?? membersOf(text, reading);
  return parts.length > 1 && parts.every((part) => isMeasure(part, reading)) ? '=' : operator;
}

/** 100 이상, 100 이상 200 이하, at least 100. */
function inWords(text: string, reading: RuleReading): Rule | undefined {
  if (reading.type === 'string' || reading.type === 'boolean') return undefined;
  const both = /^(.+?)\s*이상\s*(.+?)\s*이하$/.exec(text);
  if (both && isMeasure(both[1], reading) && isMeasure(both[2], reading))
    return compared('between', `${both[1]} ~ ${both[2]}`, reading);
  const after = AFTER.exec(text);
  if (after && isMeasure(after[1], reading)) return compared(AFTER_OF[after[2]], after[1], reading);
  const before = BEFORE.exec(text);
  if (before && isMeasure(before[2], reading))
    return compared(BEFORE_OF[before[1].toLowerCase()], before[2], reading);
  return undefined;
}

function isMeasure(text: string, { type, percentIsWhole }: ValueReading): boolean {
  const isDate = type === 'time' && readDate(text) !== undefined;
  return isDate || (type !== 'time' && readNumber(text, percentIsWhole) !== undefined);
}

function compared(operator: Operator, text: string, reading: RuleReading): Rule {
  const { field } = reading;
  const negative = operator === '!=' || operator === 'notIn' || operator === 'notBetween';
  const one: Operator = operator === 'in' || operator === 'between' ? '=' : negative ? '!=' : operator;
  const other = /^\[([^[\]]+)\]$/.exec(text);
  if (other && !WILD.includes(operator))
    return { field, operator: one, value: other[1].trim(), valueSource: 'field' };

  const braces = /^\{([\s\S]*)\}$/.exec(text);
  const members = braces ? membersOf(braces[1], reading) : listed(text, operator, one, reading);
  if (members)
    return {
      field,
      operator: negative ? 'notIn' : 'in',
      value: members.map((member) => readValue(member, reading)),
    };

  const ends = one === '=' || one === '!=' ? rangeOf(text, operator, reading) : undefined;
  if (ends)
    return {
      field,
      operator: negative ? 'notBetween' : 'between',
      value: ends.map((end) => readValue(end, reading)),
    };

  const wild = one === '=' || one === '!=' ? wildcards(text, negative, reading) : undefined;
  if (wild) return { field, ...wild };
  if (WILD.includes(operator)) return { field, operator, value: unquoted(text) ?? text };
  return { field, operator: one, value: readValue(text, reading) };
}

/** The members of a list, where the text is one: several, or one in a column of lists. */
function listed(text: string, operator: Operator, one: Operator, reading: RuleReading): string[] | undefined {
  if (one !== '=' && one !== '!=') return undefined;
  if (rangeOf(text, operator, reading)) return undefined;
  const members = membersOf(text, reading);
  return members.length > 1 || operator === 'in' || operator === 'notIn' ? members : undefined;
}

/** Split at commas, semicolons and line breaks outside of quotation marks; thousands stay whole. */
function membersOf(text: string, { type, percentIsWhole }: ValueReading): string[] {
  const numbers = type === 'number' || type === 'unknown';
  if (numbers && readNumber(text, percentIsWhole) !== undefined) return [text.trim()];
  const parts = outside(text, /[;\n、]|,(?=\s)|,$/g);
  const apart = parts.length > 1 ? parts : outside(text, /,/g);
  return apart.map((part) => part.trim()).filter((part) => part !== '');
}

function outside(text: string, mark: RegExp): string[] {
  // Marks in quotation marks are hidden behind letters of the same length while the text is cut.
  const hidden = text.replace(/"(?:[^"]|"")*"/g, (quoted) => 'x'.repeat(quoted.length));
  const parts: string[] = [];
  let from = 0;
  for (const found of hidden.matchAll(mark)) {
    parts.push(text.slice(from, found.index));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

function rangeOf(text: string, operator: Operator, reading: RuleReading): [string, string] | undefined {
  const asked = operator === 'between' || operator === 'notBetween';
  const ends = outside(text, /[~～∼]|\.\.|\sto\s/g).map((end) => end.trim());
  if (ends.length === 2 && ends[0] !== '' && ends[1] !== '') {
    const quoted = ends.every((end) => unquoted(end) !== undefined);
    const measures = ends.every((end) => isMeasure(end, reading));
    const typed = reading.type === 'number' || reading.type === 'time';
    if (asked || quoted || typed || (measures && reading.type !== 'string')) return [ends[0], ends[1]];
  }
  const dashed = reading.type === 'number' ? /^([\d.,]+)\s*[-–]\s*([\d.,]+)$/.exec(text) : null;
  return dashed ? [dashed[1], dashed[2]] : undefined;
}

/** `서울*` begins with it, `*서울` ends with it, `*서울*` contains it, as in a spreadsheet's filter. */
function wildcards(
  text: string,
  negative: boolean,
  { type }: ValueReading,
): Pick<Rule, 'operator' | 'value'> | undefined {
  if (type !== 'string' && type !== 'unknown') return undefined;
  const parts = /^(\*?)("(?:[^"]|"")*"|[^*"]+)(\*?)$/.exec(text);
  if (!parts || (parts[1] === '' && parts[3] === '')) return undefined;
  const value = unquoted(parts[2]) ?? parts[2];
  if (parts[1] && parts[3]) return { operator: negative ? 'doesNotContain' : 'contains', value };
  if (negative) return undefined;
  return { operator: parts[1] ? 'endsWith' : 'beginsWith', value };
}

/** The text of a rule in its column; undefined where no text would be read as this rule. */
export function ruleText(rule: Rule, reading: RuleReading, language: Language): string | undefined {
  return candidates(rule, reading, language).find((text) => {
    const read = readRule(text, reading);
    return read !== undefined && isSameRule(read, rule);
  });
}

function isSameRule(a: Rule, b: Rule): boolean {
  return (
    a.field === b.field &&
    a.operator === b.operator &&
    (a.valueSource ?? 'value') === (b.valueSource ?? 'value') &&
    sameValue(a.value, b.value)
  );
}

function candidates(rule: Rule, { operator }: RuleReading, language: Language): string[] {
  const ko = language === 'ko';
  const { value } = rule;
  if (rule.operator === 'null') return [ko ? '값 없음' : 'is missing'];
  if (rule.operator === 'notNull') return [ko ? '값 있음' : 'is there'];
  if (rule.valueSource === 'field') return signed(rule.operator, operator, [`[${String(value)}]`]);
  const values = Array.isArray(value) ? value : [value];
  const plain = values.map((each) => valueText(each, language));
  if (plain.some((each) => each === undefined)) return [];
  const texts = plain as string[];
  const quotedTexts = values.map((each, i) => (typeof each === 'string' ? quote(each) : texts[i]));
  const bothWays = (make: (parts: readonly string[]) => string) => [make(texts), make(quotedTexts)];
  switch (rule.operator) {
    case 'in':
    case 'notIn': {
      const lists = [
        ...bothWays((parts) => parts.join(', ')),
        ...bothWays((parts) => `{${parts.join(', ')}}`),
      ];
      const negated = lists.map((list) => `≠ ${list}`);
      return rule.operator === 'in'
        ? [...lists, ...lists.map((list) => `= ${list}`)]
        : [...lists, ...negated];
    }
    case 'between':
    case 'notBetween': {
      const ranges = bothWays((parts) => parts.join(' ~ '));
      const sign = rule.operator === 'between' ? '=' : '≠';
      return [...ranges, ...ranges.map((range) => `${sign} ${range}`)];
    }
    case 'contains':
    case 'doesNotContain':
    case 'beginsWith':
    case 'endsWith':
      return wildCandidates(
        rule.operator,
        bothWays(([text]) => text),
      );
    default:
      return signed(
        rule.operator,
        operator,
        bothWays(([text]) => text),
      );
  }
}

function wildCandidates(operator: Operator, texts: readonly string[]): string[] {
  const sign = operator === 'doesNotContain' ? '≠ ' : '= ';
  const starred = texts.map((text) => {
    if (operator === 'beginsWith') return `${text}*`;
    return operator === 'endsWith' ? `*${text}` : `*${text}*`;
  });
  return [...texts, ...starred, ...starred.map((text) => sign + text)];
}

function signed(own: Operator, column: Operator, texts: readonly string[]): string[] {
  const withSign = texts.map((text) => `${SIGN_OF[own]} ${text}`);
  return own === column ? [...texts, ...withSign] : [...withSign, ...texts];
}
