/**
 * What becomes of a rule when a person changes a part of it: the other parts stay wherever they still fit. Nothing
 * here runs by itself, so a rule that is only looked at stays as the file has it.
 */
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { freshValue, isScalar, type ValueType, valueTypeOf } from '../controls/typed-value.ts';
import type { BuilderRule } from './builder-query.ts';
import { arityOf, operatorsFor } from './operators.ts';

export type FieldKind = ValueType | 'container' | undefined;

/** What a field is compared as. */
export function fieldKind(info: FieldInfo | undefined, path: string): FieldKind {
  if (info?.type === 'object' || info?.type === 'list') return 'container';
  return valueTypeOf(info?.type, path);
}

/** The type of the values, where it is certain. */
export function expectedType(kind: FieldKind): ValueType | undefined {
  return kind === 'container' ? undefined : kind;
}

function without(rule: BuilderRule, ...names: ('value' | 'valueSource')[]): BuilderRule {
  const next: Partial<BuilderRule> = { ...rule };
  for (const name of names) delete next[name];
  return { ...next, id: rule.id, field: rule.field, operator: rule.operator } as BuilderRule;
}

export function withField(rule: BuilderRule, path: string, kind: FieldKind): BuilderRule {
  const operator = operatorsFor(kind).includes(rule.operator) ? rule.operator : operatorsFor(kind)[0];
  const moved = fitValue({ ...rule, field: path }, operator, expectedType(kind));
  if (moved.valueSource === 'field' || kind === undefined || kind === 'container') return moved;
  const values = Array.isArray(moved.value) ? moved.value : [moved.value];
  const fits = values.every((value) => typeof value === kind);
  return fits ? moved : { ...moved, value: freshFor(operator, kind) };
}

export function withOperator(rule: BuilderRule, operator: string, kind: FieldKind): BuilderRule {
  return fitValue(rule, operator, expectedType(kind));
}

/** Compares with a value, or with another field. */
export function withSource(rule: BuilderRule, source: 'value' | 'field', kind: FieldKind): BuilderRule {
  if (source === 'field') return { ...without(rule), valueSource: 'field', value: '' };
  const next = without(rule, 'value', 'valueSource');
  return { ...next, value: freshFor(rule.operator, expectedType(kind)) };
}

export function withValue(rule: BuilderRule, value: unknown): BuilderRule {
  return { ...rule, value };
}

function freshFor(operator: string, type: ValueType | undefined): unknown {
  const fresh = freshValue(type ?? 'string');
  switch (arityOf(operator)) {
    case 'none':
      return undefined;
    case 'many':
      return [];
    case 'two':
      return [fresh, fresh];
    default:
      return fresh;
  }
}

/** The rule with another operator and a value of the shape that it takes. */
function fitValue(rule: BuilderRule, operator: string, type: ValueType | undefined): BuilderRule {
  const next = { ...rule, operator };
  const arity = arityOf(operator);
  if (arity === 'none') return without(next, 'value', 'valueSource');
  if (arity === arityOf(rule.operator)) return next;
  // Another field can only be compared one to one.
  if (next.valueSource === 'field')
    return { ...without(next, 'valueSource'), value: freshFor(operator, type) };
  const values = (Array.isArray(rule.value) ? rule.value : [rule.value]).filter(
    (value) => isScalar(value) && value !== '',
  );
  if (arity === 'many') return { ...next, value: values };
  const [first = freshValue(type ?? 'string'), second = first] = values;
  return { ...next, value: arity === 'two' ? [first, second] : first };
}
