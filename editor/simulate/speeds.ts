/** How fast a simulated clock may go, and how that is said. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';

/** Simulated seconds in a second of the wall clock. */
export const SPEEDS: readonly number[] = [1, 60, 600, 3600, 21_600, 86_400];

export function useSpeedName(): (speed: number) => string {
  const { t } = useTranslation('simulate');
  const formats = useFormats();
  return useCallback(
    (speed: number) =>
      SPEEDS.includes(speed) ? t(`speeds.${speed}`) : t('speedOther', { speed: formats.whole(speed) }),
    [t, formats],
  );
}
