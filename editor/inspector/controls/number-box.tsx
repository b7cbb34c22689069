/**
 * An input for a number. Nothing is clamped, rounded or turned into another type: what is not a number stays in the
 * input with a sentence, and the document keeps the last number.
 */
import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Sentence } from '../form/fault-lines.tsx';
import { formatNumber, parseNumberText, separateWhileTyping } from '../form/number-text.ts';
import { shownText } from '../form/use-control.ts';
import { KEPT, useDraft } from '../form/use-draft.ts';

export interface NumberBoxProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: unknown;
  /** `undefined` where the input was emptied. */
  readonly onChange: (value: number | undefined) => void;
}

export function NumberBox({ value, onChange, error, ...props }: NumberBoxProps) {
  const { t } = useTranslation('inspector');
  const shown = typeof value === 'number' ? formatNumber(value) : shownText(value);
  const draft = useDraft(shown, value, (text) => {
    const number = parseNumberText(text);
    if (number === undefined && text.trim() !== '') return KEPT;
    if (!Object.is(number, value)) onChange(number);
    return number;
  });
  const wrong = draft.text.trim() !== '' && parseNumberText(draft.text) === undefined;
  return (
    <TextInput
      size="xs"
      {...props}
      inputMode="decimal"
      autoComplete="off"
      value={draft.text}
      error={wrong ? <Sentence text={t('numberProblem')} /> : error}
      onChange={(event) => {
        const { value: text, selectionStart } = event.currentTarget;
        draft.setText(selectionStart === text.length ? separateWhileTyping(text) : text);
      }}
      onBlur={(event) => {
        if (!wrong) draft.reset();
        props.onBlur?.(event);
      }}
    />
  );
}
