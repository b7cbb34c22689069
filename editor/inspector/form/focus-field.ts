/** Puts the cursor into the input of a place in a form, or into the nearest one around it. */
import { isAtOrUnder } from './faults-at.ts';

/** A control that loads takes no longer than this, or nobody waits for it any more. */
const PATIENCE = 5000;
const INPUTS = 'input, textarea, select, button';

/** Where the input is still loading, it gets the cursor as soon as it is there. Gives a function that calls that off. */
export function focusField(form: HTMLElement, field: string): () => void {
  const place = placeOf(form, field);
  if (!place || focusInside(place)) return () => {};
  const before = document.activeElement;
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const observer = new MutationObserver(() => {
    // Whoever has gone on meanwhile is not called back.
    if (document.activeElement !== before || focusInside(place)) stop();
  });
  const timer = setTimeout(stop, PATIENCE);
  observer.observe(place, {
    childList: true,
    subtree: true,
    attributeFilter: ['style', 'class', 'disabled'],
  });
  return stop;
}

function placeOf(form: HTMLElement, field: string): HTMLElement | undefined {
  const pathOf = (element: HTMLElement) => element.dataset.field ?? '';
  return [...form.querySelectorAll<HTMLElement>('[data-field]')]
    .filter((element) => isAtOrUnder(field, pathOf(element)))
    .reduce<HTMLElement | undefined>(
      (best, each) => (best && pathOf(best).length >= pathOf(each).length ? best : each),
      undefined,
    );
}

function focusInside(place: HTMLElement): boolean {
  const input = place.querySelector<HTMLElement>(INPUTS);
  input?.scrollIntoView?.({ block: 'center' });
  input?.focus();
  // One that is not shown yet does not take the cursor.
  return input !== null && document.activeElement === input;
}
