/** A length of time as a number and a unit; ISO 8601 in the file. */
import { Group, Input, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DURATION_UNITS, type DurationUnit, parseDuration } from '../../../nodes/kit/duration.ts';
import { durationText, writtenParts } from '../form/duration-parts.ts';
import { Sentence } from '../form/fault-lines.tsx';
import type { ControlProps } from '../form/form-scope.ts';
import { formatNumber, parseNumberText } from '../form/number-text.ts';
import { shownText, useControl, WRAPPER_GAPS } from '../form/use-control.ts';
import { KEPT, useDraft } from '../form/use-draft.ts';

export function DurationControl(props: ControlProps) {
  const { value, onChange, hideLabel } = props;
  const { input, label, scope } = useControl(props);
  const { t } = useTranslation('inspector');
  const id = useId();
  const parts = typeof value === 'string' ? writtenParts(value) : undefined;
  const [chosenUnit, setChosenUnit] = useState<DurationUnit>('days');
  const unit = parts?.unit ?? chosenUnit;

  const draft = useDraft(parts ? formatNumber(parts.value) : '', value, (text) => {
    const number = parseNumberText(text);
    const next = number === undefined ? undefined : durationText(number, unit);
    if (next === undefined) {
      setChosenUnit(unit);
      return KEPT;
    }
    onChange(next);
    return next;
  });
  const foreign = typeof value === 'string' && value !== '' && parseDuration(value) === undefined;
  const number = parseNumberText(draft.text);
  const wrong =
    draft.text.trim() !== '' && (number === undefined || durationText(number, unit) === undefined);
  const emptied = draft.text.trim() === '' && parts !== undefined;

  const problem = wrong
    ? t('numberProblem')
    : foreign && input.error === undefined
      ? t('durationForeign', { text: shownText(value) })
      : undefined;

  function chooseUnit(next: DurationUnit) {
    setChosenUnit(next);
    const text = number === undefined ? undefined : durationText(number, next);
    if (text !== undefined) onChange(text);
  }

  /** An emptied optional duration is taken out when the input is left; a required one comes back. */
  function leave() {
    if (emptied && !props.field.required) onChange(undefined);
    if (!wrong) draft.reset();
  }

  return (
    <Input.Wrapper
      {...WRAPPER_GAPS}
      {...input}
      id={id}
      label={hideLabel ? undefined : label}
      error={problem ? <Sentence text={problem} /> : input.error}
    >
      <Group gap={6} wrap="nowrap" align="flex-start">
        <TextInput
          id={id}
          aria-label={hideLabel ? label : undefined}
          size="xs"
          flex={1}
          inputMode="decimal"
          autoComplete="off"
          disabled={scope.readOnly}
          error={wrong || input.error !== undefined || foreign}
          value={draft.text}
          onChange={(event) => draft.setText(event.currentTarget.value)}
          onBlur={leave}
        />
        <NativeSelect
          size="xs"
          w={96}
          aria-label={t('unitOf', { label })}
          disabled={scope.readOnly}
          value={unit}
          data={DURATION_UNITS.map((each) => ({ value: each.unit, label: each.label[scope.language] }))}
          onChange={(event) => chooseUnit(event.currentTarget.value as DurationUnit)}
        />
      </Group>
    </Input.Wrapper>
  );
}
