/** Puts the draft to work, or says why that cannot be done yet. */
import { Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRocket } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { documentActions, documentStore, useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { deployFlow } from '../server/flows-api.ts';
import { RestError } from '../server/rest-client.ts';
import type { Autosave } from './autosave.ts';
import { useFlowActions } from './use-flow-actions.tsx';

export function DeployButton({ autosave }: { autosave: Autosave }) {
  const { t } = useTranslation('deploy');
  const language = useLanguage();
  const { sayFailed } = useFlowActions();
  const [busy, setBusy] = useState(false);
  const errors = useDocument((state) => state.faults.filter((fault) => fault.severity === 'error').length);
  const empty = useDocument((state) => (state.flow?.nodes.length ?? 0) === 0);
  const saveState = useDocument((state) => state.saveState);
  const changed = useDocument((state) => state.summary?.changed ?? false);
  const undeployed = useDocument((state) => state.deployed === null);

  const blocked =
    errors > 0
      ? t('blocked', { count: errors })
      : empty
        ? t('blockedEmpty')
        : saveState === 'conflict' || saveState === 'failed'
          ? t('blockedSaving')
          : undefined;
  const upToDate = saveState === 'saved' && !changed && !undeployed;

  async function deploy() {
    setBusy(true);
    try {
      if (!(await autosave.saveNow())) return;
      const { flow, revision } = documentStore.getState();
      if (!flow) return;
      const detail = await deployFlow(flow.id, revision);
      documentActions.setServerState(detail);
      notifications.show({
        color: 'teal',
        message: detail.summary.status === 'stopped' ? t('deployedStopped') : t('deployed'),
      });
    } catch (error) {
      const fault = error instanceof RestError ? error.problem?.faults?.[0] : undefined;
      if (fault)
        notifications.show({
          color: 'red',
          title: t('refused'),
          message: fault.message[language],
          autoClose: 10_000,
        });
      else sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Tooltip label={blocked ?? t('upToDate')} disabled={!blocked && !upToDate}>
      <Button
        leftSection={<IconRocket size={16} stroke={1.8} />}
        loading={busy}
        // Not `disabled`: a disabled button tells nobody why, neither the pointer nor the keyboard.
        data-disabled={blocked !== undefined || upToDate || undefined}
        aria-disabled={blocked !== undefined || upToDate}
        onClick={() => {
          if (!blocked && !upToDate) void deploy();
        }}
      >
        {t('deploy')}
      </Button>
    </Tooltip>
  );
}
