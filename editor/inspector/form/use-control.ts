/** What every control hands to its Mantine input: label, help, faults, size. */
import { localize } from '../../../nodes/kit/text.ts';
import { noticesOf } from './fault-lines.tsx';
import { faultsAt, faultsUnder } from './faults-at.ts';
import { type ControlProps, useFormScope } from './form-scope.ts';

/** Label, input, then help, then what is wrong: inputs of one row stay on one line. */
export const WRAPPER_ORDER: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];

/** For a wrapper around more than one input: the distance that a single input keeps by itself. */
export const WRAPPER_GAPS = {
  descriptionProps: { style: { marginTop: 5 } },
  errorProps: { style: { marginTop: 5 } },
} as const;

/**
 * @param own `here`: only faults of exactly this place (its parts show their own); `inside`: all of them
 */
export function useControl({ field, path, row, hideLabel }: ControlProps, own: 'here' | 'inside' = 'inside') {
  const scope = useFormScope();
  const { language, readOnly } = scope;
  const faults = own === 'here' ? faultsAt(scope.faults, path) : faultsUnder(scope.faults, path);
  const label = localize(field.label, language);
  // A list says once, for all its rows, what their inputs are about.
  const help = row === undefined && !hideLabel && field.help ? localize(field.help, language) : undefined;
  return {
    scope,
    label,
    /** For a Mantine input. */
    input: {
      ...(hideLabel ? { 'aria-label': label } : { label }),
      ...noticesOf(faults, language, help),
      inputWrapperOrder: WRAPPER_ORDER,
      withAsterisk: field.required === true && !hideLabel,
      size: 'xs' as const,
      disabled: readOnly,
    },
  };
}

/** What is written for an emptied text: nothing, where nothing is allowed. */
export function emptyText(field: ControlProps['field']): '' | undefined {
  return field.required || field.path === '' ? '' : undefined;
}

/** A value as text for an input that expects text; whatever else stands there is shown as JSON, not hidden. */
export function shownText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
