/** The button that was pressed keeps the focus, though it cannot be pressed while it is busy. */
import { flushSync } from 'react-dom';

/**
 * Remembers what has the focus now.
 *
 * @returns gives the focus back, after `update` has drawn the button as one that can be pressed again: what opens then
 *   gives it back too when it closes
 */
export function pressedButton(): (update: () => void) => void {
  const pressed = document.activeElement;
  return (update) => {
    flushSync(update);
    if (pressed instanceof HTMLElement && pressed.isConnected) pressed.focus();
  };
}

/** As a `ref`: what has just been drawn in the place of what had the focus takes it. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}

/** Frames in which a dialog has closed, however slow the machine is. */
const FRAMES = 90;

/** Gives the focus back to what had it before a dialog, when nothing has it any more. */
export function giveFocusBack(pressed: Element | null, frames = FRAMES): void {
  if (!(pressed instanceof HTMLElement) || pressed === document.body || frames === 0) return;
  const { activeElement } = document;
  const open = document.querySelector('[data-modal-content]') !== null;
  if (!open && activeElement !== null && activeElement !== document.body) return;
  if (!open && pressed.isConnected && !pressed.matches(':disabled')) pressed.focus();
  else requestAnimationFrame(() => giveFocusBack(pressed, frames - 1));
}
