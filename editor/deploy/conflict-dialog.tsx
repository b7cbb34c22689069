/** Somebody else saved the flow while it was edited here: a person decides which version stays. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../nodes/kit/text.ts';
import { documentActions, documentStore, useDocument } from '../document/open-document.ts';
import { i18next, useLanguage } from '../i18n/setup.ts';
import { createFlow, readFlow } from '../server/flows-api.ts';
import { goTo } from '../shell/route.ts';
import classes from './conflict-dialog.module.css';
import { copyName } from './flow-json.ts';
import { useFlowActions } from './use-flow-actions.tsx';

export function ConflictDialog() {
  const { t } = useTranslation('deploy');
  const language = useLanguage();
  const conflict = useDocument((state) => state.saveState === 'conflict');
  const { sayFailed } = useFlowActions();
  const [busy, setBusy] = useState<'theirs' | 'copy'>();

  async function attempt(which: 'theirs' | 'copy', run: () => Promise<void>) {
    setBusy(which);
    try {
      await run();
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(undefined);
    }
  }

  async function takeTheirs() {
    const { flow } = documentStore.getState();
    if (!flow) return;
    const detail = await readFlow(flow.id);
    documentActions.reload({ ...detail, flow: detail.draft });
  }

  async function keepMine() {
    const { flow } = documentStore.getState();
    if (!flow) return;
    const name = copyName(flow.name, (text, lng) => i18next.t('copyOf', { ns: 'shell', lng, name: text }));
    const copy = await createFlow({ ...flow, id: `${flow.id.slice(0, 58)}-copy`, name }, 'copy');
    // Nothing is left to save here: what was drawn is the copy now.
    documentActions.close();
    notifications.show({ message: t('conflict.copied', { name: localize(copy.summary.name, language) }) });
    goTo({ page: 'flow', id: copy.summary.id });
  }

  return (
    <Modal
      opened={conflict}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('conflict.title')}
    >
      <Stack gap="md">
        <Text size="sm">{t('conflict.text')}</Text>
        <div className={classes.choice}>
          <Button fullWidth loading={busy === 'copy'} onClick={() => void attempt('copy', keepMine)}>
            {t('conflict.copy')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('conflict.copyHelp')}
          </Text>
        </div>
        <div className={classes.choice}>
          <Button
            fullWidth
            variant="default"
            loading={busy === 'theirs'}
            onClick={() => void attempt('theirs', takeTheirs)}
          >
            {t('conflict.theirs')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('conflict.theirsHelp')}
          </Text>
        </div>
      </Stack>
    </Modal>
  );
}
