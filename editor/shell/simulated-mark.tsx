/** Says that something comes from made-up events. */
import { Tooltip } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './simulated-mark.module.css';

export function SimulatedMark() {
  const { t } = useTranslation('common');
  const { t: simulate } = useTranslation('simulate');
  return (
    <Tooltip label={simulate('markingHelp')}>
      <span className={classes.mark}>
        <IconFlask size={13} stroke={1.8} aria-hidden />
        {t('simulated')}
      </span>
    </Tooltip>
  );
}
