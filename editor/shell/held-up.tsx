/** A line under the header while something keeps the engines from going on. */
import { IconAlertTriangle, IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSystem } from '../live/live.ts';
import classes from './held-up.module.css';

export function HeldUp() {
  const { t } = useTranslation('shell');
  const trouble = useSystem((system) => system?.storageTrouble === true);
  const seconds = useSystem((system) =>
    system?.catchingUpUntil === undefined
      ? 0
      : Math.max(1, Math.ceil((system.catchingUpUntil - system.at) / 1_000)),
  );
  if (trouble)
    return (
      <p className={classes.line} data-kind="trouble" role="alert">
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
        {t('heldUp.storage')}
      </p>
    );
  if (seconds === 0) return null;
  return (
    <p className={classes.line} data-kind="waiting">
      <IconHourglass size={16} stroke={1.8} aria-hidden />
      {t('heldUp.catchingUp', { count: seconds })}
    </p>
  );
}
