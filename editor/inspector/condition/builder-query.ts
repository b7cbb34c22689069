/**
 * Conditions as the file has them (SPEC §2) and as react-querybuilder wants them: there each rule and group needs an
 * id, which the file must not get, and names such as `disabled` mean something, which they do not in the file.
 */
import type { RuleType } from 'react-querybuilder';
import type { RuleGroup } from '../../../nodes/kit/condition.ts';
import { CONDITION_DEPTH } from '../../../nodes/kit/condition-check.ts';
import { isRow, type Row } from '../../../nodes/kit/lenient.ts';

/** A rule in the builder. `kept` is what the file says besides. */
export interface BuilderRule extends RuleType {
  id: string;
  kept?: Row;
}

export interface BuilderGroup {
  id: string;
  combinator: string;
  not?: boolean;
  rules: (BuilderRule | BuilderGroup)[];
  kept?: Row;
}

let lastId = 0;

/** An id for a rule or group of the builder; it never leaves the page. */
export function builderId(): string {
  lastId += 1;
  return `rule-${lastId}`;
}

/** Whether the builder can show it: groups of rules and groups, however wrong what they say may be. */
export function isBuildable(value: unknown, depth = 1): boolean {
  if (!isRow(value) || !Array.isArray(value.rules) || depth > CONDITION_DEPTH) return false;
  return value.rules.every((part) => isRow(part) && (!('rules' in part) || isBuildable(part, depth + 1)));
}

/** The condition for the builder. Ids of `before` stay with their places, so that inputs are not drawn anew. */
export function toBuilder(group: Row, before?: BuilderGroup): BuilderGroup {
  const { combinator, not, rules, ...kept } = group;
  const parts = (rules as readonly Row[]).map((part, i) => {
    const there = before?.rules[i];
    if ('rules' in part) return toBuilder(part, there && isBuilderGroup(there) ? there : undefined);
    return toBuilderRule(part, there && !isBuilderGroup(there) ? there : undefined);
  });
  return {
    id: before?.id ?? builderId(),
    combinator: combinator as string,
    ...('not' in group ? { not: not as boolean } : {}),
    rules: parts,
    ...(Object.keys(kept).length > 0 ? { kept } : {}),
  };
}

function toBuilderRule(rule: Row, before?: BuilderRule): BuilderRule {
  const { field, operator, value, valueSource, ...kept } = rule;
  return {
    id: before?.id ?? builderId(),
    field: field as string,
    operator: operator as string,
    value,
    ...('valueSource' in rule ? { valueSource: valueSource as 'value' | 'field' } : {}),
    ...(Object.keys(kept).length > 0 ? { kept } : {}),
  };
}

export function isBuilderGroup(part: BuilderRule | BuilderGroup): part is BuilderGroup {
  return 'rules' in part;
}

/** The condition for the file: without the builder's ids, with everything else that was in it. */
export function fromBuilder(group: BuilderGroup): RuleGroup {
  const { id: _, combinator, not, rules, kept } = group;
  const plain: Record<string, unknown> = {
    ...kept,
    combinator,
    ...(not === undefined ? {} : { not }),
    rules: rules.map((part) => (isBuilderGroup(part) ? fromBuilder(part) : fromBuilderRule(part))),
  };
  return plain as unknown as RuleGroup;
}

function fromBuilderRule({ field, operator, value, valueSource, kept }: BuilderRule): Row {
  return {
    ...kept,
    field,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(valueSource === undefined ? {} : { valueSource }),
  };
}

/** A copy with another rule at a path of places. */
export function withRuleAt(group: BuilderGroup, path: readonly number[], rule: BuilderRule): BuilderGroup {
  const [at, ...rest] = path;
  const part = group.rules[at];
  const next = rest.length > 0 && isBuilderGroup(part) ? withRuleAt(part, rest, rule) : rule;
  return { ...group, rules: group.rules.with(at, next) };
}
