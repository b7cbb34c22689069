/** Names for people, for fields that nobody named: those that the catalogue gives elsewhere, else made from the path. */

import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { lastName } from '../../../nodes/kit/field.ts';
import type { Localized } from '../../../nodes/kit/text.ts';
import { sameValue } from '../../format/diff.ts';

/** @example readableName('store.cityName') // 'City name' */
function readableName(path: string): string {
  const words = lastName(path)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_\-\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? path : words[0].toUpperCase() + words.slice(1);
}

/** What all types that have a field of that name call it; where they differ, none is right elsewhere. */
function agreedLabels(known: readonly EventTypeInfo[]): Map<string, Localized> {
  const labels = new Map<string, Localized>();
  const differ = new Set<string>();
  for (const { fields } of known)
    for (const { path, label } of fields) {
      if (label === undefined) continue;
      const other = labels.get(path);
      if (other !== undefined && !sameValue(other, label)) differ.add(path);
      labels.set(path, label);
    }
  for (const path of differ) labels.delete(path);
  return labels;
}

/** The fields with a label each: what other types call a field of that name, else a readable form of it. */
export function nameFields(fields: readonly FieldInfo[], known: readonly EventTypeInfo[]): FieldInfo[] {
  const labels = agreedLabels(known);
  return fields.map((field) =>
    field.label === undefined
      ? { ...field, label: labels.get(field.path) ?? { en: readableName(field.path) } }
      : field,
  );
}
