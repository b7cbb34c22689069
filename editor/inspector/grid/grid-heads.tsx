/** The heads of the grid: one a column, and how many events each row was for. */
// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only while in view lie in no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the input over the cells, which names the active one
import '../../i18n/grid.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { fieldChoices } from '../controls/choice.ts';
import { useFormScope } from '../form/form-scope.ts';
import { ColumnHead } from './column-head.tsx';
import type { ColumnWords } from './column-words.ts';
import classes from './grid.module.css';
import { HEAD_WIDTH } from './grid-row.tsx';
import type { OpenTable } from './use-table.ts';

interface GridHeadsProps {
  readonly open: OpenTable;
  readonly words: readonly ColumnWords[];
  readonly widths: readonly number[];
  readonly fields: readonly FieldInfo[];
  /** Of so many events each row says how many it was for; undefined: none are known. */
  readonly events: number | undefined;
  readonly onClosed: () => void;
}

export function GridHeads({ open, words, widths, fields, events, onClosed }: GridHeadsProps) {
  const { language, readOnly } = useFormScope();
  const { t } = useTranslation('grid');
  const { columns } = open.table;
  const choices = useMemo(() => fieldChoices(fields, language), [fields, language]);
  return (
    <div role="row" aria-rowindex={1} className={classes.heads}>
      <div role="columnheader" className={classes.corner} style={{ width: HEAD_WIDTH }} aria-label="#" />
      {columns.map((column, at) => (
        <ColumnHead
          key={column.id}
          at={at}
          words={words[at]}
          width={widths[at]}
          open={open}
          readOnly={readOnly}
          fields={fields}
          choices={choices}
          columns={columns}
          onClosed={onClosed}
        />
      ))}
      {events !== undefined && (
        <div role="columnheader" className={classes.hitsHead} title={t('hitsHelp', { count: events })}>
          {t('hits')}
        </div>
      )}
    </div>
  );
}
