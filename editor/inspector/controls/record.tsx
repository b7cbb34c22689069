/** Names with a value each: what a row of a decision table sets. */
import { ActionIcon, Button, Group, Input, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRow, rowsOf } from '../../../nodes/kit/lenient.ts';
import { FaultLines, Sentence } from '../form/fault-lines.tsx';
import { faultsUnder } from '../form/faults-at.ts';
import type { ControlProps } from '../form/form-scope.ts';
import { latePart } from '../form/late-control.tsx';
import { offeredFields } from '../form/offered-fields.ts';
import { getAt } from '../form/path-value.ts';
import { placed } from '../form/placed-field.ts';
import { useControl, WRAPPER_GAPS } from '../form/use-control.ts';
import classes from '../inspector.module.css';
import { type Choice, fieldChoice } from './choice.ts';
import { FreeCombobox } from './free-combobox.tsx';
import { InsertField } from './insertable-textarea.tsx';
import { ValueInput } from './value-input.tsx';

const CellPreview = lazy(latePart(() => import('../template/cell-preview.tsx')));

interface Entry {
  readonly key: number;
  readonly name: string;
  readonly value: unknown;
}

interface Entries {
  readonly entries: readonly Entry[];
  /** What the document should hold while these entries are its. */
  readonly written: unknown;
  readonly nextKey: number;
}

function entriesOf(value: unknown, nextKey: number): Entries {
  const entries = isRow(value) ? Object.entries(value) : [];
  return {
    entries: entries.map(([name, each], i) => ({ key: nextKey + i, name, value: each })),
    written: value,
    nextKey: nextKey + entries.length,
  };
}

/** The map that the entries make: those with a name, each name once. What a name may be is the definition's concern. */
function recordOf(entries: readonly Entry[]): Record<string, unknown> {
  const named = entries.filter(
    (entry, i) => entry.name !== '' && entries.findIndex((each) => each.name === entry.name) === i,
  );
  return Object.fromEntries(named.map(({ name, value }) => [name, value]));
}

/** A line that is only begun changes nothing in the document. */
function isSameRecord(record: Record<string, unknown>, written: unknown): boolean {
  if (!isRow(written)) return false;
  const names = Object.keys(record);
  const before = Object.keys(written);
  return (
    names.length === before.length &&
    names.every((name, i) => before[i] === name && record[name] === written[name])
  );
}

export function RecordControl(props: ControlProps) {
  const { path, value, onChange } = props;
  const { input, label, scope } = useControl(props, 'here');
  const { t } = useTranslation('inspector');
  const [kept, setKept] = useState(() => entriesOf(value, 0));
  const fresh = Object.is(value, kept.written) ? kept : entriesOf(value, kept.nextKey);
  if (fresh !== kept) setKept(fresh);
  const { entries, nextKey } = fresh;
  const known = knownNames(scope.config, path);
  const fields = props.field.templates
    ? offeredFields(props.field, scope.config, props.row, scope.context)
    : [];
  const id = useId();

  function change(next: readonly Entry[], used = nextKey) {
    const record = recordOf(next);
    const written = isSameRecord(record, fresh.written) ? fresh.written : record;
    setKept({ entries: next, written, nextKey: used });
    if (written === record) onChange(record);
  }

  function problemOf(entry: Entry, i: number): string | undefined {
    if (entry.name === '') return undefined;
    const first = entries.findIndex((each) => each.name === entry.name);
    return first < i ? t('nameTwice') : undefined;
  }

  return (
    <Input.Wrapper {...WRAPPER_GAPS} {...input} labelElement="div" label={<span id={id}>{label}</span>}>
      <Stack gap={6} role="group" aria-labelledby={id} className={classes.record}>
        {entries.map((entry, i) => {
          const problem = problemOf(entry, i);
          return (
            <div key={entry.key} data-field={`${path}.${entry.name}`}>
              <Group gap={4} wrap="nowrap" align="flex-start">
                <div className={classes.recordName}>
                  <FreeCombobox
                    aria-label={t('recordName', { n: i + 1 })}
                    placeholder={t('fieldName')}
                    rightSection={null}
                    value={entry.name}
                    error={problem !== undefined}
                    disabled={scope.readOnly}
                    choices={[...known.keys()].map((name) => ({ value: name, label: name }))}
                    emptyText={t('typeName')}
                    onChange={(name) => change(entries.with(i, { ...entry, name }))}
                  />
                </div>
                <span className={classes.recordIs}>=</span>
                <div className={classes.grow}>
                  <ValueInput
                    aria-label={t('recordValue', { name: entry.name || i + 1 })}
                    value={entry.value}
                    compact
                    disabled={scope.readOnly}
                    choices={known.get(entry.name)}
                    onChange={(next) => change(entries.with(i, { ...entry, value: next }))}
                  />
                </div>
                {props.field.templates && !scope.readOnly && typeof entry.value !== 'boolean' && (
                  <InsertField
                    choices={fields.map((info) => fieldChoice(info, scope.language))}
                    onInsert={(path) =>
                      change(entries.with(i, { ...entry, value: `${entry.value ?? ''}${placed(path, '')}` }))
                    }
                  />
                )}
                {!scope.readOnly && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={22}
                    mt={4}
                    aria-label={t('removeItem', { item: entry.name || String(i + 1) })}
                    onClick={() => change(entries.toSpliced(i, 1))}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                )}
              </Group>
              {problem && <Sentence text={problem} />}
              {props.field.templates && typeof entry.value === 'string' && (
                <Suspense fallback={null}>
                  <CellPreview control={props} name={entry.name} template={entry.value} />
                </Suspense>
              )}
              {entry.name !== '' && (
                <FaultLines
                  faults={faultsUnder(scope.faults, `${path}.${entry.name}`)}
                  language={scope.language}
                />
              )}
            </div>
          );
        })}
        {!scope.readOnly && (
          <div>
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconPlus size={13} aria-hidden />}
              onClick={() => change([...entries, { key: nextKey, name: '', value: '' }], nextKey + 1)}
            >
              {props.field.addLabel?.[scope.language] ?? t('addValue')}
            </Button>
          </div>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

/** The names that the other rows of the same list set, each with the texts they set, for the dropdowns. */
function knownNames(config: unknown, path: string): Map<string, Choice[]> {
  const place = /^(.*)\.\d+\.([^.]+)$/.exec(path);
  const known = new Map<string, Choice[]>();
  if (!place) return known;
  for (const row of rowsOf(getAt(config, place[1])))
    for (const [name, value] of Object.entries(isRow(row[place[2]]) ? (row[place[2]] as object) : {})) {
      const choices = known.get(name) ?? [];
      if (typeof value === 'string' && value !== '' && !choices.some((choice) => choice.value === value))
        choices.push({ value, label: value });
      known.set(name, choices);
    }
  return known;
}
