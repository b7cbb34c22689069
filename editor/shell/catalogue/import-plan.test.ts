import { expect, it } from 'vitest';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { importPlan } from './import-plan.ts';

const entry = (type: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  info: {
    type,
    name: { ko: '가', en: 'A' },
    fields: [
      { path: 'a', type: 'number' },
      { path: 'b', type: 'string' },
    ],
  },
  origin: 'declared',
  overrides: false,
  revision: 7,
  newFields: [],
  usedBy: [],
  ...more,
});

it('says what is added, changed, and stays', () => {
  const entries = [entry('same'), entry('changed'), entry('found', { origin: 'discovered', revision: 0 })];
  const plan = importPlan(
    [
      { type: 'same', name: { en: 'A', ko: '가' }, fields: entries[0].info.fields },
      {
        type: 'changed',
        name: 'B',
        fields: [
          { path: 'a', type: 'string' },
          { path: 'c', type: 'list' },
        ],
      },
      { type: 'found', name: 'F', fields: [] },
      { type: 'new', name: 'N', fields: [] },
    ],
    entries,
  );
  expect(plan.map(({ effect, revision }) => [effect, revision])).toEqual([
    ['changed', 7],
    ['added', 0],
    ['added', 0],
    ['same', 7],
  ]);
  expect(plan[0]).toMatchObject({ addedFields: 1, removedFields: 1, changedFields: 1, textsChanged: true });
});
