/** The fields that an input offers: what is known to arrive, and what was seen to. */
import { useMemo } from 'react';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { type Row, useFormScope } from '../form/form-scope.ts';
import { offeredFields } from '../form/offered-fields.ts';
import { withSeenFields } from '../form/seen-fields.ts';

export function useOfferedFields(field: FormField, row?: Row): readonly FieldInfo[] {
  const { config, context, samples } = useFormScope();
  return useMemo(() => {
    const offered = offeredFields(field, config, row, context);
    // What the definition offers instead of what arrives is all that there is.
    if (field.offer) return offered;
    return withSeenFields(offered, samples, field.of?.(config, row));
  }, [field, config, context, samples, row]);
}
