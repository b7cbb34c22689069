/** Names this page among those of the browser and of everybody; another one each time that it is loaded. */
export const PAGE = Math.random().toString(36).slice(2, 12) || 'page';
