/** Why no match is to be seen, and what can be done about it. */
import { IconRadar2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../document/open-document.ts';
import { useFormats } from '../i18n/format.ts';
import { MessageState } from '../shell/page-states.tsx';
import { useFlowLive } from './live.ts';

export function NoMatches({ canSimulate }: { canSimulate: boolean }) {
  const { t } = useTranslation('live');
  const formats = useFormats();
  const flow = useDocument((state) => state.flow?.id ?? '');
  // There were some before the runtime last started, or the list was cleared.
  const before = useFlowLive(flow, (live) => live?.matches) ?? 0;
  const status = useDocument((state) => state.summary?.status);
  const text = canSimulate
    ? t('empty.matchesSimulate')
    : status === 'running'
      ? t('empty.matchesWait')
      : t('empty.matchesStopped');
  const title =
    before > 0
      ? t('empty.matchesBefore', { count: before, amount: formats.count(before) })
      : t('empty.matches');
  return <MessageState icon={IconRadar2} title={title} text={text} small />;
}
