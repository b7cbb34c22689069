/** Editing a text that may be there in several languages (a label, a name, a description). */
import type { Language, Localized } from '../../../nodes/kit/text.ts';

/** What one language's reader has written; '' where nobody wrote anything for him. */
export function textIn(text: Localized | undefined, language: Language, reader: Language): string {
  if (text === undefined) return '';
  // A plain string is everybody's; it stands in the input of the one who reads it now.
  if (typeof text === 'string') return language === reader ? text : '';
  return text[language] ?? '';
}

/** The text with one language's part replaced; undefined where nothing is left. A plain string stays one if it can. */
export function withTextIn(
  text: Localized | undefined,
  language: Language,
  value: string,
  reader: Language,
): Localized | undefined {
  if (typeof text === 'string') {
    if (language === reader) return value || undefined;
    return value ? { [reader]: text, [language]: value } : text;
  }
  const { [language]: _, ...others } = text ?? {};
  const next = value ? { ...others, [language]: value } : others;
  return Object.keys(next).length > 0 ? next : undefined;
}
