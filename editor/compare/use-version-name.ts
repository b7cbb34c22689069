/** What the version is called with which the draft is compared, with when and by whom it was deployed. */
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { useLanguage } from '../i18n/setup.ts';
import { useComparing } from './comparing.ts';

export function useVersionNames(): (version: Deployed) => string {
  const { t } = useTranslation('compare');
  const formats = useFormats();
  return ({ version, at, who }) =>
    t('versionAt', { version, about: [formats.day(at), who].filter(Boolean).join(', ') });
}

/** What a list says about a version. */
export interface Deployed {
  readonly version: number;
  readonly at: string;
  readonly who: string | null;
}

export function useVersionName(): string {
  const { t } = useTranslation('compare');
  const language = useLanguage();
  const names = useVersionNames();
  const against = useComparing((state) => state.against);
  const name = against === null || against === 'deployed' ? t('deployedInText') : names(against);
  // In the midst of a sentence.
  return language === 'en' ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
