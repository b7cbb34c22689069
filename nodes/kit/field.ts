/** Field paths, and what is known of the fields that arrive somewhere in a flow. */
import { isRow, type Row } from './lenient.ts';
import type { Localized } from './text.ts';

export type FieldType = 'number' | 'string' | 'boolean' | 'time' | 'object' | 'list' | 'unknown';

/** One field that an event may carry, addressed by its path inside `data` (`amount`, `store.city`) or `$time` etc. */
export interface FieldInfo {
  readonly path: string;
  readonly type: FieldType;
  readonly label?: Localized;
  readonly description?: Localized;
  readonly example?: unknown;
  /** The values that it may take, where the catalogue knows them. */
  readonly values?: readonly (string | number | boolean)[];
}

/**
 * The fields of the events on a wire. `open`: others may be there too (a source event is never certain, SPEC §2),
 * so that an unknown name is a hint; closed: a name that is not listed is certainly not there, so it is a fault.
 * `closedUnder`: paths below which everything is listed, although the rest may be open (a lookup's row: `customer`;
 * a number that a window counted: nothing can be below it).
 */
export interface FieldSet {
  readonly fields: readonly FieldInfo[];
  readonly open: boolean;
  readonly closedUnder?: readonly string[];
  /** Names under which other sub-fields may be there although what is around them is closed (a step's source event). */
  readonly openUnder?: readonly string[];
  /** Some of these events come without any list of fields, so that a name that is not listed is not even a hint. */
  readonly unlisted?: boolean;
}

export const ENVELOPE_FIELDS = ['$time', '$type', '$source', '$id', '$subject'] as const;

/** A name that a flow may give to a step, an aggregate, a derived field (SPEC §2). */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
export const FORBIDDEN_NAMES = ['__proto__', 'constructor', 'prototype'];

export function isName(text: string): boolean {
  return NAME.test(text) && !FORBIDDEN_NAMES.includes(text);
}

/** The last name of a path: what a window calls a key field in its output. @example lastName('store.city') // 'city' */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

export function firstName(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

/** The value at a field path inside `data`; a path does not go into lists (SPEC §1). */
export function valueAt(data: Row, path: string): unknown {
  let value: unknown = data;
  for (const name of path.split('.')) {
    if (!isRow(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
