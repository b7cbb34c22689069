/** The chosen cell is brought into view, beside the row numbers. */
import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { HEAD_WIDTH } from './grid-row.tsx';
import type { Place } from './paste.ts';

export function useFocusInView(
  focus: Place,
  scroller: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  lefts: readonly number[],
  widths: readonly number[],
): void {
  const seen = useRef(focus);
  useLayoutEffect(() => {
    if (seen.current === focus) return;
    seen.current = focus;
    virtual.scrollToIndex(focus.row, { align: 'auto' });
    const element = scroller.current;
    const left = lefts[focus.column];
    if (!element || left === undefined) return;
    if (left - HEAD_WIDTH < element.scrollLeft) element.scrollLeft = left - HEAD_WIDTH;
    const right = left + widths[focus.column] - element.clientWidth;
    if (right > element.scrollLeft) element.scrollLeft = right;
  }, [focus, scroller, virtual, lefts, widths]);
}
