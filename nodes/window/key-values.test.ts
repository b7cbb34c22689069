import { expect, it } from 'vitest';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { Rows } from '../../runtime/engine/kernel/rows.ts';
import { Symbols } from '../../runtime/engine/kernel/symbols.ts';
import { KeyValues } from './key-values.ts';

it('keeps values as events had them, and lets go of their texts', () => {
  const symbols = new Symbols();
  const rows = new Rows(symbols);
  const columns = [rows.column('a'), rows.column('b')];
  const values = new KeyValues(2);
  values.bind({ rows, symbols } as unknown as OperatorContext, columns);
  const put = (at: number, ...fields: readonly unknown[]) => {
    const row = rows.push(0, -1);
    for (const [i, field] of fields.entries()) rows.setValue(columns[i], row, field);
    values.put(at, row);
    rows.pop();
    symbols.sweep();
  };
  const read = (at: number) => [values.value(at, 0), values.value(at, 1)];

  put(0, '5', true);
  put(900, 5, '다섯');
  expect([read(0), read(900), read(1), read(5_000)]).toEqual([
    ['5', true],
    [5, '다섯'],
    [undefined, undefined],
    [undefined, undefined],
  ]);
  put(0, 'six', -0.5);
  expect(read(0)).toEqual(['six', -0.5]);
  values.move(2_000, 900);
  expect([read(900), read(2_000)]).toEqual([
    [undefined, undefined],
    [5, '다섯'],
  ]);
  expect(symbols.size).toBe(2);
  for (const at of [0, 900, 2_000, 10_000]) values.clear(at);
  symbols.sweep();
  expect(symbols.size).toBe(0);
});
