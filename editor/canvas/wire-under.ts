/** Which wire lies under a card, asked of the wires as they are drawn. */
import type { Box } from '../document/arrange.ts';

/** A wire that only brushes a card's edge is not meant: the middle part of the card must lie on it. */
const INSET = 0.2;
const LOOKS = 24;

/** The id of the first wire that runs through the middle of a card; `leads` leaves out those that are not asked for. */
export function wireUnder(card: Box, leads: (edge: string) => boolean): string | undefined {
  const inner = {
    left: card.x + card.width * INSET,
    right: card.x + card.width * (1 - INSET),
    top: card.y,
    bottom: card.y + card.height,
  };
  for (const element of document.querySelectorAll<SVGGElement>('[data-canvas] .react-flow__edge')) {
    const id = element.dataset.id;
    const path = element.querySelector<SVGPathElement>('.react-flow__edge-path');
    if (id && path && leads(id) && runsThrough(path, inner)) return id;
  }
  return undefined;
}

interface Inner {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function runsThrough(path: SVGPathElement, inner: Inner): boolean {
  const { x, y, width, height } = path.getBBox();
  if (x > inner.right || x + width < inner.left || y > inner.bottom || y + height < inner.top) return false;
  const length = path.getTotalLength();
  for (let look = 0; look <= LOOKS; look++) {
    const point = path.getPointAtLength((length * look) / LOOKS);
    if (point.x > inner.left && point.x < inner.right && point.y > inner.top && point.y < inner.bottom)
      return true;
  }
  return false;
}
