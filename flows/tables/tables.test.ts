import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { madeUpTables } from './made-up-tables.ts';
import { parseTable } from './parse-csv.ts';
import { shippedTables } from './tables.ts';

const textOf = (name: string) => readFileSync(new URL(`${name}.csv`, import.meta.url), 'utf8');

describe.each(shippedTables)('the table $name', ({ name, columns, label }) => {
  const rows = parseTable(textOf(name));

  it('has the rows that the generator makes', () => {
    expect(textOf(name)).toBe(madeUpTables()[name as 'customers']);
    expect(rows.length).toBeGreaterThanOrEqual(200);
  });

  it('holds in each column what its description says', () => {
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(columns.map(({ path }) => path));
      for (const { path, type, values } of columns) {
        expect(typeof row[path], `${name}.${path}`).toBe(type);
        if (values) expect(values).toContain(row[path]);
      }
    }
  });

  it('numbers its rows without a gap, and is clearly made up', () => {
    const [id] = columns;
    expect(new Set(rows.map((row) => row[id.path])).size).toBe(rows.length);
    for (const { email, phone } of rows) {
      if (email !== undefined) expect(email).toMatch(/^[\w.]+@example\.com$/);
      if (phone !== undefined) expect(phone).toMatch(/^010-0000-\d{4}$/);
    }
  });

  it('says what it is in Korean and English', () => {
    for (const text of [label, ...columns.map((column) => column.label)])
      expect(text).toEqual({ ko: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) });
    for (const { type, example } of columns) expect(typeof example).toBe(type);
  });
});
