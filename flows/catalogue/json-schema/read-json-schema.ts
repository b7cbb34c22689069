/** JSON Schema as event types: draft 2020-12 and what older drafts have in common with it. */
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import { isRow, type Row, textOf } from '../../../nodes/kit/lenient.ts';
import { type ImportNotes, NOTES } from '../import-notes.ts';
import { DocumentReferences } from './follow-reference.ts';
import { readFields } from './read-fields.ts';
import { localizedTexts } from './read-texts.ts';
import { OWN } from './write-json-schema.ts';

/** A type as it was found; its name may be '' or wrong, which a person is asked about. */
export type FoundType = EventTypeInfo;

/** The types of a document: one schema, a list of them, or all that lies under `$defs`. */
export function readJsonSchema(document: unknown, notes: ImportNotes): FoundType[] {
  const references = new DocumentReferences(document, notes);
  if (Array.isArray(document))
    return document.flatMap((each, i) => readType(each, '', `/${i}`, references) ?? []);
  if (!isRow(document)) return [];
  const own = looksLikeType(document) ? readType(document, '', '#', references) : undefined;
  const isReferredTo = own !== undefined;
  const definitions = ['$defs', 'definitions'].flatMap((key) =>
    isRow(document[key])
      ? Object.entries(document[key]).map(([name, schema]) => ({ key, name, schema }))
      : [],
  );
  const named = definitions
    // Beside a type, definitions are the parts that it is made of.
    .filter(({ schema }) => !isReferredTo || (isRow(schema) && typeof schema[OWN.type] === 'string'))
    .flatMap(({ key, name, schema }) => readType(schema, name, `#/${key}/${name}`, references) ?? []);
  return own ? [own, ...named] : named;
}

function looksLikeType(schema: Row): boolean {
  return ['properties', 'allOf', '$ref', OWN.type].some((key) => key in schema);
}

/** One schema; of a whole CloudEvent the part under `data`. @param named what the document calls it */
export function readType(
  value: unknown,
  named: string,
  place: string,
  references: DocumentReferences,
): FoundType | undefined {
  const { notes } = references;
  const followed = references.follow(value, [], place);
  if (!followed) {
    if (!isRow(value)) notes.add(NOTES.notSchema, place, { name: named || place });
    return undefined;
  }
  const { schema } = followed;
  const envelope = envelopeOf(schema, references, place);
  const data = envelope
    ? references.follow(envelope.data, followed.trail, `${place}/properties/data`)
    : followed;
  const titled =
    envelope && typeof schema[OWN.type] !== 'string' && data
      ? { ...data.schema, ...textsOf(schema) }
      : (data?.schema ?? schema);
  const kind = titled.type;
  if (kind !== undefined && kind !== 'object' && !(Array.isArray(kind) && kind.includes('object'))) {
    notes.add(NOTES.notSchema, place, { name: named || textOf(schema.title) || place });
    return undefined;
  }
  const type = envelope?.type ?? (textOf(titled[OWN.type]) || named || nameFromId(schema));
  const fields = data ? readFields(data, envelope ? `${place}/properties/data` : place, references) : [];
  const { label: name, description } = localizedTexts(titled);
  return { type, name: name ?? type, ...(description !== undefined && { description }), fields };
}

function textsOf(schema: Row): Row {
  const keys = ['title', 'description', OWN.title, OWN.description];
  return Object.fromEntries(keys.filter((key) => key in schema).map((key) => [key, schema[key]]));
}

/** A schema of the whole CloudEvent: it has `type` and `data`, and `source` or `specversion`. */
function envelopeOf(
  { properties }: Row,
  references: DocumentReferences,
  place: string,
): { type: string | undefined; data: unknown } | undefined {
  if (!isRow(properties) || !('data' in properties) || !('type' in properties)) return undefined;
  if (!('source' in properties) && !('specversion' in properties)) return undefined;
  const type = references.follow(properties.type, [], `${place}/properties/type`)?.schema;
  const only = Array.isArray(type?.enum) && type.enum.length === 1 ? type.enum[0] : undefined;
  return { type: textOf(type?.const) || textOf(only) || undefined, data: properties.data };
}

/** @example nameFromId({ $id: 'https://example.com/order.placed.schema.json' }) // 'order.placed' */
function nameFromId({ $id, title }: Row): string {
  const last = textOf($id).split(/[/#:]/).filter(Boolean).at(-1);
  const name = last?.replace(/(?:\.schema)?\.json$/, '') ?? '';
  return name || (/^[\w.-]+$/.test(textOf(title)) ? textOf(title) : '');
}
