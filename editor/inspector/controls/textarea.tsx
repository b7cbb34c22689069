/** Several lines of text. */
import { Textarea } from '@mantine/core';
import type { ControlProps } from '../form/form-scope.ts';
import { useControl } from '../form/use-control.ts';
import { useTextDraft } from './text.tsx';

export function TextareaControl(props: ControlProps) {
  const { input } = useControl(props);
  const draft = useTextDraft(props);
  return (
    <Textarea
      {...input}
      autosize
      minRows={3}
      maxRows={12}
      value={draft.text}
      onChange={(event) => draft.setText(event.currentTarget.value)}
    />
  );
}
