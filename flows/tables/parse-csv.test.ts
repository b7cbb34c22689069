import { describe, expect, it } from 'vitest';
import { CSV_LIMITS, CsvError, cellValue, parseTable } from './parse-csv.ts';

function failure(text: string): CsvError {
  try {
    parseTable(text);
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('cellValue', () => {
  it.each([
    ['0', 0],
    ['-12.5', -12.5],
    ['1e3', 1000],
    ['2.5E-1', 0.25],
    ['true', true],
    ['false', false],
  ])('reads %s as a JSON value', (cell, value) => expect(cellValue(cell)).toBe(value));

  it.each([
    '',
    '007',
    '+1',
    '1.',
    '.5',
    ' 1',
    '0x10',
    '1_000',
    'NaN',
    'Infinity',
    'TRUE',
    'null',
    '010-0000-1234',
    '1e999',
  ])('keeps "%s" as text', (cell) => expect(cellValue(cell)).toBe(cell));
});

describe('parseTable', () => {
  it('reads rows with the types that the cells say', () => {
    expect(parseTable('id,age,vip,phone\r\nC1,41,true,010-0000-0001\r\nC2,,false,\r\n')).toEqual([
      { id: 'C1', age: 41, vip: true, phone: '010-0000-0001' },
      { id: 'C2', age: '', vip: false, phone: '' },
    ]);
  });

  it('takes LF, CR, a missing last line end and a byte order mark', () => {
    const rows = [
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ];
    expect(parseTable('a,b\n1,2\n3,4')).toEqual(rows);
    expect(parseTable('a,b\r1,2\r3,4\r')).toEqual(rows);
    expect(parseTable('\uFEFFa,b\n1,2\n3,4\n')).toEqual(rows);
  });

  it('reads quoted cells: commas, quotes, line ends, numbers', () => {
    expect(parseTable('a,b\n"x, ""y""","1\n2"\n"7",""\n')).toEqual([
      { a: 'x, "y"', b: '1\n2' },
      { a: 7, b: '' },
    ]);
  });

  it('leaves empty lines out', () => {
    expect(parseTable('a\n\n1\n\r\n2\n\n')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(parseTable('')).toEqual([]);
    expect(parseTable('a,b\n')).toEqual([]);
  });

  it.each([
    ['a,b\n1,2\n"3,4\n5,6\n', 3, 'never closed'],
    ['a,b\n1,x"y\n', 2, 'does not begin'],
    ['a,b\n"1\n2"z,3\n', 3, 'after a closing quote'],
    ['a,b\n1,2\n\n3\n', 4, '1 cells'],
    ['a,b\n"1\n1",2\n3,4,5\n', 4, '3 cells'],
    ['a,,c\n', 1, 'name of a column'],
    ['a,__proto__\n1,2\n', 1, 'name of a column'],
    ['a,b,a\n', 1, 'twice'],
  ])('refuses %j with its line', (text, line, words) => {
    const error = failure(text);
    expect(error.line).toBe(line);
    expect(error.message).toContain(words);
    expect(error.text.ko).not.toBe('');
  });

  it('has limits', () => {
    expect(failure(`a\n${'x'.repeat(CSV_LIMITS.cell + 1)}\n`).message).toContain('characters a cell');
    expect(
      failure(`${Array.from({ length: CSV_LIMITS.columns + 1 }, (_, i) => `c${i}`).join(',')}\n`).message,
    ).toContain('columns');
  });

  it('takes a long line of quotes in good time', () => {
    expect(failure(`a\n${'"'.repeat(1_000_001)}`).line).toBe(2);
  });

  it('reads a hundred thousand rows', () => {
    const rows = parseTable(`id,n\n${Array.from({ length: 100_000 }, (_, i) => `C${i},${i}`).join('\n')}`);
    expect(rows).toHaveLength(100_000);
    expect(rows[99_999]).toEqual({ id: 'C99999', n: 99_999 });
  });
});
