/** A text with places for fields: `{{accountNo}}`. */
import type { ControlProps } from '../form/form-scope.ts';
import { offeredFields } from '../form/offered-fields.ts';
import { useControl } from '../form/use-control.ts';
import { fieldChoices } from './choice.ts';
import { InsertableTextarea } from './insertable-textarea.tsx';
import { useTextDraft } from './text.tsx';

export function TemplateControl(props: ControlProps) {
  const { input, scope } = useControl(props);
  const draft = useTextDraft(props);
  const fields = offeredFields(props.field, scope.config, props.row, scope.context);
  return (
    <InsertableTextarea
      {...input}
      value={draft.text}
      onChange={draft.setText}
      choices={fieldChoices(fields, scope.language)}
      written={(path) => `{{${path}}}`}
    />
  );
}
