/** Keys, typing and the clipboard of the grid, as in a spreadsheet. All of them come by the one input over the cell. */
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { writeCells } from './clipboard-table.ts';
import { moved, type Selection, type Size } from './moves.ts';
import { type Area, copyFrom } from './paste.ts';
import type { Table } from './table-edit.ts';

export interface GridActions {
  readonly table: Table;
  readonly size: Size;
  readonly selection: Selection;
  readonly area: Area;
  readonly editing: boolean;
  /** Begun by F2 or a double click: arrow keys move in the text. */
  readonly inText: boolean;
  readonly readOnly: boolean;
  readonly select: (selection: Selection) => void;
  readonly begin: () => void;
  readonly commit: () => void;
  readonly cancel: () => void;
  readonly clear: () => void;
  readonly fillDown: () => void;
  readonly moveRows: (by: -1 | 1) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly paste: (text: string) => void;
  /** Keys of the list of values, where it is open. */
  readonly listKey: (key: string) => boolean;
  readonly openList: () => void;
}

const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];

export function gridKeys(actions: GridActions) {
  const { editing, readOnly, selection, size } = actions;

  function go(event: KeyboardEvent): boolean {
    const next = moved(selection, event, size);
    if (!next) return false;
    event.preventDefault();
    actions.select(next);
    return true;
  }

  function onEditingKey(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (actions.listKey(event.key)) return event.preventDefault();
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return actions.cancel();
    }
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault();
      return actions.openList();
    }
    // Alt+Enter breaks the line.
    if (event.key === 'Enter' && event.altKey) return;
    const leaves =
      event.key === 'Enter' || event.key === 'Tab' || (ARROWS.includes(event.key) && !actions.inText);
    if (!leaves) return;
    // Choosing another cell takes what was typed.
    if (go(event)) return;
    if (event.key !== 'Tab') event.preventDefault();
    actions.commit();
  }

  function onShortcut(event: KeyboardEvent): boolean {
    const key = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
    if (key === 'a')
      actions.select({
        anchor: { row: 0, column: 0 },
        focus: { row: size.rows - 1, column: size.columns - 1 },
      });
    else if (key === 'z' && event.shiftKey) actions.redo();
    else if (key === 'z') actions.undo();
    else if (key === 'y') actions.redo();
    else if (key === 'd' && !readOnly) actions.fillDown();
    else return false;
    event.preventDefault();
    return true;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (editing) return onEditingKey(event);
    if (event.nativeEvent.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && onShortcut(event)) return;
    if (event.altKey && event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      if (!readOnly) actions.moveRows(event.key === 'ArrowUp' ? -1 : 1);
      return;
    }
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault();
      if (!readOnly) actions.openList();
      return;
    }
    const isAdvanced = actions.table.columns[selection.focus.column]?.kind === 'advanced';
    if (event.key === 'F2' || (event.key === 'Enter' && isAdvanced)) {
      event.preventDefault();
      return actions.begin();
    }
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      if (!readOnly) actions.clear();
      return;
    }
    go(event);
  }

  const copy = (event: ClipboardEvent, cut: boolean) => {
    if (editing) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeCells(copyFrom(actions.table, actions.area)));
    if (cut && !readOnly) actions.clear();
  };

  return {
    onKeyDown,
    onCopy: (event: ClipboardEvent) => copy(event, false),
    onCut: (event: ClipboardEvent) => copy(event, true),
    onPaste(event: ClipboardEvent) {
      if (editing) return;
      event.preventDefault();
      // A spreadsheet puts its cells there as a web page too, which is not looked at.
      if (!readOnly) actions.paste(event.clipboardData.getData('text/plain'));
    },
  };
}
