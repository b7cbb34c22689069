/**
 * Whether a condition holds for one event, for forms that show what it would do (SPEC §2 "Conditions"). The engine
 * compiles conditions over columns instead; the model in test/model says the same of both.
 */
import { isGroup, type Rule, type RuleGroup } from './condition.ts';

/** The value at a path; undefined where it is missing. `$time` is a number of milliseconds. */
export type Resolve = (path: string) => unknown;

type Scalar = string | number | boolean;

export function conditionHolds(group: RuleGroup, resolve: Resolve): boolean {
  const each = (part: Rule | RuleGroup) =>
    isGroup(part) ? conditionHolds(part, resolve) : ruleHolds(part, resolve);
  const { rules } = group;
  const holds = rules.length === 0 || (group.combinator === 'or' ? rules.some(each) : rules.every(each));
  return group.not ? !holds : holds;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function ruleHolds(rule: Rule, resolve: Resolve): boolean {
  const left = resolve(rule.field);
  if (rule.operator === 'null') return left === undefined || left === null;
  if (rule.operator === 'notNull') return left !== undefined && left !== null;
  if (!isScalar(left)) return false;
  const right = rule.valueSource === 'field' ? fieldSide(rule.value, resolve) : rule.value;
  switch (rule.operator) {
    case 'in':
    case 'notIn': {
      if (rule.valueSource === 'field' || !Array.isArray(right)) return false;
      const members = right.filter((member) => typeof member === typeof left);
      return members.length > 0 && members.includes(left) === (rule.operator === 'in');
    }
    case 'between':
    case 'notBetween': {
      const [low, high] = Array.isArray(right) ? (right as Scalar[]) : [];
      if (typeof left === 'boolean' || typeof low !== typeof left || typeof high !== typeof left)
        return false;
      return (low <= left && left <= high) === (rule.operator === 'between');
    }
    default:
      return typeof left === typeof right && compares(rule.operator, left, right as Scalar);
  }
}

function fieldSide(value: unknown, resolve: Resolve): unknown {
  return Array.isArray(value) ? value.map((path) => resolve(String(path))) : resolve(String(value));
}

/** Both sides are of one type here. */
function compares(operator: Rule['operator'], left: Scalar, right: Scalar): boolean {
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
