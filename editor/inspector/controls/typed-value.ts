/** Values that carry their type: no type is ever coerced (SPEC §2), so a form must say which one it writes. */
import type { FieldType } from '../../../nodes/kit/field.ts';
import { parseNumberText } from '../form/number-text.ts';

export const VALUE_TYPES = ['string', 'number', 'boolean'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];
export type Scalar = string | number | boolean;

export function isScalar(value: unknown): value is Scalar {
  return VALUE_TYPES.some((type) => typeof value === type);
}

/** The type that a value compared with such a field has; undefined where that is not known. */
export function valueTypeOf(type: FieldType | undefined, path = ''): ValueType | undefined {
  if (path === '$time' || path.endsWith('.$time')) return 'number';
  if (type === 'number' || type === 'string' || type === 'boolean') return type;
  return type === 'time' ? 'string' : undefined;
}

/** The type that an input edits: the value's own, where it has one, else what is expected. */
export function editedType(value: unknown, expected: ValueType | undefined): ValueType {
  if (expected !== undefined && (value === '' || value === undefined || value === null)) return expected;
  if (isScalar(value)) return typeof value as ValueType;
  return expected ?? 'string';
}

/** What a fresh value of a type is. A number has none. */
export function freshValue(type: ValueType): Scalar | undefined {
  if (type === 'string') return '';
  return type === 'boolean' ? true : undefined;
}

/**
 * A value as another type, where that says the same; else a fresh one. Asked for by a person only.
 *
 * @example toType('3,000', 'number') // 3000
 */
export function toType(value: unknown, type: ValueType): Scalar | undefined {
  if (typeof value === type) return value as Scalar;
  if (type === 'string') return isScalar(value) ? String(value) : '';
  if (type === 'number') return typeof value === 'string' ? parseNumberText(value) : undefined;
  return value !== 'false' && value !== 0;
}
