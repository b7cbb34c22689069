/** A right click while the menu is still loading: the browser's own does not open, and ours does when it is there. */
import { type RefObject, useEffect } from 'react';
import { isTyping } from '../commands/is-typing.ts';
import type { Point } from '../document/operations.ts';

interface Asked {
  readonly target: Element;
  /** In the window. */
  readonly at: Point;
}

let asked: Asked | undefined;

/** Whether a menu of the drawing is meant; then the browser's own is called off. */
export function asksForMenu(event: MouseEvent): event is MouseEvent & { readonly target: Element } {
  const { target } = event;
  if (!(target instanceof Element) || isTyping(target)) return false;
  // By the menu key, where the canvas itself has the keyboard
  if (!target.closest('.react-flow') && !target.matches('[data-canvas]')) return false;
  event.preventDefault();
  return true;
}

/** Stands where the menu will be. */
export function EarlyMenu({ canvas }: { canvas: RefObject<HTMLElement | null> }): null {
  useEffect(() => {
    asked = undefined;
    const area = canvas.current;
    const controller = new AbortController();
    area?.addEventListener(
      'contextmenu',
      (event) => {
        if (asksForMenu(event)) asked = { target: event.target, at: { x: event.clientX, y: event.clientY } };
      },
      { signal: controller.signal },
    );
    return () => controller.abort();
  }, [canvas]);
  return null;
}

/** What was clicked before, unless it is gone meanwhile; once. */
export function takeEarlyMenu(): Asked | undefined {
  const taken = asked;
  asked = undefined;
  return taken?.target.isConnected ? taken : undefined;
}
