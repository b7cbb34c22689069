/** One of a few choices. */
import { Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import { noticesOf } from '../form/fault-lines.tsx';
import { faultsUnder } from '../form/faults-at.ts';
import type { ControlProps } from '../form/form-scope.ts';
import { shownText, useControl } from '../form/use-control.ts';
import { useTypeAhead } from './type-ahead.ts';

export function SelectControl(props: ControlProps) {
  const { field, value, onChange } = props;
  const { input, scope } = useControl(props, field.variant ? 'here' : 'inside');
  const { t } = useTranslation('inspector');
  const { config, language, update } = scope;
  const chosen = field.variant ? field.variant.of(config) : value === undefined ? null : shownText(value);
  const options = (field.options ?? []).map((option) => ({
    value: option.value,
    label: localize(option.label, language),
  }));
  // What the file says is shown even where it is none of the choices.
  if (chosen !== null && chosen !== '' && !options.some((option) => option.value === chosen))
    options.push({ value: chosen, label: chosen });
  const hints = faultsUnder(scope.faults, props.path).filter((fault) => fault.severity === 'hint');
  // What the choice means says more than what to choose.
  const help = field.options?.find((option) => option.value === chosen)?.help;

  function choose(next: string | null) {
    if (!field.variant) onChange(next ?? undefined);
    else if (next !== null) update('', field.variant.set(config, next));
  }

  const searchable = options.length > 15;
  const typeAhead = useTypeAhead(options, chosen ?? '', choose);

  return (
    <Select
      {...input}
      onKeyDown={searchable || scope.readOnly ? undefined : typeAhead}
      // A choice between parts of the settings may share its place with the part itself, which shows its faults.
      error={
        scope.shown.some((other) => other !== field && other.path === field.path) ? undefined : input.error
      }
      description={
        help ? noticesOf(hints, language, localize(help, language)).description : input.description
      }
      data={options}
      value={chosen}
      onChange={choose}
      placeholder={field.required ? t('choose') : t('byDefault')}
      allowDeselect={false}
      clearable={!field.required && !field.variant && value !== undefined}
      checkIconPosition="right"
      maxDropdownHeight={320}
      searchable={searchable}
      limit={100}
      renderOption={({ option }) => {
        const more = field.options?.find((each) => each.value === option.value)?.help;
        return (
          <Stack gap={0}>
            <Text size="xs">{option.label}</Text>
            {more && (
              <Text size="xs" c="dimmed" lh={1.35}>
                {localize(more, language)}
              </Text>
            )}
          </Stack>
        );
      }}
    />
  );
}
