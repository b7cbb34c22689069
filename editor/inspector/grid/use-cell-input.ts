/** What is typed into the chosen cell, and the values that it may take. */
import { useState } from 'react';
import type { Selection } from './moves.ts';
import { cellText, type Table } from './table-edit.ts';

interface Typed {
  readonly text: string;
  readonly inText: boolean;
}

export function useCellInput(
  table: Table,
  { focus }: Selection,
  commitText: (text: string) => void,
  valuesFor: (column: number) => readonly string[],
) {
  const [typed, setTyped] = useState<Typed | null>(null);
  const [listed, setListed] = useState<{ open: boolean; at: number }>({ open: false, at: -1 });
  const column = table.columns[focus.column];
  const current =
    column && focus.row < table.rows.length ? cellText(table.rows[focus.row], column, table) : '';

  const wanted = typed?.text.trim().toLowerCase() ?? '';
  const all = listed.open && column ? valuesFor(focus.column) : [];
  // What stood in the cell before does not narrow the choice.
  const values = typed?.text === current ? all : all.filter((value) => value.toLowerCase().includes(wanted));

  function end() {
    setTyped(null);
    setListed({ open: false, at: -1 });
  }

  function commit(text = typed?.text) {
    end();
    if (text !== undefined && text !== current) commitText(text);
  }

  return {
    typed,
    current,
    values,
    listAt: Math.min(listed.at, values.length - 1),
    begin() {
      setTyped({ text: current, inText: true });
      setListed({ open: valuesFor(focus.column).length > 0, at: -1 });
    },
    type(text: string) {
      setTyped({ text, inText: typed?.inText ?? false });
      setListed({ open: true, at: -1 });
    },
    openList() {
      setTyped(typed ?? { text: current, inText: true });
      setListed({ open: true, at: 0 });
    },
    commit,
    cancel: end,
    /** Keys of the list; it takes arrows only after it was asked for, or while the text is edited in place. */
    listKey(key: string): boolean {
      if (!listed.open || values.length === 0) return false;
      const inList = listed.at >= 0;
      if (key === 'ArrowDown' && (inList || typed?.inText))
        setListed({ open: true, at: Math.min(listed.at + 1, values.length - 1) });
      else if (key === 'ArrowUp' && inList) setListed({ open: true, at: listed.at - 1 });
      else if (key === 'Enter' && inList) commit(values[Math.min(listed.at, values.length - 1)]);
      else return false;
      return true;
    },
  };
}

export type CellInput = ReturnType<typeof useCellInput>;
