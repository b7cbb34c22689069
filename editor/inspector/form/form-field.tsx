/** One field of a form: the component of its control, at its place in the settings. */
import type { ComponentType } from 'react';
import type { Control, FormField } from '../../../nodes/kit/define-node.ts';
import { ColumnControl } from '../controls/column.tsx';
import { ConditionControl } from '../controls/condition.tsx';
import { ConnectionControl } from '../controls/connection.tsx';
import { DecisionTableControl } from '../controls/decision-table.tsx';
import { DurationControl } from '../controls/duration.tsx';
import { EventTypeControl } from '../controls/event-type.tsx';
import { FieldControl } from '../controls/field.tsx';
import { FieldsControl } from '../controls/fields.tsx';
import { ListControl } from '../controls/list.tsx';
import { NameControl } from '../controls/name.tsx';
import { NumberControl } from '../controls/number.tsx';
import { RecordControl } from '../controls/record.tsx';
import { SelectControl } from '../controls/select.tsx';
import { SwitchControl } from '../controls/switch.tsx';
import { TableControl } from '../controls/table.tsx';
import { TemplateControl } from '../controls/template.tsx';
import { TextControl } from '../controls/text.tsx';
import { TextareaControl } from '../controls/textarea.tsx';
import { ValueControl } from '../controls/value.tsx';
import { type ControlProps, type Row, useFormScope } from './form-scope.ts';
import { lateControl } from './late-control.tsx';
import { getAt } from './path-value.ts';

const CONTROLS: Readonly<Record<Control, ComponentType<ControlProps>>> = {
  text: TextControl,
  textarea: TextareaControl,
  template: TemplateControl,
  expression: lateControl(async () => (await import('../controls/expression.tsx')).ExpressionControl),
  number: NumberControl,
  switch: SwitchControl,
  select: SelectControl,
  duration: DurationControl,
  name: NameControl,
  'event-type': EventTypeControl,
  connection: ConnectionControl,
  field: FieldControl,
  fields: FieldsControl,
  condition: ConditionControl,
  table: TableControl,
  column: ColumnControl,
  value: ValueControl,
  list: ListControl,
  record: RecordControl,
  'decision-table': DecisionTableControl,
};

export interface FormFieldInputProps {
  readonly field: FormField;
  /** Where its value stands in the node's settings. */
  readonly path: string;
  readonly row?: Row;
  readonly hideLabel?: boolean;
  /** Takes the whole width of a row of a list. */
  readonly wide?: boolean;
}

export function FormFieldInput({ field, path, row, hideLabel, wide }: FormFieldInputProps) {
  const { config, update } = useFormScope();
  const ControlComponent = CONTROLS[field.control];
  return (
    <div data-field={path} data-wide={wide || undefined}>
      <ControlComponent
        field={field}
        path={path}
        value={getAt(config, path)}
        onChange={(value) => update(path, value)}
        row={row}
        hideLabel={hideLabel}
      />
    </div>
  );
}
