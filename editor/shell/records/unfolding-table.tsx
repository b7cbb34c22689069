/** A table whose rows unfold to their details. */
import { ActionIcon, Table } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './unfolding-table.module.css';

export interface Column<Item> {
  readonly label: string;
  /** In the place of the label, which then is its key alone. */
  readonly head?: ReactNode;
  readonly cell: (item: Item) => ReactNode;
  /** Takes the room that the others leave, and is cut where that is not enough. */
  readonly wide?: boolean;
  /** Takes no more than some room, beside a wide one. */
  readonly cut?: boolean;
  readonly right?: boolean;
}

interface UnfoldingTableProps<Item> {
  readonly items: readonly Item[];
  readonly idOf: (item: Item, index: number) => string;
  readonly columns: readonly Column<Item>[];
  readonly details: (item: Item) => ReactNode;
}

export function UnfoldingTable<Item>({ items, idOf, columns, details }: UnfoldingTableProps<Item>) {
  const [opened, setOpened] = useState<string>();
  return (
    <Table className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.fold} aria-hidden />
          {columns.map(({ label, head, right, wide, cut }) => (
            <Table.Th key={label} data-right={right} data-wide={wide} data-cut={cut} className={classes.cell}>
              {head ?? label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      {items.map((item, index) => {
        const id = idOf(item, index);
        const isOpen = id === opened;
        return (
          <Table.Tbody key={id} className={classes.item} data-opened={isOpen || undefined}>
            <Table.Tr className={classes.line} onClick={() => setOpened(isOpen ? undefined : id)}>
              <Table.Td className={classes.fold}>
                <Fold opened={isOpen} onToggle={() => setOpened(isOpen ? undefined : id)} />
              </Table.Td>
              {columns.map(({ label, cell, right, wide, cut }) => (
                <Table.Td
                  key={label}
                  data-right={right}
                  data-wide={wide}
                  data-cut={cut}
                  className={classes.cell}
                >
                  {cell(item)}
                </Table.Td>
              ))}
            </Table.Tr>
            {isOpen && (
              <Table.Tr>
                <Table.Td colSpan={columns.length + 1} className={classes.details}>
                  {details(item)}
                </Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        );
      })}
    </Table>
  );
}

function Fold({ opened, onToggle }: { opened: boolean; onToggle: () => void }) {
  const { t } = useTranslation('live');
  const { t: common } = useTranslation('common');
  return (
    <ActionIcon
      size="sm"
      aria-label={opened ? t('collapse') : common('more')}
      aria-expanded={opened}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {opened ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
    </ActionIcon>
  );
}
