/** The head of a column: what it asks or sets. Opened, it changes the column. */
// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only while in view lie in no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the input over the cells, which names the active one
import '../../i18n/grid.ts';
import { ActionIcon, Group, Popover, Stack, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconChevronDown, IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnForm, type ColumnFormProps } from './column-form.tsx';
import type { ColumnWords } from './column-words.ts';
import classes from './grid.module.css';
import type { OpenTable } from './use-table.ts';

export interface ColumnHeadProps extends Omit<ColumnFormProps, 'column' | 'onTake' | 'kind'> {
  readonly at: number;
  readonly words: ColumnWords;
  readonly width: number;
  readonly open: OpenTable;
  readonly readOnly: boolean;
  readonly onClosed: () => void;
}

export function ColumnHead({ at, words, width, open, readOnly, onClosed, ...form }: ColumnHeadProps) {
  const { t } = useTranslation('grid');
  const [opened, setOpened] = useState(false);
  const { columns } = open.table;
  const column = columns[at];
  const label = (
    <>
      <span className={classes.headName}>{words.name}</span>
      {words.sign && <span className={classes.headSign}>{words.sign}</span>}
    </>
  );
  const frame = { className: classes.head, 'data-kind': column.kind, style: { width } };
  if (readOnly || column.kind === 'advanced')
    return (
      <div
        role="columnheader"
        aria-colindex={at + 2}
        {...frame}
        title={column.kind === 'advanced' ? t('advancedHelp') : undefined}
      >
        <span className={classes.headPlain}>{label}</span>
      </div>
    );

  function close() {
    setOpened(false);
    onClosed();
  }
  const tools = [
    {
      name: 'columnLeft',
      Icon: IconArrowLeft,
      run: () => open.moveColumn(at, -1),
      off: columns[at - 1]?.kind !== column.kind,
    },
    {
      name: 'columnRight',
      Icon: IconArrowRight,
      run: () => open.moveColumn(at, 1),
      off: columns[at + 1]?.kind !== column.kind,
    },
    { name: 'duplicateColumn', Icon: IconCopy, run: () => open.duplicateColumn(at), off: !open.canWiden },
    { name: 'removeColumn', Icon: IconTrash, run: () => open.removeColumn(at), off: false },
  ];
  return (
    <div role="columnheader" aria-colindex={at + 2} {...frame}>
      <Popover
        opened={opened}
        onChange={setOpened}
        onClose={onClosed}
        trapFocus
        withinPortal
        shadow="md"
        position="bottom-start"
        width={300}
      >
        <Popover.Target>
          <UnstyledButton
            className={classes.headButton}
            aria-label={`${t('column', { name: words.name })} ${words.sign}`.trim()}
            title={column.kind === 'when' ? column.field : undefined}
            onClick={() => setOpened(!opened)}
          >
            {label}
            <IconChevronDown size={13} className={classes.headMore} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <ColumnForm
              {...form}
              kind={column.kind}
              column={column}
              onTake={(next) => {
                open.changeColumn(at, next);
                close();
              }}
            />
            <Group gap={4}>
              {tools.map(({ name, Icon, run, off }) => (
                <Tooltip key={name} label={t(name)} openDelay={400}>
                  <ActionIcon
                    variant="default"
                    size={28}
                    aria-label={t(name)}
                    disabled={off}
                    onClick={() => {
                      run();
                      close();
                    }}
                  >
                    <Icon size={15} />
                  </ActionIcon>
                </Tooltip>
              ))}
            </Group>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
