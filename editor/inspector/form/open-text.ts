/**
 * The text of which the fields to put in are shown. It stays when the focus leaves for something else, so that nothing
 * moves away under a click.
 */
import { create } from 'zustand';

export const useOpenText = create<{ readonly id: string }>(() => ({ id: '' }));
