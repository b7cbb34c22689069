import type { Rule, RuleGroup } from './model-flow.ts';

/** Finds the value of a field path; undefined where it is missing. */
export type Resolve = (path: string) => unknown;

type Scalar = string | number | boolean;

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const isGroup = (rule: Rule | RuleGroup): rule is RuleGroup => 'rules' in rule;

export function holds(group: RuleGroup, resolve: Resolve): boolean {
  const each = (rule: Rule | RuleGroup) => (isGroup(rule) ? holds(rule, resolve) : ruleHolds(rule, resolve));
  const { rules } = group;
  const result = rules.length === 0 || (group.combinator === 'and' ? rules.every(each) : rules.some(each));
  return group.not ? !result : result;
}

/** Every field path that a condition names, those on the right side too. */
export function fieldsOf(group: RuleGroup): string[] {
  return group.rules.flatMap((rule) => {
    if (isGroup(rule)) return fieldsOf(rule);
    if (rule.valueSource !== 'field') return [rule.field];
    return [rule.field, ...[rule.value].flat().map(String)];
  });
}

/** The parts that correlate looks at one by one: the members of an `and` at the top, else the whole. */
export function partsOf(group: RuleGroup): RuleGroup[] {
  if (group.combinator !== 'and' || group.not) return [group];
  return group.rules.map((rule) => ({ combinator: 'and', rules: [rule] }));
}

function ruleHolds(rule: Rule, resolve: Resolve): boolean {
  const left = resolve(rule.field);
  if (rule.operator === 'null') return left === undefined || left === null;
  if (rule.operator === 'notNull') return left !== undefined && left !== null;
  if (!isScalar(left)) return false;
  const right = rightSide(rule, resolve);
  switch (rule.operator) {
    case 'in':
    case 'notIn':
      return memberHolds(left, right, rule.operator === 'in');
    case 'between':
    case 'notBetween':
      return betweenHolds(left, right, rule.operator === 'between');
    default:
      return typeof left === typeof right && pairHolds(rule.operator, left, right as Scalar);
  }
}

function rightSide(rule: Rule, resolve: Resolve): unknown {
  if (rule.valueSource !== 'field') return rule.value;
  return Array.isArray(rule.value)
    ? rule.value.map((path) => resolve(String(path)))
    : resolve(String(rule.value));
}

function memberHolds(left: Scalar, right: unknown, wanted: boolean): boolean {
  const members = Array.isArray(right) ? right.filter((member) => typeof member === typeof left) : [];
  return members.length > 0 && members.includes(left) === wanted;
}

function betweenHolds(left: Scalar, right: unknown, wanted: boolean): boolean {
  const [low, high] = Array.isArray(right) ? right : [];
  if (typeof left === 'boolean' || typeof low !== typeof left || typeof high !== typeof left) return false;
  return (low <= left && left <= high) === wanted;
}

/** Both sides are of one type here. */
function pairHolds(operator: string, left: Scalar, right: Scalar): boolean {
  if (operator === '=') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left === 'boolean') return false;
  if (typeof left === 'string' && typeof right === 'string') {
    if (operator === 'contains') return left.includes(right);
    if (operator === 'doesNotContain') return !left.includes(right);
    if (operator === 'beginsWith') return left.startsWith(right);
    if (operator === 'endsWith') return left.endsWith(right);
  }
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  if (operator === '>') return left > right;
  return operator === '>=' && left >= right;
}
