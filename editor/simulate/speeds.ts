/** How fast a simulated clock may go, and how that is said. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { durationInWords } from '../../nodes/kit/duration.ts';
import { useLanguage } from '../i18n/setup.ts';

/** Simulated seconds in a second of the wall clock. */
export const SPEEDS: readonly number[] = [1, 60, 600, 3600, 21_600, 86_400];

export function useSpeedName(): (speed: number) => string {
  const { t } = useTranslation('simulate');
  const language = useLanguage();
  return useCallback(
    (speed: number) =>
      speed === 1 ? t('speedReal') : t('speedOther', { duration: durationInWords(`PT${speed}S`, language) }),
    [t, language],
  );
}
