/** Gives the keyboard to the canvas, so that its keys work at once and a screen reader says which flow is open. */

/** Frames in which a dialog has closed, however slow the machine is. */
const FRAMES = 90;

/**
 * Where nobody has the keyboard: what somebody types in keeps it, and so does a dialog for as long as it is open.
 * Gives a function that calls it off.
 */
export function focusCanvas(frames = FRAMES): () => void {
  let frame = 0;
  function attempt(left: number) {
    const { activeElement } = document;
    const inDialog = document.querySelector('[data-modal-content]') !== null;
    const isFree = activeElement === null || activeElement === document.body;
    if (isFree && !inDialog) take();
    // The dialog by which the flow was made is about to go.
    else if (inDialog && left > 0) frame = requestAnimationFrame(() => attempt(left - 1));
  }
  attempt(frames);
  return () => cancelAnimationFrame(frame);
}

function take(): void {
  const canvas = document.querySelector<HTMLElement>('[data-canvas]');
  canvas?.focus({ preventScroll: true });
  // Browsers show what has the keyboard on a page where nobody has done anything yet. There is time until a key is
  // pressed: a frame around all of the drawing would say nothing to those who read and point.
  if (!canvas || !('userActivation' in navigator) || navigator.userActivation.hasBeenActive) return;
  canvas.dataset.untouched = '';
  addEventListener('keydown', () => delete canvas.dataset.untouched, { once: true, capture: true });
}
