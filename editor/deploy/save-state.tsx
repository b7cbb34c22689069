/** Whether what is drawn is saved, in a word that does not jump about. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../document/open-document.ts';
import classes from './save-state.module.css';

const ICONS = {
  saved: IconCheck,
  dirty: IconPencil,
  saving: IconRefresh,
  failed: IconCloudOff,
  conflict: IconAlertTriangle,
};

export function SaveState({ onSave }: { onSave: () => void }) {
  const { t } = useTranslation('deploy');
  const state = useDocument((document) => document.saveState);
  const Icon = ICONS[state];
  const words = (
    <>
      <Icon size={15} stroke={1.8} aria-hidden />
      {t(`save.${state}`)}
    </>
  );
  if (state === 'dirty' || state === 'failed')
    return (
      <Tooltip label={state === 'failed' ? `${t('save.failedHelp')} ${t('save.now')}` : t('save.now')}>
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
