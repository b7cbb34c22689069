/** How large cards are and where their handles are, by what is on them: nobody has to draw them to know. */

/** A usual card, with one handle on each side and what a wire needs around it. */
export const CARD = { width: 236, height: 146 } as const;
/** The first handle of a card is so far below its corner. */
export const FIRST_HANDLE = 83;

/** In px: all of a card's height but its rows of handles; one such row; and the middle of the first one. */
export const CARD_ROWS = { rest: 99, row: 24, first: 84 } as const;
/** The dot of a handle stands on the border of the card, with its middle in the middle of that. */
export const HANDLE = { size: 11, border: 1 } as const;
/** How large a comment is, about: its text may make it higher. */
export const NOTE = { width: 292, height: 60 } as const;

export function cardHeight(rows: number): number {
  return CARD_ROWS.rest + rows * CARD_ROWS.row;
}
