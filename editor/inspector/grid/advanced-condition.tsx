/** What the cells of a row can't say, in the condition builder. */
import '../../i18n/grid.ts';
import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALWAYS, type RuleGroup } from '../../../nodes/kit/condition.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import type { Row } from '../../../nodes/kit/lenient.ts';
import { valuesOf } from '../../samples/samples.ts';
import { isBuildable } from '../condition/builder-query.ts';
import { useFormScope } from '../form/form-scope.ts';
import { latePart } from '../form/late-control.tsx';

const ConditionBuilder = lazy(latePart(() => import('../condition/condition-builder.tsx')));

export interface AdvancedConditionProps {
  readonly row: number;
  readonly condition: RuleGroup | undefined;
  readonly fields: readonly FieldInfo[];
  readonly onTake: (condition: RuleGroup | undefined) => void;
  readonly onClose: () => void;
}

export function AdvancedCondition({ row, condition, fields, onTake, onClose }: AdvancedConditionProps) {
  const { language, readOnly, samples } = useFormScope();
  const arrivedValues = useCallback((path: string) => valuesOf(samples, path), [samples]);
  const { t } = useTranslation('grid');
  const id = useId();
  const start = condition !== undefined && isBuildable(condition) ? condition : ALWAYS;
  const [held, setHeld] = useState<RuleGroup>(start);

  function close() {
    if (held !== start) onTake(held.rules.length > 0 || held.not ? held : undefined);
    onClose();
  }
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={<span id={id}>{t('advancedTitle', { n: row + 1 })}</span>}
      closeButtonProps={{ 'aria-label': t('done') }}
    >
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {t('advancedRest')}
        </Text>
        <Suspense fallback={<Skeleton height={64} radius="sm" />}>
          <ConditionBuilder
            value={held as unknown as Row}
            onChange={setHeld}
            path=""
            labelledBy={id}
            fields={fields}
            valuesOf={arrivedValues}
            faults={[]}
            language={language}
            readOnly={readOnly}
          />
        </Suspense>
        <Group justify="flex-end">
          <Button onClick={close}>{t('done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
