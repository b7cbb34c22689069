/** Above the grid: the rule by which rows are taken, and the tools for rows and columns. */
import '../../i18n/grid.ts';
import { ActionIcon, Button, Popover, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconColumnInsertRight,
  IconCopy,
  IconCopyPlus,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconSortAscending2,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { fieldChoices } from '../controls/choice.ts';
import { useFormScope } from '../form/form-scope.ts';
import { writeCells } from './clipboard-table.ts';
import { ColumnForm } from './column-form.tsx';
import classes from './grid.module.css';
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
  const { open, area, keyActions } = grid;
  const { rows, columns } = open.table;
  const held = { ...area, bottom: Math.min(area.bottom, rows.length - 1) };
  const noRow = held.top > held.bottom;

  async function copyAll() {
    const whole = { top: 0, left: 0, bottom: rows.length - 1, right: columns.length - 1 };
    const cells = [columns.map(headerText), ...copyFrom(open.table, whole)];
    try {
      await navigator.clipboard.writeText(writeCells(cells));
      grid.setNotice({ severity: 'done', text: t('copied') });
    } catch {
      grid.setNotice({ severity: 'error', text: t('copyFailed') });
    }
    onDone();
  }

  function nextFault() {
    const { row, column } = grid.selection.focus;
    const after = faulty.find((each) => each.row > row || (each.row === row && each.column > column));
    const { row: y, column: x } = after ?? faulty[0];
    grid.select(selectionAt(y, x));
    onDone();
  }

  const rowTools = [
    {
      name: 'insertRow',
      Icon: IconRowInsertTop,
      run: () => (open.canGrow ? open.insertRow(held.top) : grid.refuse('rows')),
    },
    {
      name: 'duplicateRows',
      Icon: IconCopyPlus,
      run: () => (open.canGrow ? open.duplicateRows(held) : grid.refuse('rows')),
    },
    { name: 'moveRowsUp', Icon: IconArrowUp, run: () => keyActions.moveRows(-1), off: held.top === 0 },
    {
      name: 'moveRowsDown',
      Icon: IconArrowDown,
      run: () => keyActions.moveRows(1),
      off: held.bottom >= rows.length - 1,
    },
    { name: 'removeRows', Icon: IconTrash, run: () => open.removeRows(held) },
  ];

  return (
    <div className={classes.tools}>
      <span className={classes.policy} title={t('policyHelp')}>
        <IconSortAscending2 size={14} aria-hidden />
        {t('policy')}
      </span>
      {faulty.length > 0 && (
        <Button
          size="compact-sm"
          variant="light"
          color="red"
          leftSection={<IconAlertTriangle size={14} aria-hidden />}
          onClick={nextFault}
        >
          {t('nextFault', { count: faulty.length })}
        </Button>
      )}
      {!readOnly && (
        <>
          <Tool label={t('undo')} Icon={IconArrowBackUp} run={keyActions.undo} onDone={onDone} />
          <Tool label={t('redo')} Icon={IconArrowForwardUp} run={keyActions.redo} onDone={onDone} />
          <span className={classes.divider} />
          {(['when', 'set'] as const).map((kind) => (
            <AddColumn key={kind} kind={kind} grid={grid} fields={fields} onDone={onDone} />
          ))}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRowInsertBottom size={14} aria-hidden />}
            disabled={columns.length === 0}
            onClick={() => {
              if (open.canGrow) open.insertRow(rows.length);
              else grid.refuse('rows');
              grid.select(selectionAt(rows.length, 0));
              onDone();
            }}
          >
            {t('addRow')}
          </Button>
          <span className={classes.divider} />
          {rowTools.map(({ name, Icon, run, off }) => (
            <Tool
              key={name}
              label={t(name)}
              Icon={Icon}
              run={run}
              off={noRow || columns.length === 0 || off}
              onDone={onDone}
            />
          ))}
        </>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconCopy size={14} aria-hidden />}
        disabled={columns.length === 0}
        onClick={() => void copyAll()}
      >
        {t('copyAll')}
      </Button>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly Icon: typeof IconCopy;
  readonly run: () => void;
  readonly off?: boolean;
  readonly onDone: () => void;
}

function Tool({ label, Icon, run, off, onDone }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={label}
        disabled={off}
        onClick={() => {
          run();
          onDone();
        }}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function AddColumn({
  kind,
  grid,
  fields,
  onDone,
}: { kind: 'when' | 'set' } & Omit<GridToolsProps, 'faulty'>) {
  const { language } = useFormScope();
  const { t } = useTranslation('grid');
  const [opened, setOpened] = useState(false);
  const { open } = grid;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      trapFocus
      withinPortal
      shadow="md"
      position="bottom-start"
      width={300}
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconColumnInsertRight size={14} aria-hidden />}
          onClick={() => (open.canWiden ? setOpened(!opened) : grid.refuse('columns'))}
        >
          {t(kind === 'when' ? 'addWhen' : 'addSet')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ColumnForm
          kind={kind}
          fields={fields}
          choices={fieldChoices(fields, language)}
          columns={open.table.columns}
          onTake={(column) => {
            open.addColumn(column);
            setOpened(false);
            onDone();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
