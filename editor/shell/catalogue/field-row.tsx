/**
 * One field of an event type. Plain inputs: a type has up to two hundred fields, and the component library's would take
 * seconds for so many.
 */
import '../../i18n/catalogue.ts';
import { Input } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react';
import { type InputHTMLAttributes, memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELD_TYPES } from '../../../flows/catalogue/check-event-type.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import { LANGUAGES } from '../../../nodes/kit/text.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { textIn, withTextIn } from '../../inspector/form/localized-edit.ts';
import type { EditedField } from './edited-type.ts';
import classes from './fields-table.module.css';

interface FieldRowProps {
  readonly field: EditedField;
  readonly index: number;
  readonly isLast: boolean;
  readonly faults: readonly Fault[];
  /** `part` undefined: the field is taken away. */
  readonly onChange: (key: number, part: Partial<EditedField> | undefined) => void;
}

export const FieldRow = memo(function FieldRow({ field, index, isLast, faults, onChange }: FieldRowProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const named = field.path || t('aField', { number: index + 1 });
  const change = (part: Partial<EditedField>) => onChange(field.key, part);
  const cell = (what: string, part: string) => ({
    'aria-label': t('ofField', { field: named, what }),
    'aria-invalid': faults.some((fault) => fault.field === `fields.${index}.${part}`) || undefined,
  });
  return (
    <>
      <tr data-last={isLast || undefined}>
        <td>
          <button
            type="button"
            className={classes.sign}
            aria-label={t('ofField', { field: named, what: t('description') })}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
          </button>
        </td>
        <td>
          <Cell
            {...cell(t('path'), 'path')}
            className={`${classes.cell} ${classes.code}`}
            value={field.path}
            onText={(path) => change({ path })}
          />
        </td>
        <td>
          <select
            {...cell(t('fieldType'), 'type')}
            className={classes.cell}
            value={field.type}
            onChange={(event) => {
              const type = FIELD_TYPES.find((each) => each === event.currentTarget.value);
              if (type) change({ type });
            }}
          >
            {FIELD_TYPES.map((type) => (
              <option key={type} value={type}>
                {t(`types.${type}`)}
              </option>
            ))}
          </select>
        </td>
        {LANGUAGES.map((each) => (
          <td key={each}>
            <Cell
              {...cell(t(each === 'ko' ? 'nameKo' : 'nameEn'), 'label')}
              lang={each}
              value={textIn(field.label, each, language)}
              onText={(text) => change({ label: withTextIn(field.label, each, text, language) })}
            />
          </td>
        ))}
        <td>
          <Cell
            {...cell(t('values'), 'values')}
            value={field.values}
            title={field.values || t('valuesHelp')}
            onText={(values) => change({ values })}
          />
        </td>
        <td>
          <Cell
            {...cell(t('example'), 'example')}
            value={field.example}
            title={field.example}
            onText={(example) => change({ example })}
          />
        </td>
        <td>
          <button
            type="button"
            className={classes.sign}
            aria-label={t('removeField', { field: named })}
            onClick={() => onChange(field.key, undefined)}
          >
            <IconTrash size={15} stroke={1.6} />
          </button>
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
            {open && <Descriptions field={field} named={named} onChange={change} />}
          </td>
        </tr>
      )}
    </>
  );
});

interface CellProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly onText: (text: string) => void;
}

function Cell({ onText, ...props }: CellProps) {
  return (
    <input
      type="text"
      className={classes.cell}
      spellCheck={false}
      autoComplete="off"
      {...props}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

interface DescriptionsProps {
  readonly field: EditedField;
  readonly named: string;
  readonly onChange: (part: Partial<EditedField>) => void;
}

function Descriptions({ field, named, onChange }: DescriptionsProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  return (
    <div className={classes.descriptions}>
      {LANGUAGES.map((each) => {
        const what = t('textIn', { name: t('description'), language: t(`languages.${each}`) });
        return (
          <Cell
            key={each}
            lang={each}
            placeholder={what}
            aria-label={t('ofField', { field: named, what })}
            value={textIn(field.description, each, language)}
            onText={(text) => onChange({ description: withTextIn(field.description, each, text, language) })}
          />
        );
      })}
    </div>
  );
}
