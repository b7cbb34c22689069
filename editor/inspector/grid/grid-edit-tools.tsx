/** The tools above the grid that change it: back and forward, columns, rows. */
import '../../i18n/grid.ts';
import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconCopyPlus,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AddColumn } from './add-column.tsx';
import classes from './grid.module.css';
import { GridTool } from './grid-tool.tsx';
import type { GridToolsProps } from './grid-tools.tsx';
import { selectionAt } from './moves.ts';
import type { OpenGrid } from './use-grid.ts';

type GridEditToolsProps = Omit<GridToolsProps, 'faulty'>;

export function GridEditTools({ grid, fields, onDone }: GridEditToolsProps) {
  const { t } = useTranslation('grid');
  const { undo, redo } = grid.keyActions;
  return (
    <>
      <GridTool label={t('undo')} Icon={IconArrowBackUp} run={undo} onDone={onDone} />
      <GridTool label={t('redo')} Icon={IconArrowForwardUp} run={redo} onDone={onDone} />
      <span className={classes.divider} />
      {(['when', 'set'] as const).map((kind) => (
        <AddColumn key={kind} kind={kind} grid={grid} fields={fields} onDone={onDone} />
      ))}
      <AddRow grid={grid} onDone={onDone} />
      <span className={classes.divider} />
      <RowTools grid={grid} onDone={onDone} />
    </>
  );
}

type RowToolsProps = Omit<GridEditToolsProps, 'fields'>;

function AddRow({ grid, onDone }: RowToolsProps) {
  const { t } = useTranslation('grid');
  const { rows, columns } = grid.open.table;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconRowInsertBottom size={14} aria-hidden />}
      disabled={columns.length === 0}
      onClick={() => {
        if (grid.open.canGrow) grid.open.insertRow(rows.length);
        else grid.refuse('rows');
        grid.select(selectionAt(rows.length, 0));
        onDone();
      }}
    >
      {t('addRow')}
    </Button>
  );
}

function RowTools({ grid, onDone }: RowToolsProps) {
  const { t } = useTranslation('grid');
  const { area, open } = grid;
  const { rows, columns } = open.table;
  const held = { ...area, bottom: Math.min(area.bottom, rows.length - 1) };
  const noRow = held.top > held.bottom || columns.length === 0;
  return rowToolsOf(grid, held).map(({ name, Icon, run, off }) => (
    <GridTool key={name} label={t(name)} Icon={Icon} run={run} off={noRow || off} onDone={onDone} />
  ));
}

function rowToolsOf({ open, keyActions, refuse }: OpenGrid, held: OpenGrid['area']) {
  return [
    {
      name: 'insertRow',
      Icon: IconRowInsertTop,
      run: () => (open.canGrow ? open.insertRow(held.top) : refuse('rows')),
    },
    {
      name: 'duplicateRows',
      Icon: IconCopyPlus,
      run: () => (open.canGrow ? open.duplicateRows(held) : refuse('rows')),
    },
    { name: 'moveRowsUp', Icon: IconArrowUp, run: () => keyActions.moveRows(-1), off: held.top === 0 },
    {
      name: 'moveRowsDown',
      Icon: IconArrowDown,
      run: () => keyActions.moveRows(1),
      off: held.bottom >= open.table.rows.length - 1,
    },
    { name: 'removeRows', Icon: IconTrash, run: () => open.removeRows(held) },
  ];
}
