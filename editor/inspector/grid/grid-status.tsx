/** Below the grid: what is wrong with the chosen cell, or what was just done, or how to write. */
import '../../i18n/grid.ts';
import { useTranslation } from 'react-i18next';
import { Sentence } from '../form/fault-lines.tsx';
import { useFormScope } from '../form/form-scope.ts';
import { asObject, type CellFault } from './cell-faults.ts';
import classes from './grid.module.css';

export interface Notice {
  readonly severity: 'error' | 'hint' | 'done';
  readonly text: string;
}

export interface GridStatusProps {
  readonly id: string;
  readonly notice: Notice | undefined;
  readonly faults: readonly CellFault[];
}

export function GridStatus({ id, notice, faults }: GridStatusProps) {
  const { language, readOnly } = useFormScope();
  const { t } = useTranslation('grid');
  const texts = faults.map(({ unread, fault }) => ({
    severity: fault?.severity ?? ('error' as const),
    text: unread
      ? t(`problem.${unread.as}`, { value: asObject(unread.value, language) })
      : (fault?.message[language] ?? ''),
  }));
  const quiet = texts.length === 0 && !notice;
  return (
    <div className={classes.status}>
      <div role="status" id={id}>
        {notice &&
          (notice.severity === 'done' ? (
            <span>{notice.text}</span>
          ) : (
            <Sentence severity={notice.severity} text={notice.text} />
          ))}
        {texts.map(({ severity, text }) => (
          <Sentence key={text} severity={severity} text={text} />
        ))}
        {quiet && !readOnly && <span className={classes.keys}>{t('writing')}</span>}
      </div>
      {!readOnly && <span className={classes.keys}>{t('keys')}</span>}
    </div>
  );
}
