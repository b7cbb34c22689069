/** One rule of a switch as a condition, where it can be said as one. */
import type { Operator, Rule, RuleGroup } from '../../../nodes/kit/condition.ts';
import { type Row, textOf } from '../../../nodes/kit/lenient.ts';
import { fieldOf } from './field-names.ts';

const COMPARED: Readonly<Record<string, Operator>> = {
  eq: '=',
  neq: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

type Operand = { readonly value: string | number | boolean } | { readonly path: string };

/** What a rule compares with; values that are kept elsewhere or worked out are not known here. */
function operand(value: unknown, type: unknown): Operand | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : textOf(value);
  switch (type ?? 'str') {
    case 'str':
      return { value: text.slice(0, 1000) };
    case 'num':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? { value: Number(text) } : undefined;
    case 'bool':
      return { value: text === 'true' };
    case 'msg': {
      const path = fieldOf(text);
      return path === undefined ? undefined : { path };
    }
    default:
      return undefined;
  }
}

/** Node-RED compares a text that reads as a number as one; here it has to be one. */
function asNumber(found: Operand): Operand {
  if (!('value' in found) || typeof found.value !== 'string') return found;
  const number = Number(found.value);
  return found.value.trim() !== '' && Number.isFinite(number) ? { value: number } : found;
}

function compare(field: string, operator: Operator, found: Operand): Rule {
  return 'path' in found
    ? { field, operator, value: found.path, valueSource: 'field' }
    : { field, operator, value: found.value };
}

const all = (...rules: Rule[]): RuleGroup => ({ combinator: 'and', rules });

export function ruleOf(field: string, rule: Row): RuleGroup | undefined {
  const t = textOf(rule.t);
  switch (t) {
    case 'true':
    case 'false':
      return all({ field, operator: '=', value: t === 'true' });
    case 'null':
    case 'nnull':
      return all({ field, operator: t === 'null' ? 'null' : 'notNull' });
    case 'hask': {
      const key = rule.vt === undefined || rule.vt === 'str' ? textOf(rule.v) : '';
      const path = fieldOf(`${field}.${key}`);
      return path === undefined ? undefined : all({ field: path, operator: 'notNull' });
    }
    case 'btwn':
      return between(field, rule);
    case 'cont': {
      const found = operand(rule.v, rule.vt);
      return found && all(compare(field, 'contains', found));
    }
    case 'regex':
      return rule.case === true ? undefined : patternOf(field, textOf(rule.v));
    default: {
      const operator = Object.hasOwn(COMPARED, t) ? COMPARED[t] : undefined;
      const found = operator && operand(rule.v, rule.vt);
      if (!operator || !found) return undefined;
      const ordered = operator !== '=' && operator !== '!=';
      return all(compare(field, operator, ordered ? asNumber(found) : found));
    }
  }
}

function between(field: string, rule: Row): RuleGroup | undefined {
  const ends = [operand(rule.v, rule.vt), operand(rule.v2, rule.v2t)].map((end) => end && asNumber(end));
  const [low, high] = ends;
  if (!low || !high || 'path' in low || 'path' in high) return undefined;
  // Node-RED takes the ends either way round.
  const swapped = low.value > high.value;
  return all({
    field,
    operator: 'between',
    value: swapped ? [high.value, low.value] : [low.value, high.value],
  });
}

const LITERAL = /^(\^)?([\p{L}\p{N} _@:/-]+)(\$)?$/u;
const CHOICE = /^\^\(?((?:[\p{L}\p{N} _@:/-]+\|)+[\p{L}\p{N} _@:/-]+)\)\$$/u;

/** The few patterns that are a plain text at some place; `^(a|b)$` is a list. Never run as a pattern. */
function patternOf(field: string, pattern: string): RuleGroup | undefined {
  if (pattern.length > 500) return undefined;
  const choice = CHOICE.exec(pattern);
  if (choice && pattern.startsWith('^(')) return all({ field, operator: 'in', value: choice[1].split('|') });
  const literal = LITERAL.exec(pattern);
  if (!literal) return undefined;
  const [, begins, value, ends] = literal;
  const operator: Operator = begins ? (ends ? '=' : 'beginsWith') : ends ? 'endsWith' : 'contains';
  return all({ field, operator, value });
}
