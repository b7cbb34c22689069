/**
 * Conditions as react-querybuilder writes them (SPEC §2 "Conditions"): rule groups, kept to the letter so that
 * the file, the form and the engine read the same thing. The engine compiles them; nothing here evaluates.
 * Their shape is checked in condition-check.ts.
 */
export const OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'notIn',
  'between',
  'notBetween',
  'contains',
  'doesNotContain',
  'beginsWith',
  'endsWith',
  'null',
  'notNull',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Rule {
  readonly id?: string;
  readonly field: string;
  readonly operator: Operator;
  readonly value?: unknown;
  readonly valueSource?: 'value' | 'field';
}

export interface RuleGroup {
  readonly id?: string;
  readonly combinator: 'and' | 'or';
  readonly not?: boolean;
  readonly rules: readonly (Rule | RuleGroup)[];
}

export function isGroup(part: Rule | RuleGroup): part is RuleGroup {
  return 'rules' in part;
}

/** The condition that is always true (SPEC: an empty group). */
export const ALWAYS: RuleGroup = { combinator: 'and', rules: [] };

/** Every rule of a condition with its path inside it (`rules.0.rules.1`). */
export function* rulesOf(group: RuleGroup, path = ''): Generator<{ rule: Rule; path: string }> {
  for (const [i, part] of group.rules.entries()) {
    const here = `${path}${path && '.'}rules.${i}`;
    if (isGroup(part)) yield* rulesOf(part, here);
    else yield { rule: part, path: here };
  }
}

/** The field paths that a condition reads, each once. */
export function fieldsOf(group: RuleGroup): string[] {
  const fields = new Set<string>();
  for (const { rule } of rulesOf(group)) {
    fields.add(rule.field);
    if (rule.valueSource === 'field' && typeof rule.value === 'string') fields.add(rule.value);
  }
  return [...fields];
}
