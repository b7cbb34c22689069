/** Why no match is to be seen, and what can be done about it. */
import { IconRadar2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../document/open-document.ts';
import { MessageState } from '../shell/page-states.tsx';

export function NoMatches({ canSimulate }: { canSimulate: boolean }) {
  const { t } = useTranslation('live');
  const status = useDocument((state) => state.summary?.status);
  const text = canSimulate
    ? t('empty.matchesSimulate')
    : status === 'running'
      ? t('empty.matchesWait')
      : t('empty.matchesStopped');
  return <MessageState icon={IconRadar2} title={t('empty.matches')} text={text} small />;
}
