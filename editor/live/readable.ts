/** An event's data as a person reads it: named as the catalogue names it, numbers with separators, in a fixed order. */
import { yesOrNo } from '../../nodes/kit/condition-words.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import { type Language, localize } from '../../nodes/kit/text.ts';
import type { Formats } from '../i18n/format.ts';

export interface ReadableField {
  readonly path: string;
  readonly label: string;
  readonly text: string;
  /** It has lines of its own, or is too long for a column. */
  readonly long?: boolean;
}

/** A text longer than this gets a line for itself. */
const COLUMN = 60;

/** Deeper than this the rest is shown as JSON. */
const DEPTH = 4;
/** More fields than this nobody reads, and hostile data may have many. */
const MOST = 200;
/** Members of a list that are written out. */
const MEMBERS = 5;
const LONGEST = 2000;
const LONGEST_JSON = 300;

/** The values of an object by path, lists and what lies too deep as one value each. */
function flatten(data: Readonly<Record<string, unknown>>): [string, unknown][] {
  const found: [string, unknown][] = [];
  const walk = (value: Readonly<Record<string, unknown>>, prefix: string, depth: number) => {
    for (const [name, inner] of Object.entries(value)) {
      if (found.length >= MOST) return;
      const path = prefix ? `${prefix}.${name}` : name;
      if (isRow(inner) && depth < DEPTH && Object.keys(inner).length > 0) walk(inner, path, depth + 1);
      else found.push([path, inner]);
    }
  };
  walk(data, '', 1);
  return found;
}

/** The paths of the values that are shown. */
export function pathsOf(data: Readonly<Record<string, unknown>>): string[] {
  return flatten(data).map(([path]) => path);
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** One value in words. */
export function readableValue(
  value: unknown,
  language: Language,
  formats: Formats,
  timeZone?: string,
): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return yesOrNo(value, language);
  if (typeof value === 'number')
    return Number.isInteger(value) ? formats.whole(value) : formats.decimal(value);
  if (typeof value === 'string') return ISO.test(value) ? formats.dateTime(value, timeZone) : cut(value);
  if (Array.isArray(value) && value.every((member) => !isRow(member) && !Array.isArray(member))) {
    const shown = value.slice(0, MEMBERS).map((member) => readableValue(member, language, formats, timeZone));
    const rest = value.length - shown.length;
    return rest > 0 ? `${shown.join(', ')} (+${formats.whole(rest)})` : shown.join(', ') || '–';
  }
  return JSON.stringify(value).slice(0, LONGEST_JSON);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The fields of an event, known ones first and in the order in which they are known. */
export function readableFields(
  data: Readonly<Record<string, unknown>>,
  known: readonly FieldInfo[],
  language: Language,
  formats: Formats,
  timeZone?: string,
): ReadableField[] {
  const place = new Map(known.map((info, i) => [info.path, i]));
  const infos = new Map(known.map((info) => [info.path, info]));
  const rank = (path: string) => place.get(path) ?? known.length;
  return flatten(data)
    .map(([path, value], i) => ({ path, value, i }))
    .sort((a, b) => rank(a.path) - rank(b.path) || a.i - b.i)
    .map(({ path, value }) => {
      const text = readableValue(value, language, formats, timeZone);
      const label = localize(infos.get(path)?.label, language, path);
      return text.length > COLUMN || text.includes('\n')
        ? { path, label, text, long: true }
        : { path, label, text };
    });
}

/** A key as it is shown: several values joined. */
export function readableKey(key: string | readonly string[] | null): string | undefined {
  if (key === null) return undefined;
  return typeof key === 'string' ? key : key.join(' · ');
}
