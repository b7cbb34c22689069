/** How large a card is while nobody has measured it: a usual one, with one handle on each side. */
export const CARD = { width: 236, height: 146 } as const;
