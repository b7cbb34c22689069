import { isTyping } from './is-typing.ts';

/**
 * Whether a key that was pressed here is meant for the canvas: not while somebody types, and not on a button of a
 * form, where Delete would take away the node whose form it is.
 */
export function isForCanvas(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  if (isTyping(target)) return false;
  // What lies around the canvas is focused by a click on the canvas itself, which takes no focus.
  return (
    target.querySelector('[data-canvas]') !== null ||
    target.closest('[data-canvas], [data-canvas-tools]') !== null
  );
}
