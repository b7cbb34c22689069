/** Conditions that can never hold: amount > 5 and amount < 3. What can't be judged counts as possible. */
import { isGroup, type Rule, type RuleGroup } from '../../../nodes/kit/condition.ts';
import { conditionOf } from '../../../nodes/kit/condition-check.ts';

/** What a field may be at all: the least and the greatest number (a count is never below zero). */
export interface Domain {
  readonly least?: number;
  readonly most?: number;
}
export type DomainOf = (path: string) => Domain | undefined;

/** True where no event whatever could make the condition hold. */
export function neverHolds(value: unknown, domainOf: DomainOf = () => undefined): boolean {
  const group = conditionOf(value);
  return group !== undefined && groupNever(group, domainOf);
}

function groupNever(group: RuleGroup, domainOf: DomainOf): boolean {
  if (group.not) return false;
  if (group.combinator === 'or')
    return group.rules.length > 0 && group.rules.every((part) => partNever(part, domainOf));
  const rules = group.rules.filter((part): part is Rule => !isGroup(part));
  const groups = group.rules.filter(isGroup);
  // The rules of an inner `and` hold together with those around it
  const inner = groups.filter((each) => each.combinator === 'and' && !each.not);
  const together = [
    ...rules,
    ...inner.flatMap((each) => each.rules.filter((part): part is Rule => !isGroup(part))),
  ];
  return groups.some((each) => groupNever(each, domainOf)) || contradict(together, domainOf);
}

function partNever(part: Rule | RuleGroup, domainOf: DomainOf): boolean {
  return isGroup(part) ? groupNever(part, domainOf) : contradict([part], domainOf);
}

function contradict(rules: readonly Rule[], domainOf: DomainOf): boolean {
  const byField = new Map<string, Rule[]>();
  for (const rule of rules)
    if (rule.valueSource !== 'field') byField.set(rule.field, [...(byField.get(rule.field) ?? []), rule]);
  return [...byField].some(([field, own]) => fieldNever(own, domainOf(field)));
}

/** The values that all rules on one field leave: a span of numbers, and single values where some rule names them. */
function fieldNever(rules: readonly Rule[], domain: Domain | undefined): boolean {
  // A missing value makes every other comparison false
  if (rules.some((rule) => rule.operator === 'null') && rules.length > 1)
    return rules.some((rule) => rule.operator !== 'null');
  const span = new Span(domain);
  let named: unknown[] | undefined;
  for (const rule of rules) {
    span.take(rule);
    const values =
      rule.operator === '=' ? [rule.value] : rule.operator === 'in' ? listOf(rule.value) : undefined;
    if (values) named = named ? named.filter((value) => values.includes(value)) : values;
  }
  if (!named) return span.isEmpty();
  return named.every((value) => !rules.every((rule) => allows(rule, value)) || !span.has(value));
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Whether a rule that excludes single values lets this one through. */
function allows({ operator, value }: Rule, candidate: unknown): boolean {
  if (operator === '!=') return candidate !== value;
  if (operator === 'notIn') return !listOf(value).includes(candidate);
  return true;
}

class Span {
  #least = Number.NEGATIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;
  #openLow = false;
  #openHigh = false;
  /** Some rule asks for a number. */
  #numbers = false;

  constructor(domain: Domain | undefined) {
    if (domain?.least !== undefined) this.#above(domain.least, false);
    if (domain?.most !== undefined) this.#below(domain.most, false);
    this.#numbers = false;
  }

  take({ operator, value }: Rule): void {
    if (operator === 'between' && Array.isArray(value)) {
      const [low, high] = value;
      if (typeof low !== 'number' || typeof high !== 'number') return;
      this.#above(low, false);
      this.#below(high, false);
    }
    if (typeof value !== 'number') return;
    if (operator === '>' || operator === '>=') this.#above(value, operator === '>');
    if (operator === '<' || operator === '<=') this.#below(value, operator === '<');
  }

  has(value: unknown): boolean {
    if (typeof value !== 'number') return !this.#numbers;
    if (value < this.#least || value > this.#most) return false;
    return !((value === this.#least && this.#openLow) || (value === this.#most && this.#openHigh));
  }

  isEmpty(): boolean {
    return this.#least > this.#most || (this.#least === this.#most && (this.#openLow || this.#openHigh));
  }

  #above(value: number, open: boolean): void {
    this.#numbers = true;
    if (value > this.#least || (value === this.#least && open)) {
      this.#least = value;
      this.#openLow = open;
    }
  }

  #below(value: number, open: boolean): void {
    this.#numbers = true;
    if (value < this.#most || (value === this.#most && open)) {
      this.#most = value;
      this.#openHigh = open;
    }
  }
}
