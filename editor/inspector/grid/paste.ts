/** Pasting cells into a table: what becomes of each, or why it can't be. */

import type { Cells } from './clipboard-table.ts';
import { MAX_COLUMNS, MAX_ROWS } from './table-columns.ts';
import { type CellEdit, cellText, readAdvanced, type Table } from './table-edit.ts';

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export type PasteProblem =
  | { readonly problem: 'rows'; readonly count: number }
  | { readonly problem: 'columns'; readonly count: number }
  | { readonly problem: 'tooWide'; readonly count: number; readonly room: number };

export interface PasteResult {
  readonly edits: readonly CellEdit[];
  readonly area: Area;
  /** Cells for nested conditions can't be filled from a text; these were left as they are. */
  readonly skipped: number;
}

export function sizeProblem(rows: number, columns: number): PasteProblem | undefined {
  if (rows > MAX_ROWS) return { problem: 'rows', count: rows };
  return columns > MAX_COLUMNS ? { problem: 'columns', count: columns } : undefined;
}

/** Fills from the chosen cell; one cell fills all that is chosen. */
export function pasteInto(table: Table, chosen: Area, cells: Cells): PasteResult | PasteProblem {
  const width = Math.max(0, ...cells.map((row) => row.length));
  const single = cells.length === 1 && width === 1;
  const height = single ? chosen.bottom - chosen.top + 1 : cells.length;
  const span = single ? chosen.right - chosen.left + 1 : width;
  const room = table.columns.length - chosen.left;
  const tooLarge = sizeProblem(chosen.top + height, width);
  if (tooLarge) return tooLarge;
  if (span > room) return { problem: 'tooWide', count: span, room };
  const edits: CellEdit[] = [];
  let skipped = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < span; x++) {
      const text = single ? cells[0][0] : cells[y][x];
      if (text === undefined) continue;
      const edit = { row: chosen.top + y, column: chosen.left + x, text };
      const unreadable =
        table.columns[edit.column].kind === 'advanced' && readAdvanced(text) === 'unreadable';
      if (unreadable) skipped++;
      else edits.push(edit);
    }
  const area = {
    top: chosen.top,
    left: chosen.left,
    bottom: chosen.top + height - 1,
    right: chosen.left + span - 1,
  };
  return { edits, area, skipped };
}

export function copyFrom(table: Table, { top, left, bottom, right }: Area): Cells {
  return Array.from({ length: bottom - top + 1 }, (_, y) =>
    Array.from({ length: right - left + 1 }, (_, x) =>
      top + y < table.rows.length ? cellText(table.rows[top + y], table.columns[left + x], table) : '',
    ),
  );
}
