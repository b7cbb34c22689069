/** One value in a cell: as text, and read back. A text in quotation marks is a text, whatever it looks like. */
import { yesOrNo } from '../../../nodes/kit/condition-words.ts';
import type { FieldType } from '../../../nodes/kit/field.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { isScalar, type Scalar } from '../controls/typed-value.ts';
import { formatNumber } from '../form/number-text.ts';
import { readBoolean, readDate, readNumber } from './cell-values.ts';

/** How the values of a column are read. */
export interface ValueReading {
  readonly type: FieldType;
  readonly percentIsWhole?: boolean;
}

const QUOTED = /^"(?:[^"]|"")*"$/;
const LEADING_ZERO = /^[+-]?0\d/;
/** A long row of digits is a number on a card, not an amount. */
const MANY_DIGITS = /^\d{13,}$/;

export function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The text in quotation marks; nothing where it is in none. */
export function unquoted(text: string): string | undefined {
  return QUOTED.test(text) ? text.slice(1, -1).replaceAll('""', '"') : undefined;
}

/** The value that a text says; a text that does not fit the column's type stays a text, and is marked. */
export function readValue(text: string, { type, percentIsWhole }: ValueReading): Scalar {
  const literal = unquoted(text);
  if (literal !== undefined) return literal;
  switch (type) {
    case 'number':
      return readNumber(text, percentIsWhole) ?? text;
    case 'boolean':
      return readBoolean(text) ?? text;
    case 'time':
      return readDate(text) ?? text;
    case 'string':
      return text;
    default:
      if (LEADING_ZERO.test(text) || MANY_DIGITS.test(text)) return text;
      return readNumber(text, percentIsWhole) ?? readBoolean(text, true) ?? text;
  }
}

/** A value as people write it; undefined where it is no text, number, yes or no. */
export function valueText(value: unknown, language: Language): string | undefined {
  if (!isScalar(value)) return undefined;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return value;
  return yesOrNo(value, language);
}

/** What a row sets: nothing where the cell is empty. Lists and objects are written as JSON. */
export function readOutput(text: string, percentIsWhole = false): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (trimmed === 'null') return null;
  if (/^[[{]/.test(trimmed))
    try {
      return JSON.parse(trimmed);
    } catch {
      return trimmed;
    }
  return readValue(trimmed, { type: 'unknown', percentIsWhole });
}

export function outputText(value: unknown, language: Language): string {
  if (value === undefined) return '';
  const plain = valueText(value, language);
  if (plain === undefined) return JSON.stringify(value) ?? '';
  return Object.is(readOutput(plain), value) || typeof value !== 'string' ? plain : quote(value);
}
