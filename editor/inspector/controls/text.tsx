/** A line of text. */
import { TextInput } from '@mantine/core';
import { isRow } from '../../../nodes/kit/lenient.ts';
import { type ControlProps, useFormScope } from '../form/form-scope.ts';
import { emptyText, shownText, useControl } from '../form/use-control.ts';
import { useDraft } from '../form/use-draft.ts';

export function TextControl(props: ControlProps) {
  const { input } = useControl(props);
  const draft = useTextDraft(props);
  return (
    <TextInput
      {...input}
      value={draft.text}
      onChange={(event) => draft.setText(event.currentTarget.value)}
      spellCheck={false}
    />
  );
}

/** Text that is written to the document as it is typed. Of a text in several languages, the reader's own is edited. */
export function useTextDraft({ field, value, onChange }: ControlProps) {
  const { language } = useFormScope();
  const own = isRow(value) ? value[language] : value;
  return useDraft(shownText(own), own, (text) => {
    const next = text === '' ? emptyText(field) : text;
    onChange(isRow(value) ? { ...value, [language]: next ?? '' } : next);
    return isRow(value) ? (next ?? '') : next;
  });
}
