/** The mouse, a pen or a finger on the grid: choosing cells, ranges and rows, and dragging rows to another place. */
import { type PointerEvent, useRef, useState } from 'react';
import { type Selection, type Size, selectionAt } from './moves.ts';
import type { Area } from './paste.ts';

interface Drag {
  readonly kind: 'cells' | 'rows';
  readonly from: Selection;
  readonly y: number;
}

export interface GridPointerOptions {
  readonly size: Size;
  readonly rowCount: number;
  readonly selection: Selection;
  readonly area: Area;
  readonly canMoveRows: boolean;
  readonly rowAt: (clientY: number) => number;
  readonly select: (selection: Selection) => void;
  readonly begin: () => void;
  readonly moveRows: (before: number) => void;
  readonly focus: () => void;
}

/** So far a row is dragged before it moves. */
const SLACK = 5;

export function useGridPointer(options: GridPointerOptions) {
  const { size, selection, area, select } = options;
  const drag = useRef<Drag | null>(null);
  const [dropAt, setDropAt] = useState<number>();

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    const target = event.target as Element;
    const row = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN);
    if (Number.isNaN(row) || target.closest('[data-grid-input]')) return;
    const cell = target.closest<HTMLElement>('[data-cell]');
    const head = target.closest('[data-row-head]');
    if (!cell && !head) return;
    // The focus stays in the grid's input.
    event.preventDefault();
    options.focus();
    if (head) {
      const chosen = row >= area.top && row <= area.bottom && area.right - area.left === size.columns - 1;
      const anchor = event.shiftKey ? selection.anchor.row : row;
      if (!chosen || event.shiftKey)
        select({ anchor: { row: anchor, column: size.columns - 1 }, focus: { row, column: 0 } });
    } else {
      const place = { row, column: Number(cell?.dataset.cell) };
      select(
        event.shiftKey ? { anchor: selection.anchor, focus: place } : selectionAt(place.row, place.column),
      );
    }
    drag.current = {
      kind: head ? 'rows' : 'cells',
      from: selectionAt(row, Number(cell?.dataset.cell ?? 0)),
      y: event.clientY,
    };
    event.currentTarget.setPointerCapture?.(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const { current } = drag;
    if (!current) return;
    const row = options.rowAt(event.clientY);
    if (current.kind === 'rows') {
      if (!options.canMoveRows || (Math.abs(event.clientY - current.y) < SLACK && dropAt === undefined))
        return;
      setDropAt(Math.max(0, Math.min(Math.round(row), options.rowCount)));
      return;
    }
    const under = document
      .elementFromPoint(event.clientX, event.clientY)
      ?.closest<HTMLElement>('[data-cell]');
    if (!under) return;
    const place = {
      row: Math.max(0, Math.min(Math.floor(row), size.rows - 1)),
      column: Number(under.dataset.cell),
    };
    if (place.row !== selection.focus.row || place.column !== selection.focus.column)
      select({ anchor: current.from.anchor, focus: place });
  }

  function onPointerUp() {
    drag.current = null;
    if (dropAt === undefined) return;
    setDropAt(undefined);
    options.moveRows(dropAt);
  }

  return {
    dropAt,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel() {
        drag.current = null;
        setDropAt(undefined);
      },
      onDoubleClick(event: { target: EventTarget }) {
        if ((event.target as Element).closest('[data-cell]')) options.begin();
      },
    },
  };
}
