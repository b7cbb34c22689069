/**
 * flows/tables: the reference tables that ship, the seeded generator that made them, and how a table is read.
 *
 * This file: a table from CSV text as RFC 4180 has it (SPEC §5 `--tables`). The text may come from anybody, so it
 * has hard limits, and what is wrong is said with its line.
 */

import { FORBIDDEN_NAMES } from '../../nodes/kit/field.ts';
import { korean } from '../../nodes/kit/korean.ts';
import type { Text } from '../../nodes/kit/text.ts';

export const CSV_LIMITS = {
  /** UTF-16 code units of the whole text: one string of that length can still be held and sliced. */
  characters: 256 * 1024 * 1024,
  rows: 2_000_000,
  columns: 500,
  /** UTF-16 code units of one cell. */
  cell: 65_536,
} as const;

/** Why a text is no table. `line` counts from 1, as an editor shows it. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly line: number;
  readonly text: Text;

  constructor(line: number, text: Text) {
    super(`line ${line}: ${text.en}`);
    this.line = line;
    this.text = text;
  }
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a cell says: a JSON number, `true` and `false` are read as such, everything else is text (SPEC §5). */
export function cellValue(cell: string): string | number | boolean {
  if (cell === 'true') return true;
  if (cell === 'false') return false;
  if (!JSON_NUMBER.test(cell)) return cell;
  const number = Number(cell);
  return Number.isFinite(number) ? number : cell;
}

/**
 * The rows of a CSV table with a header line, as objects from column to value. Lines end in CRLF, LF or CR; lines
 * with nothing on them are left out; a byte order mark is left out. Each row has as many cells as the header.
 *
 * @throws CsvError with the line: quotes that do not fit together, a row of another length, a column without a
 * name or twice, a limit passed
 * @example parseTable('id,limit\nC1,3\n') // [{ id: 'C1', limit: 3 }]
 */
export function parseTable(text: string): Record<string, unknown>[] {
  let columns: string[] | undefined;
  const rows: Record<string, unknown>[] = [];
  for (const { line, cells } of records(text)) {
    if (columns === undefined) {
      columns = cells;
      checkHeader(columns, line);
      continue;
    }
    if (cells.length !== columns.length)
      throw new CsvError(line, {
        ko: `칸이 ${cells.length}개인데 머리글은 ${columns.length}개입니다.`,
        en: `This row has ${cells.length} cells, the header has ${columns.length}.`,
      });
    if (rows.length === CSV_LIMITS.rows) throw tooMany(line, CSV_LIMITS.rows, '행', 'rows');
    const row: Record<string, unknown> = {};
    for (let i = 0; i < columns.length; i++) row[columns[i]] = cellValue(cells[i]);
    rows.push(row);
  }
  return rows;
}

function checkHeader(columns: readonly string[], line: number): void {
  const seen = new Set<string>();
  for (const column of columns) {
    if (column === '' || FORBIDDEN_NAMES.includes(column))
      throw new CsvError(line, {
        ko: korean`머리글의 ‘${column}’은(는) 열 이름으로 쓸 수 없습니다.`,
        en: `“${column}” in the header cannot be the name of a column.`,
      });
    if (seen.has(column))
      throw new CsvError(line, {
        ko: `머리글에 ‘${column}’ 열이 두 번 있습니다.`,
        en: `The header has the column “${column}” twice.`,
      });
    seen.add(column);
  }
}

function tooMany(line: number, limit: number, ko: string, en: string): CsvError {
  return new CsvError(line, {
    ko: korean`${ko}의 한도 ${limit}을(를) 넘었습니다.`,
    en: `This is over the limit of ${limit} ${en}.`,
  });
}

/** One record: its cells as text, and the line on which it begins. */
interface CsvRecord {
  readonly line: number;
  readonly cells: string[];
}

/** Cuts the text into records; one character at a time is only looked at where a record has a quote. */
function* records(text: string): Generator<CsvRecord> {
  if (text.length > CSV_LIMITS.characters) throw tooMany(1, CSV_LIMITS.characters, '글자 수', 'characters');
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const record: CsvRecord = { line, cells: [] };
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, line) : plainCell(text, at, line);
      if (cell.value.length > CSV_LIMITS.cell)
        throw tooMany(line, CSV_LIMITS.cell, '한 칸의 글자 수', 'characters a cell');
      if (record.cells.length === CSV_LIMITS.columns)
        throw tooMany(line, CSV_LIMITS.columns, '열', 'columns');
      record.cells.push(cell.value);
      at = cell.end;
      line = cell.line;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (record.cells.length > 1 || record.cells[0] !== '') yield record;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    line += 1;
  }
}

interface Cell {
  readonly value: string;
  /** Place of the comma or line end after it. */
  readonly end: number;
  /** The line on which it ends. */
  readonly line: number;
}

const CELL_END = /[",\r\n]/g;

function plainCell(text: string, start: number, line: number): Cell {
  CELL_END.lastIndex = start;
  const end = CELL_END.exec(text)?.index ?? text.length;
  if (text[end] === '"')
    throw new CsvError(line, {
      ko: '따옴표로 시작하지 않은 칸 안에 따옴표가 있습니다. 칸 전체를 따옴표로 묶고 안의 따옴표는 두 번 쓰세요.',
      en: 'A quote stands inside a cell that does not begin with one. Quote the whole cell and double the quotes in it.',
    });
  return { value: text.slice(start, end), end, line };
}

function quotedCell(text: string, start: number, line: number): Cell {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0)
      throw new CsvError(line, {
        ko: '열린 따옴표가 닫히지 않았습니다.',
        en: 'A quote is opened here and never closed.',
      });
    value += text.slice(from, quote);
    from = quote + 2;
    if (text[quote + 1] === '"') {
      value += '"';
      continue;
    }
    const end = quote + 1;
    const last = line + lineEnds(value);
    if (end < text.length && !',\r\n'.includes(text[end]))
      throw new CsvError(last, {
        ko: '닫는 따옴표 뒤에 글자가 있습니다. 칸 안의 따옴표는 두 번 쓰세요.',
        en: 'There is text after a closing quote. Double the quotes inside a cell.',
      });
    return { value, end, line: last };
  }
}

function lineEnds(value: string): number {
  return value.match(/\r\n|\r|\n/g)?.length ?? 0;
}
