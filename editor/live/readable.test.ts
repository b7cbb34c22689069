import { describe, expect, it } from 'vitest';
import { formatsFor } from '../i18n/format.ts';
import { readableFields, readableKey, readableValue } from './readable.ts';

const ko = formatsFor('ko');

describe('readableFields', () => {
  it('names fields as the catalogue does, known ones first', () => {
    const known = [
      { path: 'amount', type: 'number' as const, label: { ko: '금액', en: 'Amount' } },
      { path: 'store.city', type: 'string' as const, label: { ko: '도시', en: 'City' } },
    ];
    const data = { note: 'x', store: { city: 'Seoul' }, amount: 820_000 };
    expect(readableFields(data, known, 'ko', ko)).toEqual([
      { path: 'amount', label: '금액', text: '820,000' },
      { path: 'store.city', label: '도시', text: 'Seoul' },
      { path: 'note', label: 'note', text: 'x' },
    ]);
  });

  it('stays bounded on hostile data', () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, i]));
    expect(readableFields(wide, [], 'en', ko)).toHaveLength(200);
    let deep: Record<string, unknown> = { end: 1 };
    for (let i = 0; i < 50; i++) deep = { d: deep };
    const [field] = readableFields(deep, [], 'en', ko);
    expect(field.path).toBe('d.d.d.d');
    expect(field.text.length).toBeLessThan(400);
  });
});

describe('readableValue', () => {
  it.each([
    [null, '–'],
    ['', '–'],
    [true, '예'],
    [0, '0'],
    [1.5, '1.5'],
    [[], '–'],
    [[1, 2, 3, 4, 5, 6, 7], '1, 2, 3, 4, 5 (+2)'],
    [{}, '{}'],
    ['2026-03-02T00:00:00.000Z', '2026. 03. 02. 09:00:00'],
  ])('%j', (value, text) => {
    expect(readableValue(value, 'ko', ko, 'Asia/Seoul')).toBe(text);
  });
});

describe('readableKey', () => {
  it('joins several values, and tells none from an empty one', () => {
    expect([readableKey(null), readableKey('a'), readableKey(['a', 'b'])]).toEqual([undefined, 'a', 'a · b']);
  });
});
