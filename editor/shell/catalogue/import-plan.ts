/** What an import would do to the catalogue, before it does it. */
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';

export interface PlannedType {
  readonly info: EventTypeInfo;
  /** Of the declaration that it takes the place of; 0: none. */
  readonly revision: number;
  readonly effect: 'added' | 'changed' | 'same';
  readonly addedFields: number;
  readonly removedFields: number;
  readonly changedFields: number;
  readonly textsChanged: boolean;
}

/** What changes something comes first. A type that was only found is new: nobody has declared anything yet that could be changed. */
export function importPlan(
  types: readonly EventTypeInfo[],
  entries: readonly CatalogueEntry[],
): PlannedType[] {
  const known = new Map(entries.map((entry) => [entry.info.type, entry]));
  const plan = types.map((info) => planOf(info, known.get(info.type)));
  // What changes nothing is no news.
  return plan.sort((a, b) => Number(a.effect === 'same') - Number(b.effect === 'same'));
}

function planOf(info: EventTypeInfo, entry: CatalogueEntry | undefined): PlannedType {
  const revision = entry?.revision ?? 0;
  const before = entry && entry.origin !== 'discovered' ? entry.info : undefined;
  const old = new Map((before?.fields ?? []).map((field) => [field.path, field]));
  const paths = new Set(info.fields.map(({ path }) => path));
  const addedFields = info.fields.filter(({ path }) => !old.has(path)).length;
  const removedFields = [...old.keys()].filter((path) => !paths.has(path)).length;
  const changedFields = info.fields.filter((field) => {
    const was = old.get(field.path);
    return was !== undefined && !alike(was, field);
  }).length;
  const textsChanged = before !== undefined && !alike(withoutFields(before), withoutFields(info));
  const isSame = addedFields + removedFields + changedFields === 0 && !textsChanged;
  const effect = before === undefined ? 'added' : isSame ? 'same' : 'changed';
  return { info, revision, effect, addedFields, removedFields, changedFields, textsChanged };
}

function withoutFields({ type, name, description }: EventTypeInfo) {
  return { type, name, description };
}

function alike(a: FieldInfo | object, b: FieldInfo | object): boolean {
  return inOneOrder(a) === inOneOrder(b);
}

function inOneOrder(value: object): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
