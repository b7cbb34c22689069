/**
 * flows/catalogue/json-schema: event types as JSON Schema (draft 2020-12), and back. A path becomes nested properties.
 * What JSON Schema has no word for (a text in two languages) stands beside the word that it has, under `x-naru-…`, so
 * that nothing is lost on the way to another Naru.
 *
 * This file: writing.
 */
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import type { FieldInfo, FieldType } from '../../../nodes/kit/field.ts';
import { type Language, type Localized, localize } from '../../../nodes/kit/text.ts';

export type JsonSchema = { readonly [key: string]: unknown };

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** Members of our own, which other tools pass over. */
export const OWN = {
  type: 'x-naru-type',
  title: 'x-naru-title',
  description: 'x-naru-description',
  /** A field that is listed by itself, although it only holds others. */
  listed: 'x-naru-listed',
} as const;

/** The schema of one type's `data`. @param language of `title` and `description` */
export function writeJsonSchema(info: EventTypeInfo, language: Language = 'en'): JsonSchema {
  return { $schema: DIALECT, ...dataSchema(info, language) };
}

/** All of them in one document, by name. */
export function writeJsonSchemas(types: readonly EventTypeInfo[], language: Language = 'en'): JsonSchema {
  return {
    $schema: DIALECT,
    title: language === 'ko' ? '나루 이벤트 카탈로그' : 'Naru event catalogue',
    // Not by assignment: a name is never taken for anything but a name.
    $defs: Object.fromEntries(types.map((info) => [info.type, dataSchema(info, language)])),
  };
}

export function dataSchema(info: EventTypeInfo, language: Language): JsonSchema {
  return {
    [OWN.type]: info.type,
    ...texts(info.name, info.description, language),
    type: 'object',
    ...properties(treeOf(info.fields), language),
  };
}

interface Branch {
  field?: FieldInfo;
  readonly below: Map<string, Branch>;
}

function treeOf(fields: readonly FieldInfo[]): Branch {
  const root: Branch = { below: new Map() };
  for (const field of fields) {
    let branch = root;
    for (const name of field.path.split('.')) {
      const next = branch.below.get(name) ?? { below: new Map() };
      branch.below.set(name, next);
      branch = next;
    }
    branch.field = field;
  }
  return root;
}

function properties({ below }: Branch, language: Language): { properties?: JsonSchema } {
  if (below.size === 0) return {};
  const entries = [...below].map(([name, branch]) => [name, branchSchema(branch, language)]);
  return { properties: Object.fromEntries(entries) };
}

function branchSchema(branch: Branch, language: Language): JsonSchema {
  const { field } = branch;
  if (!field) return { type: 'object', ...properties(branch, language) };
  const { type, label, description, values, example } = field;
  return {
    ...(branch.below.size > 0 && { [OWN.listed]: type }),
    ...texts(label, description, language),
    ...WORDS[type],
    ...(values && { enum: [...values] }),
    ...(example !== undefined && { examples: [example] }),
    ...properties(branch, language),
  };
}

const WORDS: Readonly<Record<FieldType, JsonSchema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  time: { type: 'string', format: 'date-time' },
  object: { type: 'object' },
  list: { type: 'array' },
  unknown: {},
};

function texts(
  title: Localized | undefined,
  description: Localized | undefined,
  language: Language,
): JsonSchema {
  return {
    ...(title !== undefined && { title: localize(title, language) }),
    ...(title !== undefined && typeof title !== 'string' && { [OWN.title]: title }),
    ...(description !== undefined && { description: localize(description, language) }),
    ...(description !== undefined && typeof description !== 'string' && { [OWN.description]: description }),
  };
}
