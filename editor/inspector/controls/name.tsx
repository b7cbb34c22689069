/**
 * A name that the flow gives to something (a step, an aggregate, a field). Only names are written to the document,
 * when the input is left; what is not one yet stays in the input, with the reason beside it.
 */
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isName } from '../../../nodes/kit/field.ts';
import { endsInput } from '../form/ends-input.ts';
import { Sentence } from '../form/fault-lines.tsx';
import type { ControlProps } from '../form/form-scope.ts';
import { shownText, useControl } from '../form/use-control.ts';
import { KEPT, useDraft } from '../form/use-draft.ts';

export function NameControl(props: ControlProps) {
  const { value, onChange } = props;
  const { input } = useControl(props);
  const { t } = useTranslation('inspector');
  // Others may refer to the name, so it changes once, when it is whole, and not with each letter.
  const draft = useDraft(shownText(value), value, () => KEPT);
  const wrong = draft.text !== '' && !isName(draft.text);
  const missing = draft.text === '' && value !== undefined && value !== '';
  const problem = wrong ? 'nameProblem' : missing ? 'nameMissing' : undefined;

  function settle() {
    if (draft.text !== value && isName(draft.text)) onChange(draft.text);
  }

  return (
    <TextInput
      {...input}
      value={draft.text}
      onChange={(event) => draft.setText(event.currentTarget.value.trim())}
      onBlur={settle}
      onKeyDown={(event) => {
        if (endsInput(event)) settle();
        if (event.key === 'Escape') draft.reset();
      }}
      error={problem ? <Sentence text={t(problem)} /> : input.error}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
    />
  );
}
