/** Korean or English, remembered by the page. Each language is named in itself. */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../nodes/kit/text.ts';
import { setLanguage, useLanguage } from '../i18n/setup.ts';

const NAMES: { value: Language; label: string }[] = [
  { value: 'ko', label: '한국어' },
  { value: 'en', label: 'English' },
];

export function LanguageSwitch() {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  return (
    <SegmentedControl
      aria-label={t('language')}
      data={NAMES}
      value={language}
      onChange={(value) => setLanguage(value === 'ko' ? 'ko' : 'en')}
    />
  );
}
