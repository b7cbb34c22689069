/**
 * `where` taken apart at its top level (SPEC §4 correlate): each member of an `and` is a part, looked at as soon as all
 * steps that it names are bound. A `where` with `or` or `not` at its top is one part.
 */
import { fieldsOf, isGroup, type RuleGroup } from '../kit/condition.ts';
import { firstName } from '../kit/field.ts';

export interface WherePart {
  readonly condition: RuleGroup;
  /** Indexes of the steps that it names. */
  readonly steps: readonly number[];
}

export function wherePartsOf(where: RuleGroup | undefined, stepNames: readonly string[]): WherePart[] {
  if (!where) return [];
  const isAnd = where.combinator === 'and' && !where.not;
  const conditions = isAnd
    ? where.rules.map((rule): RuleGroup => (isGroup(rule) ? rule : { combinator: 'and', rules: [rule] }))
    : [where];
  return conditions.map((condition) => ({
    condition,
    steps: [...new Set(fieldsOf(condition).map((path) => stepNames.indexOf(firstName(path))))],
  }));
}
