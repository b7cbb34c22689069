/** A reference table. */
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { ControlProps } from '../form/form-scope.ts';
import { emptyText, shownText, useControl } from '../form/use-control.ts';
import { FreeCombobox } from './free-combobox.tsx';

export function TableControl(props: ControlProps) {
  const { field, value, onChange } = props;
  const { input, scope } = useControl(props);
  const { t } = useTranslation('inspector');
  const tables = scope.context.surroundings.tables ?? [];
  return (
    <FreeCombobox
      {...input}
      value={shownText(value)}
      choices={tables.map((table) => ({
        value: table.name,
        label: localize(table.label, scope.language, table.name),
      }))}
      onChange={(next) => onChange(next === '' ? emptyText(field) : next)}
      emptyText={t('noTables')}
    />
  );
}
