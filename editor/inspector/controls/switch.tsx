/** On or off. Off takes the key away, since that is what the file means by it. */
import { Switch } from '@mantine/core';
import type { ControlProps } from '../form/form-scope.ts';
import { useControl } from '../form/use-control.ts';

export function SwitchControl(props: ControlProps) {
  const { input, label } = useControl(props);
  const { inputWrapperOrder: _order, withAsterisk: _asterisk, ...rest } = input;
  return (
    <Switch
      {...rest}
      label={label}
      checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked ? true : undefined)}
    />
  );
}
