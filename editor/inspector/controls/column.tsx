/** A column of the table that the node is set to. */
import { useTranslation } from 'react-i18next';
import type { ControlProps } from '../form/form-scope.ts';
import { offeredColumns } from '../form/offered-fields.ts';
import { emptyText, shownText, useControl } from '../form/use-control.ts';
import { fieldChoices } from './choice.ts';
import { FreeCombobox } from './free-combobox.tsx';

export function ColumnControl(props: ControlProps) {
  const { field, value, onChange } = props;
  const { input, scope } = useControl(props);
  const { t } = useTranslation('inspector');
  return (
    <FreeCombobox
      {...input}
      placeholder={t('chooseColumn')}
      value={shownText(value)}
      choices={fieldChoices(offeredColumns(field, scope.config, scope.context), scope.language)}
      onChange={(next) => onChange(next === '' ? emptyText(field) : next)}
      emptyText={t('noColumns')}
    />
  );
}
