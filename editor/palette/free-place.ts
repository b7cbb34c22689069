/** Where a node that is added by a click goes: near a point, and not onto another node. */
import type { Point } from '../document/operations.ts';

const CARD = { width: 236, height: 150 };
const STEP = { x: 24, y: 170 };

/** The corner of a card whose middle is at `centre`, moved down until it covers nobody. */
export function freePlace(nodes: readonly { readonly position: Point }[], centre: Point): Point {
  const wanted = { x: centre.x - CARD.width / 2, y: centre.y - CARD.height / 2 };
  for (let n = 0; ; n++) {
    const place = { x: wanted.x + (n % 3) * STEP.x, y: wanted.y + n * STEP.y };
    if (!coveredAt(nodes, place)) return { x: Math.round(place.x), y: Math.round(place.y) };
  }
}

/** A node on which a card at this place would lie. */
export function coveredAt<Node extends { readonly position: Point }>(
  nodes: readonly Node[],
  place: Point,
): Node | undefined {
  return nodes.find(
    ({ position }) =>
      Math.abs(position.x - place.x) < CARD.width && Math.abs(position.y - place.y) < CARD.height,
  );
}
