/** Which cells are chosen, and where a key goes from there, as in a spreadsheet. */
import type { Area, Place } from './paste.ts';

export interface Selection {
  /** Where choosing began. */
  readonly anchor: Place;
  /** The cell that keys and typing are for. */
  readonly focus: Place;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const PAGE = 15;

export function selectionAt(row: number, column: number): Selection {
  return { anchor: { row, column }, focus: { row, column } };
}

export function areaOf({ anchor, focus }: Selection): Area {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

/** The selection within a table that may have become smaller. */
export function within({ anchor, focus }: Selection, size: Size): Selection {
  const held = ({ row, column }: Place) => ({
    row: Math.max(0, Math.min(row, size.rows - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1)),
  });
  return { anchor: held(anchor), focus: held(focus) };
}

/** Where a key moves the selection; nothing where it is none of these keys, or where Tab leaves the table. */
export function moved(selection: Selection, key: Key, size: Size): Selection | undefined {
  const { focus, anchor } = selection;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const far = key.ctrlKey || key.metaKey;
  const to = ((): Partial<Place> | undefined => {
    switch (key.key) {
      case 'ArrowUp':
        return { row: far ? 0 : focus.row - 1 };
      case 'ArrowDown':
        return { row: far ? last.row : focus.row + 1 };
      case 'ArrowLeft':
        return { column: far ? 0 : focus.column - 1 };
      case 'ArrowRight':
        return { column: far ? last.column : focus.column + 1 };
      case 'Home':
        return far ? { row: 0, column: 0 } : { column: 0 };
      case 'End':
        return far ? last : { column: last.column };
      case 'PageUp':
        return { row: focus.row - PAGE };
      case 'PageDown':
        return { row: focus.row + PAGE };
      default:
        return undefined;
    }
  })();
  if (to) {
    const next = within({ anchor, focus: { ...focus, ...to } }, size);
    return key.shiftKey ? next : { anchor: next.focus, focus: next.focus };
  }
  if (key.key === 'Enter')
    return within(selectionAt(focus.row + (key.shiftKey ? -1 : 1), focus.column), size);
  return key.key === 'Tab' ? tabbed(focus, key.shiftKey, size) : undefined;
}

/** To the next cell, and from the end of a row to the next one; past the last cell the table is left. */
function tabbed({ row, column }: Place, back: boolean, { rows, columns }: Size): Selection | undefined {
  const at = row * columns + column + (back ? -1 : 1);
  if (at < 0 || at >= rows * columns) return undefined;
  return selectionAt(Math.floor(at / columns), at % columns);
}

/** Rows with some of them moved in front of another place. */
export function movedRows<T>(rows: readonly T[], top: number, bottom: number, before: number): readonly T[] {
  if (before >= top && before <= bottom + 1) return rows;
  const taken = rows.slice(top, bottom + 1);
  const rest = rows.toSpliced(top, taken.length);
  return rest.toSpliced(before > bottom ? before - taken.length : before, 0, ...taken);
}
