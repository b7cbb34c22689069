/** The open table: its rows from the document, its columns (also those that are still empty), and every change of it. */
import { useMemo, useState } from 'react';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { rowOf } from '../../../nodes/kit/lenient.ts';
import { useFormScope } from '../form/form-scope.ts';
import { unreadOf } from './cell-faults.ts';
import { type Cells, readCells } from './clipboard-table.ts';
import { fromSheet, type HeaderMatch, type Meaning, matchHeader } from './header-match.ts';
import { movedRows } from './moves.ts';
import { type Area, type PasteProblem, pasteInto, sizeProblem } from './paste.ts';
import { readingOf } from './read-column.ts';
import {
  type Column,
  columnId,
  columnsOf,
  isPlainRule,
  MAX_COLUMNS,
  MAX_ROWS,
  partsOf,
  placementOf,
} from './table-columns.ts';
import {
  type CellEdit,
  cellText,
  NEW_ROW,
  type Table,
  withCells,
  withColumn,
  withoutColumn,
} from './table-edit.ts';

const MOST_TEXT = 2 * 1024 * 1024;
const NO_ROWS: readonly unknown[] = [];

export interface Sheet {
  readonly cells: Cells;
  readonly matches: readonly HeaderMatch[];
}

/** What became of pasting, for the sentence below the table. */
export type Pasted =
  | PasteProblem
  | { readonly problem: 'tooLong' | 'nothing' }
  | { readonly area?: Area; readonly count: number; readonly marked: number; readonly skipped: number }
  /** The columns of a pasted sheet are not all known. */
  | { readonly sheet: Sheet };

export function useTable(path: string, value: unknown, fields: readonly FieldInfo[]) {
  const { language, update } = useFormScope();
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : NO_ROWS;
  const reading = useMemo(() => readingOf(fields, language), [fields, language]);
  const [kept, setKept] = useState<readonly Column[]>([]);
  const columns = useMemo(() => columnsOf(rows, kept, reading), [rows, kept, reading]);
  if (columns !== kept) setKept(columns);
  const table: Table = useMemo(() => ({ rows, columns, reading }), [rows, columns, reading]);

  function write(next: readonly unknown[]) {
    if (next !== rows) update(path, next, 'apart');
  }

  function edit(edits: readonly CellEdit[]) {
    write(withCells(table, edits));
  }

  function paste(text: string, chosen: Area): Pasted {
    if (text.length > MOST_TEXT) return { problem: 'tooLong' };
    if (text.trim() === '') return { problem: 'nothing' };
    const cells = readCells(text);
    if (columns.length === 0) return pasteSheet(cells);
    const pasted = pasteInto(table, chosen, cells);
    if ('problem' in pasted) return pasted;
    const next = withCells(table, pasted.edits);
    write(next);
    const { area, skipped } = pasted;
    return { area, skipped, count: pasted.edits.length, marked: markedIn({ ...table, rows: next }, area) };
  }

  function pasteSheet(cells: Cells): Pasted {
    const width = Math.max(...cells.map((row) => row.length));
    const tooLarge = sizeProblem(cells.length - 1, width);
    if (tooLarge) return tooLarge;
    const headers = Array.from({ length: width }, (_, i) => cells[0][i] ?? '');
    const sheet = { cells, matches: headers.map((header) => matchHeader(header, fields)) };
    return sheet.matches.every(({ sure }) => sure)
      ? takeSheet(
          sheet,
          sheet.matches.map(({ meaning }) => meaning),
        )
      : { sheet };
  }

  /** The rows were all empty, so the sheet's rows stand in their place. */
  function takeSheet(sheet: Sheet, meanings: readonly Meaning[]): Pasted {
    const read = fromSheet(sheet.cells, meanings);
    const edits = read.cells.flatMap((row, y) => row.map((text, column) => ({ row: y, column, text })));
    const next = {
      rows: withCells({ rows: [], columns: read.columns, reading }, edits),
      columns: read.columns,
      reading,
    };
    setKept(read.columns);
    write(next.rows);
    const area = { top: 0, left: 0, bottom: next.rows.length - 1, right: read.columns.length - 1 };
    return { area, count: edits.length, skipped: 0, marked: markedIn(next, area) };
  }

  return {
    table,
    edit,
    write,
    paste,
    takeSheet,
    canGrow: rows.length < MAX_ROWS,
    canWiden: columns.length < MAX_COLUMNS,
    insertRow: (at: number) => write(rows.toSpliced(at, 0, NEW_ROW)),
    duplicateRows: ({ top, bottom }: Area) =>
      write(rows.toSpliced(bottom + 1, 0, ...rows.slice(top, bottom + 1).slice(0, MAX_ROWS - rows.length))),
    removeRows: ({ top, bottom }: Area) => write(rows.toSpliced(top, bottom - top + 1)),
    moveRows: ({ top, bottom }: Area, before: number) => write(movedRows(rows, top, bottom, before)),
    addColumn: (column: Column) => setKept(withAdded(columns, column)),
    changeColumn(at: number, next: Column) {
      write(withColumn(table, at, next));
      setKept(columns.with(at, next));
    },
    removeColumn(at: number) {
      write(withoutColumn(table, at));
      setKept(columns.toSpliced(at, 1));
    },
    moveColumn: (at: number, by: -1 | 1) => setKept(swapped(columns, at, at + by)),
    duplicateColumn(at: number) {
      const column = columns[at];
      if (column.kind === 'advanced') return;
      const copy: Column =
        column.kind === 'set'
          ? { ...column, id: columnId(), name: freshName(column.name, columns) }
          : { ...column, id: columnId() };
      const wider = { ...table, columns: columns.toSpliced(at + 1, 0, copy) };
      setKept(wider.columns);
      write(
        withCells(
          wider,
          rows.map((row, i) => ({ row: i, column: at + 1, text: cellText(row, column, table) })),
        ),
      );
    },
  };
}

export type OpenTable = ReturnType<typeof useTable>;

/** Conditions stand before what is set. */
function withAdded(columns: readonly Column[], column: Column): readonly Column[] {
  const at = column.kind === 'when' ? columns.filter(({ kind }) => kind === 'when').length : columns.length;
  return columns.toSpliced(at, 0, column);
}

function swapped(columns: readonly Column[], at: number, to: number): readonly Column[] {
  if (columns[to]?.kind !== columns[at].kind) return columns;
  return columns.with(at, columns[to]).with(to, columns[at]);
}

function freshName(name: string, columns: readonly Column[]): string {
  for (let n = 2; ; n++) {
    const next = `${name.slice(0, 58)}_${n}`;
    if (!columns.some((column) => column.kind === 'set' && column.name === next)) return next;
  }
}

/** How many cells of an area could not be read as what their columns hold. */
function markedIn(table: Table, { top, left, bottom, right }: Area): number {
  let marked = 0;
  for (let y = top; y <= bottom; y++) {
    const row = table.rows[y];
    const parts = partsOf(rowOf(row).when) ?? [];
    const { at } = placementOf(row, table.columns, table.reading);
    for (const column of table.columns.slice(left, right + 1)) {
      const index = column.kind === 'when' ? at.get(column.id) : undefined;
      const part = index === undefined ? undefined : parts[index];
      if (column.kind === 'when' && isPlainRule(part) && unreadOf(part, table.reading.of(column))) marked++;
    }
  }
  return marked;
}
