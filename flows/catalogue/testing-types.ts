/** For tests: event types of every shape that the catalogue can hold. */
import fc from 'fast-check';
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { checkEventType } from './check-event-type.ts';

const name = fc.oneof(
  fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,6}$/),
  fc.constantFrom('고객번호', 'customer-id', 'a/b', 'c~d', 'x y', '1', 'toString', 'hasOwnProperty', '%20'),
);
const text = fc.string({ minLength: 1, maxLength: 20 });
const localized = fc.oneof(text, fc.record({ ko: text, en: text }), fc.record({ ko: text }));

const byType = fc.oneof(
  fc.record(
    {
      type: fc.constant('string'),
      example: text,
      values: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('number'),
      example: fc.integer(),
      values: fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('boolean'), example: fc.boolean() }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constant('time'), example: fc.constant('2026-03-02T00:00:00Z') },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('list'), example: fc.array(fc.integer()) }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('object') }),
  fc.record({ type: fc.constant('unknown') }),
);

const field = fc
  .tuple(
    fc.array(name, { minLength: 1, maxLength: 3 }),
    byType,
    fc.record({ label: localized, description: localized }, { requiredKeys: [] }),
  )
  .map(([path, typed, texts]) => ({ path: path.join('.'), ...typed, ...texts }) as FieldInfo);

/** Types that the catalogue takes; fields whose paths do not go together are left out. */
export const anEventType: fc.Arbitrary<EventTypeInfo> = fc
  .record(
    {
      type: fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.')),
      name: localized,
      description: localized,
      fields: fc.array(field, { maxLength: 8 }),
    },
    { requiredKeys: ['type', 'name', 'fields'] },
  )
  .map((raw) => checkEventType({ ...raw, fields: together(raw.fields) }).info)
  .filter((info) => info !== undefined);

function together(fields: readonly FieldInfo[]): FieldInfo[] {
  const kept: FieldInfo[] = [];
  for (const each of fields)
    if (checkEventType({ type: 't', name: 't', fields: [...kept, each] }).info) kept.push(each);
  return kept;
}

/** Nesting gathers what lies together, so fields come back in another order. */
export function inOrder(info: EventTypeInfo): EventTypeInfo {
  return { ...info, fields: [...info.fields].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}
