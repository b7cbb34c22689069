/** What went wrong with a request, in a sentence for the reader. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/setup.ts';
import { RestError } from './rest-client.ts';

export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation('common');
  const language = useLanguage();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof RestError)) return t('failed.other', { detail: String(error) });
      // A proxy that finds nobody behind it says so by a status, without a problem.
      const nobody = [502, 503, 504].includes(error.status) && !error.problem;
      if (error.status === 0 || nobody) return t('failed.unreachable');
      if (error.status === -1) return t('failed.unexpected');
      return error.sentence(language) ?? t('failed.other', { detail: String(error.status) });
    },
    [t, language],
  );
}
