/** Adds a column: a condition, or a value that is set. */
import '../../i18n/grid.ts';
import { Button, Popover } from '@mantine/core';
import { IconColumnInsertRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldChoices } from '../controls/choice.ts';
import { useFormScope } from '../form/form-scope.ts';
import { ColumnForm } from './column-form.tsx';
import type { GridToolsProps } from './grid-tools.tsx';

type AddColumnProps = { readonly kind: 'when' | 'set' } & Omit<GridToolsProps, 'faulty'>;

export function AddColumn({ kind, grid, fields, onDone }: AddColumnProps) {
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
