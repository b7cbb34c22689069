/** What is going on in the open grid: the chosen cells, what is typed, and what keys and buttons do with both. */
import { useState } from 'react';
import { documentActions, documentStore } from '../../document/open-document.ts';
import { useFormScope } from '../form/form-scope.ts';
import { type Selection, within } from './moves.ts';
import { useCellInput } from './use-cell-input.ts';
import { fillingOf, moveChosenRows, useChosenCells } from './use-chosen-cells.ts';
import { useFaultsKept } from './use-faults-kept.ts';
import type { GridActions } from './use-grid-keys.ts';
import { usePasteNotice } from './use-paste-notice.ts';
import type { OpenTable } from './use-table.ts';

export function useGrid(open: OpenTable, firstRow: number, valuesFor: (column: number) => readonly string[]) {
  const { readOnly } = useFormScope();
  const { table } = open;
  const chosen = useChosenCells(open, firstRow, readOnly);
  const { size, selection, area } = chosen;
  const { row, column } = selection.focus;
  const notices = usePasteNotice(chosen.choose);
  const [advancedRow, setAdvancedRow] = useState<number>();
  const undoing = useUndoing();
  const faultsKept = useFaultsKept();
  const cell = useCellInput(table, selection, (text) => open.edit([{ row, column, text }]), valuesFor);

  function select(next: Selection) {
    if (cell.typed) cell.commit();
    notices.setNotice(undefined);
    chosen.choose(within(next, size));
  }

  function begin() {
    if (!table.columns[column] || readOnly) return;
    if (table.columns[column].kind !== 'advanced') cell.begin();
    else if (row < table.rows.length) setAdvancedRow(row);
  }

  const moveRowsTo = (before: number) => moveChosenRows(open, chosen, before);
  const chosenCells = { size, selection, area };
  const keyActions: GridActions = {
    ...chosenCells,
    ...fillingOf(open, area),
    ...undoing,
    table,
    readOnly,
    select,
    begin,
    editing: cell.typed !== null,
    inText: cell.typed?.inText ?? false,
    commit: () => cell.commit(),
    cancel: cell.cancel,
    listKey: cell.listKey,
    openList: cell.openList,
    moveRows: (by) => moveRowsTo(by < 0 ? area.top - 1 : area.bottom + 2),
    paste: (text) => notices.tell(open.paste(text, area)),
  };
  const advanced = { advancedRow, closeAdvanced: () => setAdvancedRow(undefined) };
  return {
    ...chosenCells,
    ...notices,
    ...advanced,
    open,
    cell,
    select,
    begin,
    moveRowsTo,
    keyActions,
    faultsKept,
  };
}

export type OpenGrid = ReturnType<typeof useGrid>;

/** Undoing ends where the table was opened. */
function useUndoing() {
  const [openedAt] = useState(() => documentStore.getState().flow);
  return {
    undo() {
      if (documentStore.getState().flow !== openedAt) documentActions.undo();
    },
    redo: () => documentActions.redo(),
  };
}
