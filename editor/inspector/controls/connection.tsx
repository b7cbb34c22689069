/** Where events come from or go to. */
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { ControlProps } from '../form/form-scope.ts';
import { emptyText, shownText, useControl } from '../form/use-control.ts';
import { FreeCombobox } from './free-combobox.tsx';

export function ConnectionControl(props: ControlProps) {
  const { field, value, onChange } = props;
  const { input, scope } = useControl(props);
  const { t } = useTranslation('inspector');
  const { channel } = scope.config;
  // An action sends over connections of its own channel only.
  const fitting = (scope.context.surroundings.connections ?? []).filter(
    (each) => channel === undefined || each.channel === undefined || each.channel === channel,
  );
  return (
    <FreeCombobox
      {...input}
      placeholder={t('anyConnection')}
      value={shownText(value)}
      choices={fitting.map((each) => ({
        value: each.id,
        label: localize(each.name, scope.language, each.id),
      }))}
      onChange={(next) => onChange(next === '' ? emptyText(field) : next)}
      emptyText={t('noConnections')}
    />
  );
}
