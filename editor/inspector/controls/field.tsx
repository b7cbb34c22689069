/** A field of the events that arrive: picked by its name, or typed as a path. */
import { useTranslation } from 'react-i18next';
import type { ControlProps } from '../form/form-scope.ts';
import { emptyText, shownText, useControl } from '../form/use-control.ts';
import { fieldChoices } from './choice.ts';
import { FreeCombobox } from './free-combobox.tsx';
import { useOfferedFields } from './use-offered-fields.ts';

export function FieldControl(props: ControlProps) {
  const { field, value, onChange, row } = props;
  const { input, scope } = useControl(props);
  const { t } = useTranslation('inspector');
  const fields = useOfferedFields(field, row);
  return (
    <FreeCombobox
      {...input}
      placeholder={t('chooseField')}
      value={shownText(value)}
      choices={fieldChoices(fields, scope.language)}
      onChange={(next) => onChange(next === '' ? emptyText(field) : next)}
      emptyText={t('noFields')}
    />
  );
}
