/** The fields of a schema: nested properties as dotted paths, each with what the catalogue has a place for. */
import { type FieldInfo, type FieldType, FORBIDDEN_NAMES } from '../../../nodes/kit/field.ts';
import { isRow, type Row } from '../../../nodes/kit/lenient.ts';
import { CATALOGUE_LIMITS as LIMITS } from '../catalogue-limits.ts';
import { FIELD_TYPES } from '../check-event-type.ts';
import { checkPath } from '../check-path.ts';
import { type ImportNotes, NOTES } from '../import-notes.ts';
import type { DocumentReferences, Followed } from './follow-reference.ts';
import { localizedTexts } from './read-texts.ts';
import { OWN } from './write-json-schema.ts';

/** Of a schema, each once: the report is to be read by people. */
const RULES = [
  'required',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'pattern',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
  'if',
  'not',
  'contains',
] as const;

export function readFields(root: Followed, place: string, references: DocumentReferences): FieldInfo[] {
  const walk = new FieldWalk(references);
  walk.properties(merged(root, place, references), '', place, 0);
  return walk.fields;
}

class FieldWalk {
  readonly fields: FieldInfo[] = [];
  private readonly paths = new Set<string>();

  constructor(private readonly references: DocumentReferences) {}

  properties({ schema, trail }: Followed, around: string, place: string, depth: number): void {
    const { notes } = this.references;
    for (const rule of RULES) if (rule in schema) notes.add(NOTES.rules, place, { rule });
    if (!isRow(schema.properties) || !this.references.step(place)) return;
    if (depth >= LIMITS.depth) {
      notes.add(NOTES.deep, place);
      return;
    }
    for (const [name, value] of Object.entries(schema.properties)) {
      const below = `${place}/properties/${name}`;
      if (!this.references.step(below)) return;
      const path = around === '' ? name : `${around}.${name}`;
      if (name.includes('.') || FORBIDDEN_NAMES.includes(name) || checkPath(path)) {
        notes.add(NOTES.badName, place, { name: name.slice(0, 60) });
        continue;
      }
      const followed = value === true ? { schema: {}, trail } : this.references.follow(value, trail, below);
      if (followed) this.field(merged(followed, below, this.references), path, below, depth);
    }
  }

  private field(followed: Followed, path: string, place: string, depth: number): void {
    const { schema } = followed;
    const { notes } = this.references;
    const type = fieldTypeOf(schema, notes, place);
    const holds = isRow(schema.properties) && hasMembers(schema.properties);
    if (!holds || typeof schema[OWN.listed] === 'string') this.add(path, type, schema, place);
    if (holds) this.properties(followed, path, place, depth + 1);
    else for (const rule of RULES) if (rule in schema) notes.add(NOTES.rules, place, { rule });
    if (type === 'list' && isRow(schema.items) && ('properties' in schema.items || '$ref' in schema.items))
      notes.add(NOTES.items, place);
  }

  private add(path: string, type: FieldType, schema: Row, place: string): void {
    const { notes } = this.references;
    if (this.paths.has(path)) return;
    if (this.fields.length >= LIMITS.fields) {
      notes.add(NOTES.manyFields, place);
      return;
    }
    this.paths.add(path);
    const values = valuesOf(schema, type, notes, place);
    const example = exampleOf(schema, type, notes, place);
    this.fields.push({
      path,
      type,
      ...cut(localizedTexts(schema)),
      ...(values.length > 0 && { values }),
      ...(example !== undefined && { example }),
    });
  }
}

function hasMembers(row: Row): boolean {
  for (const name in row) if (Object.hasOwn(row, name)) return true;
  return false;
}

/** Texts of others may be long; the catalogue keeps their beginnings. */
function cut({ label, description }: ReturnType<typeof localizedTexts>) {
  const short = (text: typeof label, longest: number) =>
    typeof text === 'string'
      ? text.slice(0, longest)
      : text && Object.fromEntries(Object.entries(text).map(([key, each]) => [key, each.slice(0, longest)]));
  return {
    ...(label !== undefined && { label: short(label, LIMITS.name)! }),
    ...(description !== undefined && { description: short(description, LIMITS.description)! }),
  };
}

/** `allOf` is one schema; of `oneOf` and `anyOf` what is left when null is taken out, if that is one. */
function merged({ schema, trail }: Followed, place: string, references: DocumentReferences): Followed {
  const { notes } = references;
  let all: Row = schema;
  let passed = trail;
  for (const part of Array.isArray(schema.allOf) ? schema.allOf.slice(0, 50) : []) {
    if (!references.step(place)) break;
    const followed = references.follow(part, passed, `${place}/allOf`);
    if (!followed) continue;
    const { schema: other, trail: further } = merged(followed, `${place}/allOf`, references);
    passed = further;
    const [theirs, own] = [asRow(other.properties), asRow(all.properties)];
    const size = [theirs, own, other, all].reduce((sum, row) => sum + Object.keys(row).length, 0);
    if (!references.step(place, size)) break;
    const properties = { ...theirs, ...own };
    all = { ...other, ...all, ...(Object.keys(properties).length > 0 && { properties }) };
  }
  for (const rule of ['oneOf', 'anyOf'] as const) {
    const choices = all[rule];
    if (!Array.isArray(choices)) continue;
    const real = choices.slice(0, MOST_LISTED).filter((each) => !(isRow(each) && each.type === 'null'));
    const followed = real.length === 1 ? references.follow(real[0], passed, `${place}/${rule}`) : undefined;
    const { [rule]: _, ...rest } = all;
    if (followed && references.step(place)) {
      const only = merged(followed, `${place}/${rule}`, references);
      all = { ...only.schema, ...rest };
      passed = only.trail;
    } else if (real.length > 1) {
      notes.add(NOTES.choice, place, { rule });
      all = rest;
    }
  }
  return { schema: all, trail: passed };
}

/** Of a list of choices or values, so many are looked at; the catalogue keeps far fewer. */
const MOST_LISTED = 1_000;

function listedIn(schema: Row): readonly unknown[] {
  if (Array.isArray(schema.enum)) return schema.enum.slice(0, MOST_LISTED);
  return 'const' in schema ? [schema.const] : [];
}

const asRow = (value: unknown): Row => (isRow(value) ? value : {});

const BY_WORD: Readonly<Record<string, FieldType>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  object: 'object',
  array: 'list',
};

function fieldTypeOf(schema: Row, notes: ImportNotes, place: string): FieldType {
  const listed = FIELD_TYPES.find((each) => each === schema[OWN.listed]);
  if (listed) return listed;
  const words = (Array.isArray(schema.type) ? schema.type.slice(0, MOST_LISTED) : [schema.type]).filter(
    (word) => word !== 'null',
  );
  const types = new Set(
    words.map((word) =>
      typeof word === 'string' && Object.hasOwn(BY_WORD, word) ? BY_WORD[word] : undefined,
    ),
  );
  if (types.size > 1) {
    notes.add(NOTES.types, place);
    return 'unknown';
  }
  const [type] = types;
  if (type === 'string' && schema.format === 'date-time') return 'time';
  if (type) return type;
  if (isRow(schema.properties)) return 'object';
  const kinds = new Set(
    listedIn(schema)
      .filter((value) => value !== null)
      .map((value) => typeof value),
  );
  const [kind] = kinds;
  return kinds.size === 1 && (kind === 'string' || kind === 'number' || kind === 'boolean')
    ? kind
    : 'unknown';
}

const plainOf = (type: FieldType) => (type === 'time' ? 'string' : type);

function valuesOf(
  schema: Row,
  type: FieldType,
  notes: ImportNotes,
  place: string,
): (string | number | boolean)[] {
  const all = listedIn(schema).filter((value) => value !== null);
  const fit = all.filter(
    (value): value is string | number | boolean =>
      ['string', 'number', 'boolean'].includes(typeof value) &&
      typeof value === plainOf(type) &&
      String(value).length <= LIMITS.value,
  );
  const kept = [...new Set(fit)].slice(0, LIMITS.values);
  if (kept.length < new Set(all).size) notes.add(NOTES.values, place);
  return kept;
}

function exampleOf(schema: Row, type: FieldType, notes: ImportNotes, place: string): unknown {
  const given = Array.isArray(schema.examples) ? schema.examples[0] : (schema.example ?? schema.default);
  if (given === undefined || given === null) return undefined;
  const fits =
    type === 'unknown' ||
    (type === 'list'
      ? Array.isArray(given)
      : type === 'object'
        ? isRow(given)
        : typeof given === plainOf(type));
  if (fits && JSON.stringify(given).length <= LIMITS.example) return given;
  notes.add(NOTES.example, place);
  return undefined;
}
