/** What is going on in the open grid: the chosen cells, what is typed, and what keys and buttons do with both. */
import '../../i18n/grid.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentActions, documentStore } from '../../document/open-document.ts';
import { useFormScope } from '../form/form-scope.ts';
import type { CellFault } from './cell-faults.ts';
import type { Notice } from './grid-status.tsx';
import { areaOf, type Selection, selectionAt, within } from './moves.ts';
import type { Area } from './paste.ts';
import { MAX_COLUMNS, MAX_ROWS } from './table-columns.ts';
import { cellText } from './table-edit.ts';
import { useCellInput } from './use-cell-input.ts';
import type { GridActions } from './use-grid-keys.ts';
import type { OpenTable, Pasted, Sheet } from './use-table.ts';

export function useGrid(open: OpenTable, firstRow: number, valuesFor: (column: number) => readonly string[]) {
  const { readOnly } = useFormScope();
  const { t } = useTranslation('grid');
  const { table } = open;
  const size = {
    rows: table.rows.length + (open.canGrow && !readOnly ? 1 : 0),
    columns: table.columns.length,
  };
  const [chosen, setChosen] = useState<Selection>(() => selectionAt(firstRow, 0));
  const selection = within(chosen, size);
  const area = areaOf(selection);
  const [notice, setNotice] = useState<Notice>();
  const [sheet, setSheet] = useState<Sheet>();
  const [advancedRow, setAdvancedRow] = useState<number>();
  // Undoing ends where the table was opened.
  const [openedAt] = useState(() => documentStore.getState().flow);

  const cell = useCellInput(
    table,
    selection,
    (text) => open.edit([{ row: selection.focus.row, column: selection.focus.column, text }]),
    valuesFor,
  );

  function select(next: Selection) {
    if (cell.typed) cell.commit();
    setNotice(undefined);
    setChosen(within(next, size));
  }

  function begin() {
    const column = table.columns[selection.focus.column];
    if (!column || readOnly) return;
    if (column.kind === 'advanced') {
      if (selection.focus.row < table.rows.length) setAdvancedRow(selection.focus.row);
    } else cell.begin();
  }

  function cellsIn({ top, left, bottom, right }: Area, textOf: (column: number) => string) {
    const edits = [];
    for (let row = top; row <= Math.min(bottom, table.rows.length - 1); row++)
      for (let column = left; column <= right; column++) edits.push({ row, column, text: textOf(column) });
    return edits;
  }

  function tell(pasted: Pasted) {
    if ('sheet' in pasted) return setSheet(pasted.sheet);
    if ('problem' in pasted)
      return setNotice({ severity: 'error', text: t(`problem.${pasted.problem}`, { ...pasted }) });
    const { area: filled, count, marked, skipped } = pasted;
    if (filled)
      setChosen({
        anchor: { row: filled.bottom, column: filled.right },
        focus: { row: filled.top, column: filled.left },
      });
    const done = t(marked > 0 ? 'pastedMarked' : 'pasted', { count, marked });
    const text = skipped > 0 ? `${done} ${t('skipped', { count: skipped })}` : done;
    setNotice({ severity: marked + skipped > 0 ? 'hint' : 'done', text });
  }

  function refuse(problem: 'rows' | 'columns') {
    const count = problem === 'rows' ? MAX_ROWS + 1 : MAX_COLUMNS + 1;
    setNotice({ severity: 'error', text: t(`problem.${problem}`, { count }) });
  }

  function moveRowsTo(before: number) {
    const held = { ...area, bottom: Math.min(area.bottom, table.rows.length - 1) };
    if (held.top > held.bottom || before < 0 || before > table.rows.length) return;
    open.moveRows(held, before);
    const count = held.bottom - held.top + 1;
    const top = before > held.bottom ? before - count : before > held.top ? held.top : before;
    const by = top - held.top;
    setChosen({
      anchor: { ...selection.anchor, row: selection.anchor.row + by },
      focus: { ...selection.focus, row: selection.focus.row + by },
    });
  }

  const keyActions: GridActions = {
    table,
    size,
    selection,
    area,
    editing: cell.typed !== null,
    inText: cell.typed?.inText ?? false,
    readOnly,
    select,
    begin,
    commit: () => cell.commit(),
    cancel: cell.cancel,
    clear: () => open.edit(cellsIn(area, () => '')),
    fillDown() {
      const row = table.rows[area.top];
      const below = { ...area, top: area.top + 1 };
      open.edit(cellsIn(below, (column) => cellText(row, table.columns[column], table)));
    },
    moveRows: (by) => moveRowsTo(by < 0 ? area.top - 1 : area.bottom + 2),
    undo() {
      if (documentStore.getState().flow !== openedAt) documentActions.undo();
    },
    redo: () => documentActions.redo(),
    paste: (text) => tell(open.paste(text, area)),
    listKey: cell.listKey,
    openList: cell.openList,
  };

  // A row whose faults read the same is not drawn anew.
  const kept = useRef(new Map<number, readonly CellFault[]>());
  function faultsKept(row: number, faults: readonly CellFault[]): readonly CellFault[] {
    const before = kept.current.get(row);
    const same =
      before?.length === faults.length &&
      before.every(
        (each, i) => each.columnId === faults[i].columnId && each.fault?.message === faults[i].fault?.message,
      );
    if (before && same) return before;
    kept.current.set(row, faults);
    return faults;
  }

  return {
    open,
    size,
    selection,
    area,
    cell,
    select,
    begin,
    moveRowsTo,
    keyActions,
    faultsKept,
    notice,
    setNotice,
    refuse,
    tell,
    sheet,
    closeSheet: () => setSheet(undefined),
    advancedRow,
    closeAdvanced: () => setAdvancedRow(undefined),
  };
}

export type OpenGrid = ReturnType<typeof useGrid>;
