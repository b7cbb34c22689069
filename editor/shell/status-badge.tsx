/** Whether a flow runs: a word and a dot, so that it does not hang on colour alone. */
import { useTranslation } from 'react-i18next';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import classes from './status-badge.module.css';

export function StatusBadge({ status }: { status: FlowSummary['status'] }) {
  const { t } = useTranslation('common');
  return (
    <span className={classes.badge} data-status={status}>
      <span className={classes.dot} aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
