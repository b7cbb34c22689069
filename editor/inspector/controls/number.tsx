/** A number. */
import type { ControlProps } from '../form/form-scope.ts';
import { useControl } from '../form/use-control.ts';
import { NumberBox } from './number-box.tsx';

export function NumberControl(props: ControlProps) {
  const { input } = useControl(props);
  return <NumberBox {...input} value={props.value} onChange={props.onChange} />;
}
