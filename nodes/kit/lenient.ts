/**
 * Reading settings that may be half filled in, as they are while a person draws: whatever is not of the expected
 * type reads as nothing, so that a card, a form or a check never throws.
 */

export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function rowOf(value: unknown): Row {
  return isRow(value) ? value : {};
}

/** The members of a list that are objects; the others keep their place as empty ones. */
export function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.map(rowOf) : [];
}

/** The members of a list that are texts; the others keep their place as empty ones. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
