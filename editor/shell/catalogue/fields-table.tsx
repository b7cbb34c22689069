/** The fields of an event type as a table that is typed into. */
import '../../i18n/catalogue.ts';
import { Button, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../../nodes/kit/fault.ts';
import { addFields, changeField, type EditedField, type EditedType, removeField } from './edited-type.ts';
import { FieldRow } from './field-row.tsx';
import classes from './fields-table.module.css';

interface FieldsTableProps {
  readonly edited: EditedType;
  readonly faults: readonly Fault[];
  readonly onChange: (next: EditedType) => void;
}

const NO_FAULTS: readonly Fault[] = [];

export function FieldsTable({ edited, faults, onChange }: FieldsTableProps) {
  const { t } = useTranslation('catalogue');
  const body = useRef<HTMLTableSectionElement>(null);
  const { fields } = edited;
  const latest = useRef({ edited, onChange });
  latest.current = { edited, onChange };
  // The same for all rows and always: with each letter only the row is drawn anew that it was typed into.
  const change = useCallback((key: number, part: Partial<EditedField> | undefined) => {
    const now = latest.current;
    now.onChange(part ? changeField(now.edited, key, part) : removeField(now.edited, key));
  }, []);

  function add() {
    onChange(addFields(edited, [{ path: '', type: 'string' }]));
    // Once the row is there.
    setTimeout(() => body.current?.querySelector<HTMLInputElement>('tr[data-last] input')?.focus());
  }

  return (
    <div>
      <div className={classes.head}>
        <Title order={3} size="h4">
          {t('fields')} <span className={classes.count}>{fields.length}</span>
        </Title>
        <Button variant="default" leftSection={<IconPlus size={15} />} onClick={add}>
          {t('addField')}
        </Button>
      </div>
      {fields.length === 0 ? (
        <p className={classes.none}>{t('noFields')}</p>
      ) : (
        <div className={classes.frame}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th aria-label={t('details')} className={classes.narrow} />
                <th>{t('path')}</th>
                <th className={classes.typeColumn}>{t('fieldType')}</th>
                <th>{t('nameKo')}</th>
                <th>{t('nameEn')}</th>
                <th title={t('valuesHelp')}>{t('values')}</th>
                <th>{t('example')}</th>
                <th aria-label={t('remove')} className={classes.narrow} />
              </tr>
            </thead>
            <tbody ref={body}>
              {fields.map((field, index) => (
                <FieldRow
                  key={field.key}
                  field={field}
                  index={index}
                  isLast={index === fields.length - 1}
                  faults={faultsOf(faults, index)}
                  onChange={change}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function faultsOf(faults: readonly Fault[], index: number): readonly Fault[] {
  const place = `fields.${index}`;
  const own = faults.filter(({ field = '' }) => field === place || field.startsWith(`${place}.`));
  return own.length === 0 ? NO_FAULTS : own;
}
