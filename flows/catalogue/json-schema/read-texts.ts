/** Names and descriptions in a schema, in as many languages as there are. */
import { isRow, type Row, textOf } from '../../../nodes/kit/lenient.ts';
import type { Localized } from '../../../nodes/kit/text.ts';
import { OWN } from './write-json-schema.ts';

export interface SchemaTexts {
  readonly label?: Localized;
  readonly description?: Localized;
}

export function localizedTexts(schema: Row): SchemaTexts {
  const label = inLanguages(schema[OWN.title]) ?? textOf(schema.title);
  const description = inLanguages(schema[OWN.description]) ?? textOf(schema.description);
  return { ...(label !== '' && { label }), ...(description !== '' && { description }) };
}

function inLanguages(value: unknown): Localized | undefined {
  if (!isRow(value) || Object.keys(value).length === 0) return undefined;
  const isText = Object.entries(value).every(
    ([key, text]) => /^[a-z]{2,3}(?:-\w{1,8})*$/.test(key) && typeof text === 'string',
  );
  return isText ? (value as Readonly<Record<string, string>>) : undefined;
}
