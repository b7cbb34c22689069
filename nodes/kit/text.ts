/**
 * nodes/kit: the contract between the people who draw a flow, the file it is saved in, and the engine that
 * runs it. Pure, for both sides; depends on nothing above it.
 *
 * This file: texts in the reader's language.
 */

import { withRightParticles } from './korean.ts';

export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text of the product itself: always there in both languages. */
export type Text = { readonly [L in Language]: string };

/** A text that a flow file carries (SPEC §2: name, description, label): one string, or one for each language. */
export type Localized = string | { readonly [language: string]: string };

/**
 * The text for a reader: in his language, else English, else Korean, else whatever there is.
 *
 * @example localize({ ko: '입출금' }, 'en') // '입출금'
 */
export function localize(value: Localized | undefined, language: Language, fallback = ''): string {
  if (value === undefined) return fallback;
  if (typeof value === 'string') return value || fallback;
  return value[language] || value.en || value.ko || Object.values(value).find(Boolean) || fallback;
}

/** Fills `{name}` in both languages of a text; Korean particles that were left open go by what stands before them. */
export function fill(text: Text, values: Record<string, string | number>): Text {
  const one = (template: string) =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
  return { ko: withRightParticles(one(text.ko)), en: one(text.en) };
}

/** Fills `{name}` in each language with the words that the values have in it. */
export function fillBoth(text: Text, values: Readonly<Record<string, Text>>): Text {
  const wordsIn = (language: Language) =>
    Object.fromEntries(Object.entries(values).map(([name, words]) => [name, words[language]]));
  return { ko: fill(text, wordsIn('ko')).ko, en: fill(text, wordsIn('en')).en };
}
