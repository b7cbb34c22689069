/** The fields of an event type as a table that is typed into. */
import { ActionIcon, Button, Input, NativeSelect, TextInput, Title } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELD_TYPES } from '../../../flows/catalogue/check-event-type.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import { LANGUAGES } from '../../../nodes/kit/text.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { textIn, withTextIn } from '../../inspector/form/localized-edit.ts';
import { addFields, changeField, type EditedField, type EditedType, removeField } from './edited-type.ts';
import classes from './fields-table.module.css';

interface FieldsTableProps {
  readonly edited: EditedType;
  readonly faults: readonly Fault[];
  readonly onChange: (next: EditedType) => void;
}

export function FieldsTable({ edited, faults, onChange }: FieldsTableProps) {
  const { t } = useTranslation('catalogue');
  const body = useRef<HTMLTableSectionElement>(null);
  const { fields } = edited;

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
                  faults={faults.filter((fault) => isOf(fault, index))}
                  onChange={(part) => onChange(changeField(edited, field.key, part))}
                  onRemove={() => onChange(removeField(edited, field.key))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

const isOf = ({ field = '' }: Fault, index: number) =>
  field === `fields.${index}` || field.startsWith(`fields.${index}.`);

interface FieldRowProps {
  readonly field: EditedField;
  readonly index: number;
  readonly isLast: boolean;
  readonly faults: readonly Fault[];
  readonly onChange: (part: Partial<EditedField>) => void;
  readonly onRemove: () => void;
}

function FieldRow({ field, index, isLast, faults, onChange, onRemove }: FieldRowProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const named = field.path || t('aField', { number: index + 1 });
  const label = (what: string) => t('ofField', { field: named, what });
  const isWrong = (part: string) =>
    faults.some((fault) => fault.field === `fields.${index}.${part}`) || undefined;
  return (
    <Fragment>
      <tr data-last={isLast || undefined}>
        <td>
          <ActionIcon
            size={26}
            aria-label={label(t('description'))}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
          </ActionIcon>
        </td>
        <td>
          <TextInput
            size="xs"
            aria-label={label(t('path'))}
            classNames={{ input: classes.code }}
            value={field.path}
            error={isWrong('path')}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange({ path: event.currentTarget.value })}
          />
        </td>
        <td>
          <NativeSelect
            size="xs"
            aria-label={label(t('fieldType'))}
            data={FIELD_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
            value={field.type}
            onChange={(event) => {
              const type = FIELD_TYPES.find((each) => each === event.currentTarget.value);
              if (type) onChange({ type });
            }}
          />
        </td>
        {LANGUAGES.map((each) => (
          <td key={each}>
            <TextInput
              size="xs"
              lang={each}
              aria-label={label(t(each === 'ko' ? 'nameKo' : 'nameEn'))}
              value={textIn(field.label, each, language)}
              error={isWrong('label')}
              onChange={(event) =>
                onChange({ label: withTextIn(field.label, each, event.currentTarget.value, language) })
              }
            />
          </td>
        ))}
        <td>
          <TextInput
            size="xs"
            aria-label={label(t('values'))}
            value={field.values}
            error={isWrong('values')}
            title={field.values || t('valuesHelp')}
            onChange={(event) => onChange({ values: event.currentTarget.value })}
          />
        </td>
        <td>
          <TextInput
            size="xs"
            aria-label={label(t('example'))}
            value={field.example}
            error={isWrong('example')}
            title={field.example}
            onChange={(event) => onChange({ example: event.currentTarget.value })}
          />
        </td>
        <td>
          <ActionIcon size={26} aria-label={t('removeField', { field: named })} onClick={onRemove}>
            <IconTrash size={15} stroke={1.6} />
          </ActionIcon>
        </td>
      </tr>
      {(open || faults.length > 0) && (
        <tr>
          <td />
          <td colSpan={7} className={classes.below}>
            {faults.map((fault) => (
              <Input.Error key={`${fault.field} ${fault.code}`} size="sm">
                {fault.message[language]}
              </Input.Error>
            ))}
            {open && <Descriptions field={field} named={named} onChange={onChange} />}
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Descriptions({
  field,
  named,
  onChange,
}: Pick<FieldRowProps, 'field' | 'onChange'> & { readonly named: string }) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  return (
    <div className={classes.descriptions}>
      {LANGUAGES.map((each) => {
        const what = t('textIn', { name: t('description'), language: t(`languages.${each}`) });
        return (
          <TextInput
            key={each}
            size="xs"
            lang={each}
            placeholder={what}
            aria-label={t('ofField', { field: named, what })}
            value={textIn(field.description, each, language)}
            onChange={(event) =>
              onChange({
                description: withTextIn(field.description, each, event.currentTarget.value, language),
              })
            }
          />
        );
      })}
    </div>
  );
}
