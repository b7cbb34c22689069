/** A condition. The builder is large, so it loads when the first condition is looked at. */
import { Button, Input, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ALWAYS } from '../../../nodes/kit/condition.ts';
import { isRow } from '../../../nodes/kit/lenient.ts';
import { localize } from '../../../nodes/kit/text.ts';
import { valuesOf } from '../../samples/samples.ts';
import { isBuildable } from '../condition/builder-query.ts';
import { isAtARule } from '../condition/condition-scope.ts';
import { noticesOf } from '../form/fault-lines.tsx';
import { faultsUnder } from '../form/faults-at.ts';
import { type ControlProps, useFormScope } from '../form/form-scope.ts';
import { latePart } from '../form/late-control.tsx';
import { WRAPPER_GAPS, WRAPPER_ORDER } from '../form/use-control.ts';
import { useOfferedFields } from './use-offered-fields.ts';

const ConditionBuilder = lazy(latePart(() => import('../condition/condition-builder.tsx')));

export function ConditionControl({ field, path, value, onChange, row }: ControlProps) {
  const scope = useFormScope();
  const { t } = useTranslation('inspector');
  const id = useId();
  const fields = useOfferedFields(field, row);
  const { samples } = scope;
  const arrivedValues = useCallback((place: string) => valuesOf(samples, place), [samples]);
  const label = localize(field.label, scope.language);
  const faults = faultsUnder(scope.faults, path);
  const own = faults.filter((fault) => !isAtARule(fault, path));
  const group = value === undefined || value === null ? ALWAYS : value;
  const help = row === undefined && field.help ? localize(field.help, scope.language) : undefined;

  return (
    <Input.Wrapper
      {...WRAPPER_GAPS}
      size="xs"
      labelElement="div"
      label={<span id={id}>{label}</span>}
      withAsterisk={field.required === true}
      inputWrapperOrder={WRAPPER_ORDER}
      {...noticesOf(own, scope.language, help)}
    >
      {isRow(group) && isBuildable(group) ? (
        <Suspense fallback={<Skeleton height={64} radius="sm" />}>
          <ConditionBuilder
            value={group}
            onChange={onChange}
            path={path}
            labelledBy={id}
            fields={fields}
            valuesOf={arrivedValues}
            faults={faults}
            language={scope.language}
            readOnly={scope.readOnly}
          />
        </Suspense>
      ) : (
        <div>
          <Text size="xs" c="dimmed" mb={4}>
            {t('conditionForeign')}
          </Text>
          <Button
            variant="default"
            size="compact-xs"
            disabled={scope.readOnly}
            onClick={() => onChange(ALWAYS)}
          >
            {t('conditionAnew')}
          </Button>
        </div>
      )}
    </Input.Wrapper>
  );
}
