/**
 * Conditions compiled once into closures over columns (SPEC §2 "Conditions"). No type is coerced: a comparison with a
 * value that is missing, null, a list, an object or of another type is false, whatever the operator.
 *
 * `not` turns the result of its group around. `in` and `notIn` with another field as their value are false, since that
 * value is no list; so is `between` unless two fields are named.
 */
import { isGroup, type Rule, type RuleGroup } from '../../../nodes/kit/condition.ts';
import { BOOLEAN, type Column, NULL, NUMBER, type Rows, STRING } from './rows.ts';

export type Test = (row: number) => boolean;

/** What a compiled condition stands on. `pin` keeps the symbol of a constant for as long as the node lives. */
export interface ConditionScope {
  readonly rows: Rows;
  readonly column: (path: string) => Column;
  readonly pin: (text: string) => number;
}

/** Texts that are compared one by one. */
const FEW_TEXTS = 8;

const never: Test = () => false;
const always: Test = () => true;

export function compileCondition(group: RuleGroup | undefined, scope: ConditionScope): Test {
  if (!group) return always;
  const tests = group.rules.map((part) =>
    isGroup(part) ? compileCondition(part, scope) : compileRule(part, scope),
  );
  const test = tests.length === 0 ? always : group.combinator === 'or' ? anyOf(tests) : allOf(tests);
  return group.not ? (row) => !test(row) : test;
}

function allOf(tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0];
  const [first, second] = tests;
  if (tests.length === 2) return (row) => first(row) && second(row);
  return (row) => {
    for (let i = 0; i < tests.length; i++) if (!tests[i](row)) return false;
    return true;
  };
}

function anyOf(tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0];
  const [first, second] = tests;
  if (tests.length === 2) return (row) => first(row) || second(row);
  return (row) => {
    for (let i = 0; i < tests.length; i++) if (tests[i](row)) return true;
    return false;
  };
}

function compileRule(rule: Rule, scope: ConditionScope): Test {
  const column = scope.column(rule.field);
  const { tag } = column;
  if (rule.operator === 'null') return (row) => tag[row] <= NULL;
  if (rule.operator === 'notNull') return (row) => tag[row] > NULL;
  if (rule.valueSource === 'field') return fieldRule(rule, column, scope);
  switch (rule.operator) {
    case '=':
    case '!=':
      return equality(column, rule.value, rule.operator === '=', scope);
    case 'in':
    case 'notIn':
      return membership(column, rule.value, rule.operator === 'in', scope);
    case 'between':
    case 'notBetween':
      return range(column, rule.value, rule.operator === 'between', scope);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(column, rule.operator, rule.value, scope);
    default:
      return typeof rule.value === 'string' ? textTest(column, rule.operator, rule.value, scope.rows) : never;
  }
}

function equality(column: Column, value: unknown, equal: boolean, { rows, pin }: ConditionScope): Test {
  const { tag, num } = column;
  if (typeof value === 'number')
    return equal
      ? (row) => tag[row] === NUMBER && num[row] === value
      : (row) => tag[row] === NUMBER && num[row] !== value;
  if (typeof value === 'boolean') {
    const wanted = value === equal ? 1 : 0;
    return (row) => tag[row] === BOOLEAN && num[row] === wanted;
  }
  if (typeof value !== 'string') return never;
  const symbol = pin(value);
  return equal
    ? (row) => tag[row] === STRING && rows.isText(column, row, symbol)
    : (row) => tag[row] === STRING && !rows.isText(column, row, symbol);
}

/** Members of another type than the value are left out; with none left both `in` and `notIn` are false. */
function membership(column: Column, list: unknown, wanted: boolean, { rows, pin }: ConditionScope): Test {
  if (!Array.isArray(list)) return never;
  const { tag, num } = column;
  const numbers = new Set(list.filter((member) => typeof member === 'number'));
  const booleans = new Set(
    list.filter((member) => typeof member === 'boolean').map((member) => (member ? 1 : 0)),
  );
  const hasText = among(
    [...new Set(list.filter((member) => typeof member === 'string').map(pin))],
    column,
    rows,
  );
  return (row) => {
    switch (tag[row]) {
      case NUMBER:
        return numbers.size > 0 && numbers.has(num[row]) === wanted;
      case STRING:
        return hasText !== never && hasText(row) === wanted;
      case BOOLEAN:
        return booleans.size > 0 && booleans.has(num[row] as 0 | 1) === wanted;
      default:
        return false;
    }
  };
}

/** Whether a STRING value is one of some texts. A few are told by their hashes, without making the value a symbol. */
function among(symbols: readonly number[], column: Column, rows: Rows): Test {
  if (symbols.length === 0) return never;
  if (symbols.length > FEW_TEXTS) {
    const all = new Set(symbols);
    return (row) => all.has(rows.symbol(column, row));
  }
  return (row) => {
    for (let i = 0; i < symbols.length; i++) if (rows.isText(column, row, symbols[i])) return true;
    return false;
  };
}

type OrderOperator = '<' | '<=' | '>' | '>=';

function order(column: Column, operator: OrderOperator, value: unknown, { rows }: ConditionScope): Test {
  const { tag, num } = column;
  if (typeof value === 'number') {
    switch (operator) {
      case '<':
        return (row) => tag[row] === NUMBER && num[row] < value;
      case '<=':
        return (row) => tag[row] === NUMBER && num[row] <= value;
      case '>':
        return (row) => tag[row] === NUMBER && num[row] > value;
      default:
        return (row) => tag[row] === NUMBER && num[row] >= value;
    }
  }
  if (typeof value !== 'string') return never;
  return (row) => tag[row] === STRING && inOrder(rows.text(column, row), operator, value);
}

function inOrder<T extends number | string>(a: T, operator: OrderOperator, b: T): boolean {
  return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
}

function range(column: Column, bounds: unknown, inside: boolean, { rows }: ConditionScope): Test {
  if (!Array.isArray(bounds) || bounds.length !== 2) return never;
  const { tag, num } = column;
  const [low, high] = bounds as [unknown, unknown];
  if (typeof low === 'number' && typeof high === 'number')
    return (row) => tag[row] === NUMBER && (num[row] >= low && num[row] <= high) === inside;
  if (typeof low !== 'string' || typeof high !== 'string') return never;
  return (row) => {
    if (tag[row] !== STRING) return false;
    const text = rows.text(column, row);
    return (text >= low && text <= high) === inside;
  };
}

function textTest(column: Column, operator: Rule['operator'], part: string, rows: Rows): Test {
  const { tag } = column;
  return (row) => tag[row] === STRING && holdsText(rows.text(column, row), operator, part);
}

function holdsText(text: string, operator: Rule['operator'], part: string): boolean {
  switch (operator) {
    case 'contains':
      return text.includes(part);
    case 'doesNotContain':
      return !text.includes(part);
    case 'beginsWith':
      return text.startsWith(part);
    case 'endsWith':
      return text.endsWith(part);
    default:
      return false;
  }
}

/** A rule whose value is another field's. */
function fieldRule(rule: Rule, column: Column, scope: ConditionScope): Test {
  const { rows } = scope;
  const { operator, value } = rule;
  if (operator === 'between' || operator === 'notBetween')
    return fieldRange(column, value, operator === 'between', scope);
  if (typeof value !== 'string' || operator === 'in' || operator === 'notIn') return never;
  const other = scope.column(value);
  const { tag, num } = column;
  const comparable = (row: number) =>
    tag[row] >= BOOLEAN && tag[row] <= STRING && tag[row] === other.tag[row];
  const equal: Test = (row) =>
    tag[row] === STRING ? rows.symbol(column, row) === rows.symbol(other, row) : num[row] === other.num[row];
  switch (operator) {
    case '=':
      return (row) => comparable(row) && equal(row);
    case '!=':
      return (row) => comparable(row) && !equal(row);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (row) => {
        if (!comparable(row) || tag[row] === BOOLEAN) return false;
        if (tag[row] === NUMBER) return inOrder(num[row], operator, other.num[row]);
        return inOrder(rows.text(column, row), operator, rows.text(other, row));
      };
    default:
      return (row) =>
        tag[row] === STRING &&
        other.tag[row] === STRING &&
        holdsText(rows.text(column, row), operator, rows.text(other, row));
  }
}

function fieldRange(column: Column, value: unknown, inside: boolean, scope: ConditionScope): Test {
  if (!Array.isArray(value) || value.length !== 2 || !value.every((path) => typeof path === 'string'))
    return never;
  const atLeast = fieldRule(
    { field: '', operator: '>=', value: value[0], valueSource: 'field' },
    column,
    scope,
  );
  const atMost = fieldRule(
    { field: '', operator: '<=', value: value[1], valueSource: 'field' },
    column,
    scope,
  );
  const [low, high] = value.map((path) => scope.column(path as string));
  const { tag } = column;
  return (row) =>
    (tag[row] === NUMBER || tag[row] === STRING) &&
    low.tag[row] === tag[row] &&
    high.tag[row] === tag[row] &&
    (atLeast(row) && atMost(row)) === inside;
}
