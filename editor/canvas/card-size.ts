/** How large a card is while nobody has measured it: a usual one, with one handle on each side. */
export const CARD = { width: 236, height: 146 } as const;
/** The first handle of a card is so far below its corner. */
export const FIRST_HANDLE = 83;
