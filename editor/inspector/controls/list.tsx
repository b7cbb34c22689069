/** A list of things of one kind: add, remove, put in order. Members with a condition inside are folded to a line. */
import { Button, Fieldset, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import { noticesOf } from '../form/fault-lines.tsx';
import { faultsAt, isAtOrUnder } from '../form/faults-at.ts';
import { type ControlProps, useFormScope } from '../form/form-scope.ts';
import { joinPath } from '../form/path-value.ts';
import { useRowKeys } from '../form/use-row-keys.ts';
import classes from '../inspector.module.css';
import { ListRow } from './list-row.tsx';

const NO_ROWS: readonly unknown[] = [];
/** With one of these inside, members are folded until they are asked for. */
const LARGE = ['condition', 'list', 'record', 'expression'];
/** With so many inputs, members can be folded; with so many members, they are. */
const MANY = 3;

export function ListControl({ field, path, value, onChange }: ControlProps) {
  const { language, faults, readOnly, reveal } = useFormScope();
  const { t } = useTranslation('inspector');
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : NO_ROWS;
  const keys = useRowKeys(rows);
  const parts = field.fields ?? [];
  const large = parts.some((part) => LARGE.includes(part.control));
  const foldable = parts.length >= MANY || (large && parts.length > 1);
  const [openKeys, setOpenKeys] = useState<ReadonlySet<number>>(
    () => new Set(rows.length <= (large ? 1 : MANY) ? keys : []),
  );
  const [seenReveal, setSeenReveal] = useState<number>();
  const list = useRef<HTMLDivElement>(null);
  // How many rows there were when one was added; it is opened and focused when it is there.
  const [addedAfter, setAddedAfter] = useState<number | null>(null);

  if (reveal && reveal.turn !== seenReveal) {
    setSeenReveal(reveal.turn);
    const revealed = rows.findIndex((_, i) => isAtOrUnder(reveal.field, joinPath(path, i)));
    if (revealed >= 0) setOpenKeys(new Set([...openKeys, keys[revealed]]));
  }
  if (addedAfter !== null && rows.length > addedAfter && !openKeys.has(keys[rows.length - 1]))
    setOpenKeys(new Set([...openKeys, keys[rows.length - 1]]));

  useEffect(() => {
    if (addedAfter === null || rows.length <= addedAfter) return;
    setAddedAfter(null);
    const added = list.current?.querySelector(`[data-row="${rows.length - 1}"]`);
    added?.querySelector<HTMLElement>('[data-field] input, [data-field] textarea')?.focus();
  }, [addedAfter, rows.length]);

  function add() {
    const fresh = field.newRow?.() ?? (parts.length === 1 && parts[0].path === '' ? '' : {});
    setAddedAfter(rows.length);
    onChange([...rows, fresh]);
  }

  function move(from: number, to: number) {
    onChange(rows.toSpliced(from, 1).toSpliced(to, 0, rows[from]));
  }

  function toggle(key: number) {
    const next = new Set(openKeys);
    if (!next.delete(key)) next.add(key);
    setOpenKeys(next);
  }

  const { error, description } = noticesOf(
    faultsAt(faults, path),
    language,
    field.help && localize(field.help, language),
  );
  const partHelp = parts.filter((part) => part.help && part.path !== '');
  return (
    <Fieldset
      variant="unstyled"
      className={classes.list}
      legend={
        <>
          {localize(field.label, language)}
          {field.required && <span className={classes.asterisk}> *</span>}
        </>
      }
      classNames={{ legend: classes.legend }}
    >
      <Stack gap={6} ref={list}>
        {(description || partHelp.length > 0) && (
          <div className={classes.help}>
            {description}
            {partHelp.map((part) => (
              <div key={part.path}>
                <b>{localize(part.label, language)}</b>: {localize(part.help, language)}
              </div>
            ))}
          </div>
        )}
        {rows.map((row, i) => (
          <ListRow
            key={keys[i]}
            parts={parts}
            path={joinPath(path, i)}
            row={row}
            index={i}
            count={rows.length}
            foldable={foldable}
            open={!foldable || openKeys.has(keys[i])}
            onToggle={() => toggle(keys[i])}
            onRemove={
              !readOnly && rows.length > (field.min ?? 0) ? () => onChange(rows.toSpliced(i, 1)) : undefined
            }
            onMove={readOnly ? undefined : (to) => move(i, to)}
          />
        ))}
        {rows.length === 0 && (
          <Text size="xs" c="dimmed">
            {t('emptyList')}
          </Text>
        )}
        {!readOnly && rows.length < (field.max ?? Number.POSITIVE_INFINITY) && (
          <div>
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconPlus size={13} aria-hidden />}
              onClick={add}
            >
              {field.addLabel ? localize(field.addLabel, language) : t('add')}
            </Button>
          </div>
        )}
        {error && <div role="alert">{error}</div>}
      </Stack>
    </Fieldset>
  );
}
