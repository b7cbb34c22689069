/** Above the grid: the rule by which rows are taken, and the tools for rows and columns. */
import '../../i18n/grid.ts';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconSortAscending2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { useFormScope } from '../form/form-scope.ts';
import { writeCells } from './clipboard-table.ts';
import classes from './grid.module.css';
import { GridEditTools } from './grid-edit-tools.tsx';
import { headerText } from './header-match.ts';
import { selectionAt } from './moves.ts';
import { copyFrom } from './paste.ts';
import type { OpenGrid } from './use-grid.ts';

export interface GridToolsProps {
  readonly grid: OpenGrid;
  readonly fields: readonly FieldInfo[];
  readonly faulty: readonly { readonly row: number; readonly column: number }[];
  readonly onDone: () => void;
}

export function GridTools({ grid, fields, faulty, onDone }: GridToolsProps) {
  const { readOnly } = useFormScope();
  const { t } = useTranslation('grid');
  return (
    <div className={classes.tools}>
      <span className={classes.policy} title={t('policyHelp')}>
        <IconSortAscending2 size={14} aria-hidden />
        {t('policy')}
      </span>
      {faulty.length > 0 && <NextFault grid={grid} faulty={faulty} onDone={onDone} />}
      {!readOnly && <GridEditTools grid={grid} fields={fields} onDone={onDone} />}
      <CopyAll grid={grid} onDone={onDone} />
    </div>
  );
}

function NextFault({ grid, faulty, onDone }: Omit<GridToolsProps, 'fields'>) {
  const { t } = useTranslation('grid');
  const { row, column } = grid.selection.focus;
  const after = faulty.find((each) => each.row > row || (each.row === row && each.column > column));
  const next = after ?? faulty[0];
  return (
    <Button
      size="compact-sm"
      variant="light"
      color="red"
      leftSection={<IconAlertTriangle size={14} aria-hidden />}
      onClick={() => {
        grid.select(selectionAt(next.row, next.column));
        onDone();
      }}
    >
      {t('nextFault', { count: faulty.length })}
    </Button>
  );
}

function CopyAll({ grid, onDone }: Pick<GridToolsProps, 'grid' | 'onDone'>) {
  const { t } = useTranslation('grid');
  const { table } = grid.open;
  const { rows, columns } = table;

  async function copy() {
    const whole = { top: 0, left: 0, bottom: rows.length - 1, right: columns.length - 1 };
    const cells = [columns.map(headerText), ...copyFrom(table, whole)];
    try {
      await navigator.clipboard.writeText(writeCells(cells));
      grid.setNotice({ severity: 'done', text: t('copied') });
    } catch {
      grid.setNotice({ severity: 'error', text: t('copyFailed') });
    }
    onDone();
  }

  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconCopy size={14} aria-hidden />}
      disabled={columns.length === 0}
      onClick={() => void copy()}
    >
      {t('copyAll')}
    </Button>
  );
}
