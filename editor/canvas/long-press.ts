/** A finger that rests: the menu of those who have no right button. Some tablets tell nothing of it by themselves. */
import type { Point } from '../document/operations.ts';

const LONG = 550;
/** A finger never rests quite still, in px. */
const SHAKY = 10;

export function onLongPress(
  area: HTMLElement,
  pressed: (target: Element, at: Point) => void,
  signal: AbortSignal,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Point = { x: 0, y: 0 };
  let fingers = 0;
  let opened = false;
  const stop = () => clearTimeout(timer);
  const listen = <Type extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel' | 'contextmenu'>(
    type: Type,
    run: (event: HTMLElementEventMap[Type]) => void,
  ) => area.addEventListener(type, run, { signal, capture: true });

  listen('pointerdown', (event) => {
    stop();
    opened = false;
    if (event.pointerType !== 'touch') return;
    fingers++;
    const { target } = event;
    // Two fingers pinch; a handle that is pressed draws a wire
    if (fingers > 1 || !(target instanceof Element) || target.closest('.react-flow__handle')) return;
    if (!target.closest('.react-flow')) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      opened = true;
      pressed(target, from);
    }, LONG);
  });
  listen('pointermove', (event) => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > SHAKY) stop();
  });
  const lifted = (event: PointerEvent) => {
    if (event.pointerType === 'touch') fingers = Math.max(0, fingers - 1);
    stop();
  };
  listen('pointerup', lifted);
  listen('pointercancel', lifted);
  // The browser tells of it by itself
  listen('contextmenu', stop);
  // Lifting the finger is no click beside the menu that it has opened
  area.addEventListener('touchend', (event) => opened && event.preventDefault(), {
    signal,
    capture: true,
    passive: false,
  });
  signal.addEventListener('abort', stop);
}
