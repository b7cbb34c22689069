/** How much of a card can be read, from the zoom: what cannot be read is not drawn, and costs nothing. */
import { createContext, useContext } from 'react';

/** `all`; `names`: the name and how much came; `signs`: what kind it is and one large number. */
export type Detail = 'all' | 'names' | 'signs';

/** Below this zoom the small print of a card cannot be read. */
const NAMES_BELOW = 0.62;
/** Below this zoom not even the names. */
const SIGNS_BELOW = 0.32;

export function detailAt(zoom: number): Detail {
  return zoom < SIGNS_BELOW ? 'signs' : zoom < NAMES_BELOW ? 'names' : 'all';
}

export const DetailContext = createContext<Detail>('all');

/** Whether cards and wires are so small that only signs are drawn. */
export function useOnlySigns(): boolean {
  return useContext(DetailContext) === 'signs';
}
