import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { OPERATORS } from '../../../nodes/kit/condition.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { outputText, readOutput } from './cell-text.ts';
import { readCells, writeCells } from './clipboard-table.ts';
import { fromSheet, headerText, matchHeader } from './header-match.ts';
import { copyFrom, pasteInto } from './paste.ts';
import { readingOf } from './read-column.ts';
import { columnsOf } from './table-columns.ts';
import {
  advancedOf,
  cellText,
  type Table,
  withAdvanced,
  withCells,
  withColumn,
  withoutColumn,
} from './table-edit.ts';

const FIELDS: readonly FieldInfo[] = [
  { path: 'amount', type: 'number', label: { ko: '금액', en: 'Amount' } },
  { path: 'channel', type: 'string', label: { ko: '접수 채널', en: 'Channel' } },
  { path: 'vip', type: 'boolean' },
  { path: 'joined', type: 'time' },
  { path: 'anything', type: 'unknown' },
  { path: 'ratePct', type: 'number' },
];
const reading = readingOf(FIELDS, 'ko');
const tableOf = (rows: readonly unknown[]): Table => ({
  rows,
  columns: columnsOf(rows, [], reading),
  reading,
});
const all = (table: Table) => ({
  top: 0,
  left: 0,
  bottom: table.rows.length - 1,
  right: table.columns.length - 1,
});
const and = (...rules: unknown[]) => ({ combinator: 'and', rules });

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    'web',
    '-',
    '5',
    '>= 3',
    '"x"',
    'a~b',
    'a, b',
    '예',
    '*a*',
    '2026-1-1',
    '\t',
    'a\nb',
    '[amount]',
  ),
);
/** Plus 0: JSON has no -0. */
const numbers = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, min: -1e6, max: 1e6 }))
  .map((number) => number + 0);
const scalars = fc.oneof(texts, numbers, fc.boolean());
const rules = fc
  .record({
    field: fc.constantFrom(...FIELDS.map((info) => info.path)),
    operator: fc.constantFrom(...OPERATORS),
  })
  .chain(({ field, operator }) => {
    const value = ['in', 'notIn'].includes(operator)
      ? fc.array(scalars, { maxLength: 3 })
      : ['between', 'notBetween'].includes(operator)
        ? fc.array(scalars, { minLength: 2, maxLength: 2 })
        : ['null', 'notNull'].includes(operator)
          ? undefined
          : scalars;
    return value ? value.map((each) => ({ field, operator, value: each })) : fc.constant({ field, operator });
  });
const groups = fc.record({
  combinator: fc.constantFrom('and', 'or'),
  rules: fc.array(rules, { maxLength: 3 }),
});
const tables = fc.array(
  fc.record({
    when: fc.record({
      combinator: fc.constantFrom('and', 'or'),
      rules: fc.array(fc.oneof({ weight: 4, arbitrary: rules }, { weight: 1, arbitrary: groups }), {
        maxLength: 4,
      }),
    }),
    set: fc.dictionary(fc.constantFrom('a', 'b', 'priority'), scalars, { noNullPrototype: true }),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('a table', () => {
  test.prop([
    fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
  ])('cells survive the clipboard', (cells) => {
    const plain = cells.map((row) => row.map((cell) => cell.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '')));
    expect(readCells(`${writeCells(plain)}\n`)).toEqual(plain);
  });

  test.prop([tables])('pasted where it was copied, it is what it was', (rows) => {
    const table = tableOf(rows);
    fc.pre(table.columns.length > 0);
    const pasted = pasteInto(table, all(table), readCells(`${writeCells(copyFrom(table, all(table)))}\n`));
    if ('problem' in pasted) throw new Error(pasted.problem);
    expect(withCells(table, pasted.edits)).toBe(table.rows);
  });

  test.prop([tables])('pasted into empty rows, its cells are the same, and what it says too', (rows) => {
    const table = tableOf(rows);
    fc.pre(table.columns.length > 0);
    const copied = readCells(`${writeCells(copyFrom(table, all(table)))}\n`);
    const empty = { ...table, rows: rows.map(() => ({ when: and(), set: {} })) };
    const pasted = pasteInto(empty, all(table), copied);
    if ('problem' in pasted) throw new Error(pasted.problem);
    const filled = { ...table, rows: withCells(empty, pasted.edits) };
    expect(copyFrom(filled, all(table))).toEqual(copyFrom(table, all(table)));
    const sorted = (list: readonly unknown[]) =>
      list.map((row) => {
        const { when, set } = row as (typeof rows)[number];
        return [when.rules.map((rule) => JSON.stringify(rule)).sort(), Object.entries(set).sort()];
      });
    if (rows.every(({ when }) => when.combinator === 'and' || when.rules.length < 2))
      expect(sorted(filled.rows)).toEqual(sorted(rows));
  });

  test.prop([scalars])('what is set survives its cell', (value) => {
    expect(readOutput(outputText(value, 'ko'))).toEqual(value);
  });

  it('reads quotes, line breaks, and comma-separated files', () => {
    expect(readCells('a\t"b\n""c"""\r\nd\te\r\n')).toEqual([
      ['a', 'b\n"c"'],
      ['d', 'e'],
    ]);
    expect(readCells('a "b\tc"d"')).toEqual([['a "b', 'c"d"']]);
    expect(readCells('금액,채널\n"1,000",web\n')).toEqual([
      ['금액', '채널'],
      ['1,000', 'web'],
    ]);
    expect(readCells('web, branch')).toEqual([['web, branch']]);
    expect(readCells('web, branch\natm, app')).toEqual([['web, branch'], ['atm, app']]);
  });

  it('keeps two rules of one field apart by how they compare', () => {
    const table = tableOf([
      {
        when: and(
          { field: 'amount', operator: '>=', value: 1 },
          { field: 'amount', operator: '<', value: 9 },
        ),
        set: {},
      },
      { when: and({ field: 'amount', operator: '<', value: 5 }), set: {} },
    ]);
    expect(copyFrom(table, all(table))).toEqual([
      ['1', '9'],
      ['', '5'],
    ]);
  });

  it('fills the cells of a row together, so that no rule takes the column of another', () => {
    const rule = (operator: '=' | '>=', value: number | boolean) => ({
      field: 'anything',
      operator,
      value,
    });
    const rows = [
      { when: and(rule('=', 0)), set: {} },
      { when: and(rule('>=', 0), rule('>=', false)), set: {} },
    ];
    const table = tableOf(rows);
    const empty = { ...table, rows: rows.map(() => ({ when: and(), set: {} })) };
    const pasted = pasteInto(empty, all(table), readCells(`${writeCells(copyFrom(table, all(table)))}\n`));
    if ('problem' in pasted) throw new Error(pasted.problem);
    expect(withCells(empty, pasted.edits)).toEqual(rows);
  });

  it('keeps what is nested in a cell of its own', () => {
    const nested = { combinator: 'or', rules: [{ field: 'amount', operator: '>', value: 1 }] };
    const rule = { field: 'channel', operator: '=', value: 'web' };
    const table = tableOf([{ when: and(rule, nested), set: { a: 1 } }]);
    expect(table.columns.map(({ kind }) => kind)).toEqual(['when', 'advanced', 'set']);
    expect(advancedOf(table.rows[0], table)).toEqual(and(nested));
    expect(withCells(table, [{ row: 0, column: 0, text: 'atm' }])).toEqual([
      { when: and({ ...rule, value: 'atm' }, nested), set: { a: 1 } },
    ]);
    expect(withAdvanced(table.rows[0], undefined, table)).toEqual({ when: and(rule), set: { a: 1 } });
  });

  it('puts a rule beside a condition that is joined by "or"', () => {
    const either = {
      combinator: 'or',
      rules: [1, 2].map((value) => ({ field: 'amount', operator: '=', value })),
    };
    const table = tableOf([
      { when: either, set: {} },
      { when: and({ field: 'vip', operator: '=', value: true }) },
    ]);
    expect(withCells(table, [{ row: 0, column: 0, text: '아니요' }])[0]).toEqual({
      when: and({ field: 'vip', operator: '=', value: false }, either),
      set: {},
    });
  });

  it('keeps what the file says of a rule besides', () => {
    const table = tableOf([
      { when: and({ id: 'r1', field: 'amount', operator: '=', value: 1 }), set: {}, note: 'x' },
    ]);
    expect(withCells(table, [{ row: 0, column: 0, text: '2' }])).toEqual([
      { when: and({ id: 'r1', field: 'amount', operator: '=', value: 2 }), set: {}, note: 'x' },
    ]);
  });

  it('changes, renames and removes columns', () => {
    const rows = [{ when: and({ field: 'amount', operator: '=', value: 5 }), set: { a: 1, b: 2 } }];
    const table = tableOf(rows);
    expect(
      withColumn(table, 0, { ...table.columns[0], kind: 'when', field: 'amount', operator: '>=' } as never),
    ).toEqual([{ when: and({ field: 'amount', operator: '>=', value: 5 }), set: { a: 1, b: 2 } }]);
    expect(withColumn(table, 1, { kind: 'set', id: 'x', name: 'c' })).toEqual([
      { when: rows[0].when, set: { c: 1, b: 2 } },
    ]);
    expect(withoutColumn(table, 0)).toEqual([{ when: and(), set: { a: 1, b: 2 } }]);
    expect(withoutColumn(table, 1)).toEqual([{ when: rows[0].when, set: { b: 2 } }]);
  });

  it('refuses what is too large, and what would stand outside', () => {
    const table = tableOf([{ when: and({ field: 'amount', operator: '=', value: 5 }), set: {} }]);
    const one = { top: 0, left: 0, bottom: 0, right: 0 };
    expect(pasteInto(table, one, Array(1001).fill(['1']))).toEqual({ problem: 'rows', count: 1001 });
    expect(pasteInto(table, one, [['1', '2']])).toEqual({ problem: 'tooWide', count: 2, room: 1 });
    const full = pasteInto(table, one, Array(1000).fill(['1']));
    expect('edits' in full && withCells(table, full.edits).length).toBe(1000);
  });
});

describe('headers', () => {
  it.each([
    ['금액', { use: 'when', field: 'amount', operator: '=' }, true],
    ['접수채널', { use: 'when', field: 'channel', operator: '=' }, true],
    ['Amount >=', { use: 'when', field: 'amount', operator: '>=' }, true],
    ['금액 이상', { use: 'when', field: 'amount', operator: '>=' }, true],
    ['→ priority', { use: 'set', name: 'priority' }, true],
    ['priority', { use: 'set', name: 'priority' }, false],
    ['우선순위', { use: 'none' }, false],
    ['', { use: 'none' }, true],
  ])('%s', (header, meaning, sure) => expect(matchHeader(header, FIELDS)).toEqual({ header, meaning, sure }));

  it('reads back how a table heads its columns', () => {
    const table = tableOf([
      {
        when: and(
          { field: 'amount', operator: '>=', value: 5 },
          { field: 'channel', operator: 'in', value: ['a'] },
        ),
        set: { priority: 'x' },
      },
    ]);
    const matches = table.columns.map((column) => matchHeader(headerText(column), FIELDS));
    expect(matches.every((match) => match.sure)).toBe(true);
    const sheet = fromSheet(
      [[], ['5', 'a', 'x']],
      matches.map((match) => match.meaning),
    );
    const made = { columns: sheet.columns, reading, rows: [] };
    const edits = sheet.cells.flatMap((row, y) => row.map((text, column) => ({ row: y, column, text })));
    expect(withCells(made, edits)).toEqual(table.rows);
    expect(cellText(table.rows[0], table.columns[0], table)).toBe('5');
  });
});

describe('a table that is copied into a spreadsheet', () => {
  it('holds no formula, and comes back as it was', () => {
    const hostile = [
      '=HYPERLINK("http://evil","x")',
      '+cmd|calc',
      '-2+3',
      '@SUM(A1)',
      "'=1",
      '=\n1',
      '＝1+1',
    ];
    const written = readFormulas(writeCells([hostile]));
    expect(written).toEqual([]);
    expect(readCells(writeCells([hostile, hostile]))).toEqual([hostile, hostile]);
  });

  it('keeps numbers and the sign for any as they are', () => {
    expect(writeCells([['-5', '+1,000', '-0.5%', '-', "it's"]])).toBe("-5\t+1,000\t-0.5%\t-\tit's");
  });
});

/** The cells that a spreadsheet would work out. */
const readFormulas = (text: string) => text.split('\t').filter((cell) => /^"?[=+\-@＝＋－＠]/.test(cell));
