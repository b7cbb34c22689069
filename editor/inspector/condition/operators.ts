/** Which comparisons are offered for which type of field, and what their values are (SPEC §2 "Conditions"). */
import { OPERATORS, type Operator } from '../../../nodes/kit/condition.ts';
import type { ValueType } from '../controls/typed-value.ts';

const ORDERED: readonly Operator[] = ['<', '<=', '>', '>='];
const RANGES: readonly Operator[] = ['between', 'notBetween'];
const LISTS: readonly Operator[] = ['in', 'notIn'];
const TEXTS: readonly Operator[] = ['contains', 'doesNotContain', 'beginsWith', 'endsWith'];
const THERE: readonly Operator[] = ['notNull', 'null'];

const BY_TYPE: Readonly<Record<ValueType, readonly Operator[]>> = {
  number: ['=', '!=', '>=', '>', '<=', '<', ...RANGES, ...LISTS, ...THERE],
  string: ['=', '!=', ...LISTS, ...TEXTS, ...THERE, ...ORDERED, ...RANGES],
  boolean: ['=', '!=', ...THERE],
};

/** The comparisons to offer; the one that stands there is always among them. */
export function operatorsFor(type: ValueType | 'container' | undefined, current?: string): string[] {
  const fitting: readonly string[] =
    type === undefined ? OPERATORS : type === 'container' ? THERE : BY_TYPE[type];
  return current === undefined || fitting.includes(current) ? [...fitting] : [...fitting, current];
}

/** `none`: no value; `one`; `two`: from and to; `many`: a list. */
export type Arity = 'none' | 'one' | 'two' | 'many';

export function arityOf(operator: string): Arity {
  if ((THERE as readonly string[]).includes(operator)) return 'none';
  if ((RANGES as readonly string[]).includes(operator)) return 'two';
  return (LISTS as readonly string[]).includes(operator) ? 'many' : 'one';
}
