/**
 * editor/i18n: every text that a person sees, one file an area, each in Korean and English. Texts of node kinds live
 * with their definitions instead (nodes/<kind>/definition.ts).
 *
 * This file: i18next with those texts, and the reader's language, which the page remembers.
 */
import i18next, { type PostProcessorModule, type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import { withRightParticles } from '../../nodes/kit/korean.ts';
import { LANGUAGES, type Language } from '../../nodes/kit/text.ts';
import { areas } from './areas.ts';

const REMEMBERED_AS = 'naru.language';

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** What the reader chose here before, else what his browser asks for, else English. */
function firstLanguage(): Language {
  try {
    const remembered = localStorage.getItem(REMEMBERED_AS);
    if (isLanguage(remembered)) return remembered;
  } catch {
    // No storage (a private window): go by the browser.
  }
  const asked = typeof navigator === 'undefined' ? [] : (navigator.languages ?? [navigator.language]);
  for (const tag of asked) {
    const language = tag.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return 'en';
}

function resources(language: Language) {
  return Object.fromEntries(Object.entries(areas).map(([area, texts]) => [area, texts[language]]));
}

/** Names that people give stand in sentences, and the particle behind each goes by how it ends. */
const particles: PostProcessorModule = {
  type: 'postProcessor',
  name: 'particles',
  process: (value: string) => withRightParticles(value),
};

void i18next
  .use(initReactI18next)
  .use(particles)
  .init({
    lng: firstLanguage(),
    fallbackLng: 'en',
    supportedLngs: [...LANGUAGES],
    ns: Object.keys(areas),
    defaultNS: 'shell',
    resources: { ko: resources('ko'), en: resources('en') },
    interpolation: { escapeValue: false },
    initAsync: false,
    postProcess: [particles.name],
  });

if (typeof document !== 'undefined') {
  document.documentElement.lang = currentLanguage();
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
}

/** The reader's language, outside of React. */
export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en';
}

function onLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

/** The reader's language; draws anew when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

const texts = new Map<string, TFunction>();

/**
 * `t` of an area, as `useTranslation` gives it. That one copies all of i18next for each component that asks: too dear
 * for what stands on each of hundreds of cards.
 */
export function useTexts(area: string): TFunction {
  const language = useLanguage();
  const key = `${language} ${area}`;
  const known = texts.get(key);
  if (known) return known;
  const t: TFunction = i18next.getFixedT(language, area);
  texts.set(key, t);
  return t;
}

export function setLanguage(language: Language): void {
  try {
    localStorage.setItem(REMEMBERED_AS, language);
  } catch {
    // No storage: the choice holds until the page is closed.
  }
  void i18next.changeLanguage(language);
}

export { i18next };
