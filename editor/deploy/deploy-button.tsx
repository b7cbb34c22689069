/** Puts the draft to work, or says why that cannot be done yet. */
import { Button, Tooltip } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOffer } from '../commands/offered-actions.ts';
import { useDocument } from '../document/open-document.ts';
import type { Autosave } from './autosave.ts';
import { useDeploy } from './use-deploy.ts';

export function DeployButton({ autosave }: { autosave: Autosave }) {
  const { t } = useTranslation('deploy');
  const { busy, deploy } = useDeploy(autosave);
  const errors = useDocument((state) => state.faults.filter((fault) => fault.severity === 'error').length);
  const checked = useDocument((state) => state.checked);
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
          : checked
            ? undefined
            : t('blockedUnchecked');
  const upToDate = saveState === 'saved' && !changed && !undeployed;
  useOffer('drawing:flow.deploy', () => void deploy(), blocked === undefined && !upToDate && !busy);

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
