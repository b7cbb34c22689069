/** Bringing a flow in from text: sends it, says what happened, and opens it. */
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../nodes/kit/text.ts';
import { useLanguage } from '../i18n/setup.ts';
import { createFlow } from '../server/flows-api.ts';
import { useProblemText } from '../server/problem-text.ts';
import { goTo } from '../shell/route.ts';
import { readFlowText } from './flow-json.ts';

/** Gives a function that imports a text and opens the flow; it answers with a sentence where that failed. */
export function useImport(): (text: string) => Promise<string | undefined> {
  const { t } = useTranslation('deploy');
  const language = useLanguage();
  const problemText = useProblemText();
  return useCallback(
    async (text: string) => {
      const read = readFlowText(text);
      if (!read.flow) return read.problem?.[language] ?? t('importing.notFlow');
      try {
        const { summary } = await createFlow(read.flow, 'copy');
        const name = localize(summary.name, language, summary.id);
        notifications.show({
          message:
            summary.id === read.flow.id
              ? t('importing.done', { name })
              : t('importing.taken', { id: read.flow.id, newId: summary.id }),
        });
        goTo({ page: 'flow', id: summary.id });
        return undefined;
      } catch (error) {
        return problemText(error);
      }
    },
    [t, language, problemText],
  );
}
