/** One member of a list: its inputs, or one line that says what is in them, and the buttons that move and remove it. */
import { ActionIcon, Collapse, Group, Text, UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconArrowDown, IconArrowUp, IconChevronDown, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import { rowOf } from '../../../nodes/kit/lenient.ts';
import { faultsUnder } from '../form/faults-at.ts';
import { FormFieldInput } from '../form/form-field.tsx';
import { useFormScope } from '../form/form-scope.ts';
import { joinPath } from '../form/path-value.ts';
import { widthsOf } from '../form/row-layout.ts';
import { rowInWords } from '../form/row-words.ts';
import classes from '../inspector.module.css';

export interface ListRowProps {
  readonly parts: readonly FormField[];
  readonly path: string;
  readonly row: unknown;
  readonly index: number;
  readonly count: number;
  readonly foldable: boolean;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onRemove?: () => void;
  readonly onMove?: (to: number) => void;
}

export function ListRow({
  parts,
  path,
  row,
  index,
  count,
  foldable,
  open,
  onToggle,
  ...actions
}: ListRowProps) {
  const scope = useFormScope();
  const { config, faults } = scope;
  const { t } = useTranslation('inspector');
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  const buttons = <RowButtons index={index} count={count} {...actions} />;

  if (parts.length === 1 && parts[0].path === '')
    return (
      <Group gap={4} wrap="nowrap" align="flex-start" data-row={index}>
        <div className={classes.grow}>
          <FormFieldInput field={parts[0]} path={path} hideLabel />
        </div>
        {buttons}
      </Group>
    );

  const shown = parts.filter((part) => part.when?.(config, rowOf(row)) ?? true);
  const wide = widthsOf(shown);
  const inputs = (
    <div className={classes.rowGrid}>
      {shown.map((part, i) => (
        <FormFieldInput
          wide={wide[i]}
          key={`${part.path} ${part.control}`}
          field={part}
          path={joinPath(path, part.path)}
          row={rowOf(row)}
        />
      ))}
    </div>
  );
  const faulty = faultsUnder(faults, path).some((fault) => fault.severity === 'error');
  const words = rowInWords(shown, row, scope);
  return (
    <div className={classes.row} data-row={index} data-faulty={faulty || undefined}>
      <div className={classes.rowHead}>
        {foldable ? (
          <UnstyledButton
            className={classes.rowToggle}
            aria-expanded={open}
            aria-label={open ? t('foldRow', { n: index + 1 }) : undefined}
            onClick={onToggle}
          >
            <IconChevronDown
              size={14}
              className={classes.chevron}
              data-open={open || undefined}
              aria-hidden
            />
            <span className={classes.rowNumber}>{index + 1}</span>
            {!open && (
              <Text size="xs" lineClamp={3} className={classes.grow} c={words ? undefined : 'dimmed'}>
                {words || t('emptyRow')}
              </Text>
            )}
            {faulty && !open && (
              <IconAlertCircle size={14} color="var(--mantine-color-error)" aria-label={t('rowFaulty')} />
            )}
          </UnstyledButton>
        ) : (
          <span className={classes.rowNumber}>{index + 1}</span>
        )}
        {buttons}
      </div>
      {foldable ? (
        <Collapse expanded={open} keepMountedMode="display-none">
          {opened && <div className={classes.rowBody}>{inputs}</div>}
        </Collapse>
      ) : (
        inputs
      )}
    </div>
  );
}

function RowButtons({
  index,
  count,
  onRemove,
  onMove,
}: Pick<ListRowProps, 'index' | 'count' | 'onRemove' | 'onMove'>) {
  const { t } = useTranslation('inspector');
  const n = index + 1;
  return (
    <Group gap={0} wrap="nowrap" className={classes.rowButtons}>
      {onMove && count > 1 && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={22}
            aria-label={t('moveUp', { n })}
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={22}
            aria-label={t('moveDown', { n })}
            disabled={index === count - 1}
            onClick={() => onMove(index + 1)}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
        </>
      )}
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={22}
          aria-label={t('removeRow', { n })}
          onClick={onRemove}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
    </Group>
  );
}
