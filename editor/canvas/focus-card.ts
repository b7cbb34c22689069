/** Gives the keyboard to a card, which the drawing library brings into view then. */

/** A card that was just added is drawn, and measured, only some frames later. */
const FRAMES = 30;

export function focusCard(node: string, frames = FRAMES): void {
  const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`);
  card?.focus({ preventScroll: true });
  if (frames > 0 && (!card || document.activeElement !== card))
    requestAnimationFrame(() => focusCard(node, frames - 1));
}
