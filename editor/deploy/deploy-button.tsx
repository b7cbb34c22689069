/** Puts the draft to work, or says why that cannot be done yet. */
import { Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffer } from '../commands/offered-actions.ts';
import { useDocument } from '../document/open-document.ts';
import type { Autosave } from './autosave.ts';
import classes from './deploy-changes.module.css';
import { ChangeList, DeployChanges, useChangeCount } from './deploy-changes.tsx';
import { useDeploy } from './use-deploy.ts';

export function DeployButton({ autosave }: { autosave: Autosave }) {
  const { t } = useTranslation('deploy');
  const { t: compare } = useTranslation('compare');
  const { busy, deploy } = useDeploy(autosave);
  const count = useChangeCount();
  const about = useId();
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
        : saveState === 'gone' || saveState === 'failed'
          ? t('blockedSaving')
          : checked
            ? undefined
            : t('blockedUnchecked');
  const upToDate = saveState === 'saved' && !changed && !undeployed;
  useOffer('drawing:flow.deploy', () => void deploy(), blocked === undefined && !upToDate && !busy);

  return (
    <span className={classes.group}>
      <Tooltip
        label={blocked ?? (upToDate ? t('upToDate') : <Changes />)}
        events={{ hover: true, focus: true, touch: false }}
      >
        <Button
          {...(count > 0 && { 'aria-describedby': about })}
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
          {count > 0 && (
            <span className={classes.count} aria-hidden>
              {count}
            </span>
          )}
        </Button>
      </Tooltip>
      {count > 0 && <VisuallyHidden id={about}>{compare('deploy.count', { count })}</VisuallyHidden>}
      <DeployChanges primary={blocked === undefined && !upToDate} />
    </span>
  );
}

function Changes() {
  return (
    <div className={classes.tip}>
      <ChangeList />
    </div>
  );
}
