/** Texts that load with what shows them, and not with the page. */
import type { Language } from '../../nodes/kit/text.ts';
import { i18next } from './setup.ts';

/** Adds the texts of an area to those that are there. The module that shows them calls it when it is loaded. */
export function addArea(area: string, texts: Readonly<Record<Language, object>>): void {
  for (const [language, own] of Object.entries(texts)) i18next.addResourceBundle(language, area, own);
}
