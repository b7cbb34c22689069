/** The fields that a node's settings name, so that they are shown first of an event. */
import type { FormField } from '../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { isRow, rowsOf, textOf, textsOf } from '../../nodes/kit/lenient.ts';
import { getAt } from '../inspector/form/path-value.ts';

type Settings = Readonly<Record<string, unknown>>;

/** Paths in the order in which the form asks for them; of expressions and templates the words that may be paths. */
export function fieldsRead(form: readonly FormField[], settings: Settings): string[] {
  return [...new Set(form.flatMap((field) => pathsAt(field, settings)))].filter(Boolean);
}

function pathsAt(field: FormField, settings: Settings): string[] {
  if (field.variant) return [];
  const value = getAt(settings, field.path);
  switch (field.control) {
    case 'field':
      return [textOf(value)];
    case 'fields':
      return textsOf(value);
    case 'condition':
      return conditionPaths(value);
    case 'expression':
    case 'template':
      return textOf(value).match(/[A-Za-z_][\w.]*/g) ?? [];
    case 'list':
      return rowsOf(value).flatMap((row) => fieldsRead(field.fields ?? [], row));
    default:
      return [];
  }
}

/** Its rules lie in groups, as deep as somebody nested them. */
function conditionPaths(group: unknown): string[] {
  if (!isRow(group)) return [];
  return rowsOf(group.rules).flatMap((rule) =>
    Array.isArray(rule.rules)
      ? conditionPaths(rule)
      : [textOf(rule.field), rule.valueSource === 'field' ? textOf(rule.value) : ''],
  );
}

/** What is known of an event's fields, with those that the node reads at the front. */
export function readFirst(known: readonly FieldInfo[], read: readonly string[]): FieldInfo[] {
  const byPath = new Map(known.map((info) => [info.path, info]));
  const first = read.map((path): FieldInfo => byPath.get(path) ?? { path, type: 'unknown' });
  const named = new Set(read);
  return [...first, ...known.filter(({ path }) => !named.has(path))];
}
