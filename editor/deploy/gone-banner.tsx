/** Somebody deleted the flow that is drawn here: what is drawn stays, and can become a flow of its own. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrashX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../nodes/kit/text.ts';
import { documentActions, documentStore, useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { createFlow } from '../server/flows-api.ts';
import { goTo } from '../shell/route.ts';
import classes from './gone-banner.module.css';
import { useFlowActions } from './use-flow-actions.tsx';

/** @param onBack the flow is there again under its own name, and is to be opened anew */
export function GoneBanner({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('drafts');
  const language = useLanguage();
  const gone = useDocument((state) => state.saveState === 'gone');
  const { sayFailed } = useFlowActions();
  const [busy, setBusy] = useState(false);
  if (!gone) return null;

  async function save() {
    const { flow } = documentStore.getState();
    if (!flow) return;
    setBusy(true);
    try {
      const { summary } = await createFlow(flow, 'copy');
      // What was drawn is that flow now, and no draft of this one.
      documentActions.close();
      notifications.show({
        message: t('gone.saved', { name: localize(summary.name, language, summary.id) }),
      });
      if (summary.id === flow.id) onBack();
      else goTo({ page: 'flow', id: summary.id });
    } catch (error) {
      sayFailed(error);
      setBusy(false);
    }
  }

  function leave() {
    documentActions.close();
    goTo({ page: 'flows' });
  }

  return (
    <section className={classes.banner} aria-label={t('gone.title')}>
      <IconTrashX size={18} stroke={1.7} className={classes.icon} aria-hidden />
      <div className={classes.words} role="alert">
        <Text size="sm" fw={650}>
          {t('gone.title')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('gone.text')}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button loading={busy} onClick={() => void save()}>
          {t('gone.save')}
        </Button>
        <Button variant="default" onClick={leave}>
          {t('gone.leave')}
        </Button>
      </Group>
    </section>
  );
}
