/** What somebody brings to the catalogue as a text, JSON or YAML: JSON Schema, AsyncAPI, or a catalogue file of our own. */
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { isDeeperThan } from '../format/limits.ts';
import { asyncApiVersion, readAsyncApi } from './async-api/read-async-api.ts';
import { CATALOGUE_LIMITS } from './catalogue-limits.ts';
import { checkEventType } from './check-event-type.ts';
import { type ImportNote, ImportNotes, NOTES } from './import-notes.ts';
import { readJsonSchema } from './json-schema/read-json-schema.ts';
import { parseJsonText } from './parse-json-text.ts';
import { looksLikeYaml, parseYamlText } from './parse-yaml-text.ts';

export type CatalogueFormat = 'json-schema' | 'async-api' | 'naru';

export type ReadCatalogue =
  | {
      readonly format: CatalogueFormat;
      /** Each is one that the catalogue can hold, and each name is there once. */
      readonly types: readonly EventTypeInfo[];
      readonly notes: readonly ImportNote[];
    }
  | { readonly problem: Text };

const DEPTH = 200;

/** @param fallback the name of a schema that has none of its own (a file's name) */
export function readCatalogueText(text: string, fallback = ''): ReadCatalogue {
  const asJson = parseJsonText(text, 'whole');
  const parsed = 'problem' in asJson && looksLikeYaml(text) ? parseYamlText(text) : asJson;
  if ('problem' in parsed) return parsed;
  const document = parsed.values[0];
  if (isDeeperThan(document, DEPTH)) return { problem: TOO_DEEP };
  const notes = new ImportNotes();
  const { format, found } = read(document, notes);
  const types = new Map<string, EventTypeInfo>();
  for (const [i, each] of found.entries()) {
    const named =
      each.type === '' && fallback !== '' ? { ...each, type: fallback, name: each.name || fallback } : each;
    const { info, faults } = checkEventType(named);
    const name = String(named.type).slice(0, 80) || `#${i + 1}`;
    if (!info) notes.add(NOTES.refused, name, { name }, faults[0].message);
    else if (types.has(info.type)) notes.add(NOTES.twice, name, { name });
    else if (types.size < CATALOGUE_LIMITS.types) types.set(info.type, info);
    else notes.add(NOTES.large, name);
  }
  if (types.size === 0 && notes.all.length === 0) return { problem: NOTHING };
  return { format, types: [...types.values()], notes: notes.all };
}

function read(
  document: unknown,
  notes: ImportNotes,
): { format: CatalogueFormat; found: readonly EventTypeInfo[] } {
  if (isRow(document) && asyncApiVersion(document))
    return { format: 'async-api', found: readAsyncApi(document, notes) };
  if (isRow(document) && Array.isArray(document.types))
    // Checked one by one by the caller.
    return { format: 'naru', found: document.types.filter(isRow) as unknown as EventTypeInfo[] };
  return { format: 'json-schema', found: readJsonSchema(document, notes) };
}

const TOO_DEEP: Text = {
  ko: '문서가 너무 깊게 겹쳐 있습니다.',
  en: 'The document is nested too deeply.',
};
const NOTHING: Text = {
  ko: '가져올 이벤트 종류를 찾지 못했습니다. JSON Schema나 AsyncAPI 문서를 넣으세요.',
  en: 'There is no event type in it. Bring a JSON Schema or an AsyncAPI document.',
};
