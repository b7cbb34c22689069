/** Whether what is drawn is saved, in a word that does not jump about. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCloudOff,
  IconDeviceFloppy,
  IconPencil,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../document/open-document.ts';
import classes from './save-state.module.css';

const ICONS = { saved: IconCheck, dirty: IconPencil, saving: IconRefresh } as const;

export function SaveState({ onSave }: { onSave: () => void }) {
  const { t } = useTranslation('deploy');
  const state = useDocument((document) => document.saveState);
  // While it is tried again, what was said stays: it must not flicker.
  const trouble = useDocument((document) => document.trouble);
  if (state === 'failed' || (state === 'saving' && trouble)) return <Trouble onSave={onSave} />;
  if (state === 'gone') return <Gone />;
  const Icon = ICONS[state];
  const words = (
    <>
      <Icon size={15} stroke={1.8} aria-hidden />
      {t(`save.${state}`)}
    </>
  );
  if (state === 'dirty')
    return (
      <Tooltip label={t('save.now')}>
        <UnstyledButton className={classes.state} data-state={state} onClick={onSave}>
          {words}
        </UnstyledButton>
      </Tooltip>
    );
  return (
    <span className={classes.state} data-state={state} role="status">
      {words}
    </span>
  );
}

/** It could not be saved: why, and where it is kept meanwhile. */
function Trouble({ onSave }: { onSave: () => void }) {
  const { t } = useTranslation('drafts');
  const { t: deploy } = useTranslation('deploy');
  const kept = useDocument((document) => document.kept);
  const trouble = useDocument((document) => document.trouble) ?? 'unreachable';
  const why = t(`save.${trouble}`);
  const whole = `${why} ${kept ? t('save.keptHere') : t('save.notKeptHere')}`;
  const Icon = kept ? IconDeviceFloppy : IconCloudOff;
  return (
    <span className={classes.trouble} role="status">
      <Tooltip label={`${whole} ${t('save.again')} (${deploy('save.now')})`}>
        <UnstyledButton
          className={classes.state}
          data-state={kept ? 'kept' : 'failed'}
          aria-label={whole}
          onClick={onSave}
        >
          <Icon size={15} stroke={1.8} className={classes.sign} aria-hidden />
          <span className={classes.whole}>{whole}</span>
          <span className={classes.short}>{kept ? t('save.kept') : t('save.notKept')}</span>
        </UnstyledButton>
      </Tooltip>
    </span>
  );
}

function Gone() {
  const { t } = useTranslation('drafts');
  return (
    <Tooltip label={t('save.goneHelp')}>
      <span className={classes.state} data-state="failed" role="status">
        <IconAlertTriangle size={15} stroke={1.8} aria-hidden />
        {t('save.gone')}
      </span>
    </Tooltip>
  );
}
