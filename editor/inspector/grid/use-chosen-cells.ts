/** The chosen cells of the open grid, and how many there are to choose from. */
import { useState } from 'react';
import { areaOf, type Selection, type Size, selectionAt, within } from './moves.ts';
import type { Area } from './paste.ts';
import { cellText } from './table-edit.ts';
import type { OpenTable } from './use-table.ts';

export interface ChosenCells {
  readonly size: Size;
  readonly selection: Selection;
  readonly area: Area;
  /** Also cells that are not there before the next change is. */
  readonly choose: (next: Selection) => void;
}

export function useChosenCells(
  { table, canGrow }: OpenTable,
  firstRow: number,
  readOnly: boolean,
): ChosenCells {
  const [chosen, choose] = useState<Selection>(() => selectionAt(firstRow, 0));
  const size = { rows: table.rows.length + (canGrow && !readOnly ? 1 : 0), columns: table.columns.length };
  const selection = within(chosen, size);
  return { size, selection, area: areaOf(selection), choose };
}

/** Moves the chosen rows before another one, and the choice with them. */
export function moveChosenRows(
  open: OpenTable,
  { selection, area, choose }: ChosenCells,
  before: number,
): void {
  const { rows } = open.table;
  const held = { ...area, bottom: Math.min(area.bottom, rows.length - 1) };
  if (held.top > held.bottom || before < 0 || before > rows.length) return;
  open.moveRows(held, before);
  const count = held.bottom - held.top + 1;
  const top = before > held.bottom ? before - count : before > held.top ? held.top : before;
  const by = top - held.top;
  choose({
    anchor: { ...selection.anchor, row: selection.anchor.row + by },
    focus: { ...selection.focus, row: selection.focus.row + by },
  });
}

/** What fills the chosen cells. */
export function fillingOf(open: OpenTable, area: Area) {
  const { table } = open;
  function cellsIn({ top, left, bottom, right }: Area, textOf: (column: number) => string) {
    const edits = [];
    for (let row = top; row <= Math.min(bottom, table.rows.length - 1); row++)
      for (let column = left; column <= right; column++) edits.push({ row, column, text: textOf(column) });
    return edits;
  }
  return {
    clear: () => open.edit(cellsIn(area, () => '')),
    fillDown() {
      const row = table.rows[area.top];
      const below = { ...area, top: area.top + 1 };
      open.edit(cellsIn(below, (column) => cellText(row, table.columns[column], table)));
    },
  };
}
