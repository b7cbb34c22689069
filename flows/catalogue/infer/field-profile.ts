/**
 * flows/catalogue/infer: what can be said of events that nobody described, from looking at some: their fields, the
 * type of each, examples, and the values that a field takes, where these are few and come back.
 *
 * This file: what is remembered of the fields of one type while its events are looked at. Plain data, so that it can
 * be written down and gone on with; bounded, whatever the events hold.
 */
import type { FieldInfo, FieldType } from '../../../nodes/kit/field.ts';
import { isRow } from '../../../nodes/kit/lenient.ts';
import { CATALOGUE_LIMITS } from '../catalogue-limits.ts';
import { checkPath } from '../check-path.ts';
import { isTime } from './is-time.ts';

export interface SeenField {
  readonly path: string;
  /** How many events had it, null left out. */
  count: number;
  readonly types: FieldType[];
  /** Different ones, the first that came. */
  readonly examples: unknown[];
  /** How often each value came; null once there were too many. */
  values: [string | boolean, number][] | null;
}

/** Of the fields of one type, in the order in which they were first seen. */
export interface FieldProfile {
  events: number;
  /** Characters of all paths, examples and values. */
  size: number;
  readonly fields: SeenField[];
}

const PROFILE_LIMITS = {
  fields: CATALOGUE_LIMITS.fields,
  examples: 5,
  /** Characters of one example as JSON. */
  example: 200,
  values: 20,
  /** A longer text is no name of a choice. */
  value: 40,
  /** Characters of one profile; beyond it no more paths, examples and values are kept. */
  size: 32 * 1024,
} as const;

/** A field has allowed values if each came so often on average, in at least so many events. */
const OFTEN = 3;
const ENOUGH = 12;
/** Few of them may have come so far, but they are no choice. */
const NAMES_ONE = /(?:(?:^|\.)(?:id|no|name|email|phone)|Id|ID|_id|-id|No|Number|Name|Email|Phone)$/;

export function emptyProfile(): FieldProfile {
  return { events: 0, size: 0, fields: [] };
}

/** Takes one event's data into account. @param index of the profile's fields by path; kept by the caller for speed */
export function observe(
  profile: FieldProfile,
  data: unknown,
  index: Map<string, SeenField> = indexOf(profile),
): void {
  profile.events++;
  if (isRow(data)) walk(profile, index, data, '', 0);
}

export function indexOf(profile: FieldProfile): Map<string, SeenField> {
  return new Map(profile.fields.map((field) => [field.path, field]));
}

function walk(
  profile: FieldProfile,
  index: Map<string, SeenField>,
  row: Readonly<Record<string, unknown>>,
  around: string,
  depth: number,
): void {
  let looked = 0;
  for (const name in row) {
    if (++looked > PROFILE_LIMITS.fields) return;
    if (!Object.hasOwn(row, name) || name.includes('.')) continue;
    const path = around === '' ? name : `${around}.${name}`;
    const value = row[name];
    if (isRow(value) && depth + 1 < CATALOGUE_LIMITS.depth && hasMembers(value))
      walk(profile, index, value, path, depth + 1);
    else note(profile, index, path, value);
  }
}

function hasMembers(row: object): boolean {
  for (const _ in row) return true;
  return false;
}

function note(profile: FieldProfile, index: Map<string, SeenField>, path: string, value: unknown): void {
  let field = index.get(path);
  if (!field) {
    if (profile.fields.length >= PROFILE_LIMITS.fields || checkPath(path)) return;
    if (!hasRoom(profile, path.length)) return;
    field = { path, count: 0, types: [], examples: [], values: [] };
    profile.fields.push(field);
    index.set(path, field);
  }
  if (value === null || value === undefined) return;
  field.count++;
  const type = typeOfValue(value);
  if (!field.types.includes(type)) field.types.push(type);
  noteValue(profile, field, type, value);
  if (field.examples.length < PROFILE_LIMITS.examples) noteExample(profile, field, value);
}

function hasRoom(profile: FieldProfile, size: number): boolean {
  if (profile.size + size > PROFILE_LIMITS.size) return false;
  profile.size += size;
  return true;
}

/** Of one value, null left out. */
export function typeOfValue(value: unknown): FieldType {
  if (typeof value === 'string') return isTime(value) ? 'time' : 'string';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  return Array.isArray(value) ? 'list' : isRow(value) ? 'object' : 'unknown';
}

/** Numbers are amounts and counts far more often than codes, so only texts are taken for choices. */
function noteValue(profile: FieldProfile, field: SeenField, type: FieldType, value: unknown): void {
  if (field.values === null) return;
  if (type !== 'string' || typeof value !== 'string' || value.length > PROFILE_LIMITS.value || value === '') {
    field.values = null;
    return;
  }
  const known = field.values.find(([each]) => each === value);
  if (known) known[1]++;
  else if (field.values.length >= PROFILE_LIMITS.values || !hasRoom(profile, value.length))
    field.values = null;
  else field.values.push([value, 1]);
}

function noteExample(profile: FieldProfile, field: SeenField, value: unknown): void {
  const simple = typeof value !== 'object';
  const text = simple ? String(value) : JSON.stringify(value);
  if (text.length > PROFILE_LIMITS.example) return;
  const isKnown = field.examples.some((each) =>
    simple ? each === value : typeof each === 'object' && JSON.stringify(each) === text,
  );
  if (!isKnown && hasRoom(profile, text.length)) field.examples.push(value);
}

/** The type of a field whose values were of these: times among other texts are texts; else what differs is not known. */
function commonType(types: readonly FieldType[]): FieldType {
  if (types.length === 1) return types[0];
  return types.length === 2 && types.includes('time') && types.includes('string') ? 'string' : 'unknown';
}

/** The values that a field may take, as far as what came lets one suppose so. */
function supposedValues({ path, values, count }: SeenField): string[] | undefined {
  if (NAMES_ONE.test(path)) return undefined;
  // One value is no choice.
  if (!values || values.length < 2 || count < ENOUGH || count < values.length * OFTEN) return undefined;
  return values.map(([value]) => String(value)).sort((a, b) => (a < b ? -1 : 1));
}

/** The fields as the catalogue would list them. Names are for people to give. */
export function fieldsOf(profile: FieldProfile): FieldInfo[] {
  const holders = new Set(profile.fields.flatMap(({ path }) => pathsAround(path)));
  return profile.fields.flatMap((field) => {
    const type = commonType(field.types);
    // Once empty or null, and at other times with something in it, of which each is listed.
    if (holders.has(field.path) && (type === 'object' || field.count === 0)) return [];
    const values = supposedValues(field);
    const around = holders.has(field.path) ? 'unknown' : type;
    return [
      {
        path: field.path,
        type: around,
        ...(field.examples.length > 0 && { example: field.examples[0] }),
        ...(values && around === 'string' && { values }),
      },
    ];
  });
}

function pathsAround(path: string): string[] {
  const around: string[] = [];
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1))
    around.push(path.slice(0, dot));
  return around;
}
