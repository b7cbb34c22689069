/** Several fields of the events that arrive, in an order that counts (a key). */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { textsOf } from '../../../nodes/kit/lenient.ts';
import type { ControlProps } from '../form/form-scope.ts';
import { useControl } from '../form/use-control.ts';
import { fieldChoices } from './choice.ts';
import { PillsCombobox } from './pills-combobox.tsx';
import { useOfferedFields } from './use-offered-fields.ts';

export function FieldsControl(props: ControlProps) {
  const { field, value, onChange, row } = props;
  const { input, label, scope } = useControl(props);
  const { t } = useTranslation('inspector');
  const id = useId();
  const chosen = textsOf(value);
  const choices = fieldChoices(useOfferedFields(field, row), scope.language);
  const items = chosen.map((path, i) => {
    const name = choices.find((choice) => choice.value === path)?.label ?? path;
    return { key: `${path} ${chosen.indexOf(path) === i ? '' : i}`, label: name, title: path };
  });

  return (
    <PillsCombobox
      {...input}
      id={id}
      inputLabel={label}
      items={items}
      choices={choices.filter((choice) => !chosen.includes(choice.value))}
      placeholder={t('chooseFields')}
      emptyText={t('noFields')}
      onAdd={(path) => {
        if (!chosen.includes(path)) onChange([...chosen, path]);
        return undefined;
      }}
      onRemove={(index) => onChange(chosen.toSpliced(index, 1))}
    />
  );
}
