/** A value of any type: text, number, yes or no. */
import type { ControlProps } from '../form/form-scope.ts';
import { useControl } from '../form/use-control.ts';
import { ValueInput } from './value-input.tsx';

export function ValueControl(props: ControlProps) {
  const { input } = useControl(props);
  return <ValueInput {...input} value={props.value} onChange={props.onChange} />;
}
