/** A decision table in the panel: its first rows in words, and the way to the grid in which it is edited. */
import '../../i18n/grid.ts';
import { Button, Input, Text, UnstyledButton } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import { rowOf } from '../../../nodes/kit/lenient.ts';
import { localize } from '../../../nodes/kit/text.ts';
import { FaultLines, noticesOf } from '../form/fault-lines.tsx';
import { faultsAt, faultsUnder } from '../form/faults-at.ts';
import { type ControlProps, useFormScope } from '../form/form-scope.ts';
import { latePart } from '../form/late-control.tsx';
import { joinPath } from '../form/path-value.ts';
import { rowInWords } from '../form/row-words.ts';
import { WRAPPER_GAPS, WRAPPER_ORDER } from '../form/use-control.ts';
import classes from './decision-table.module.css';
import { useOfferedFields } from './use-offered-fields.ts';

const GridWindow = lazy(latePart(() => import('../grid/grid-window.tsx')));

const SHOWN = 6;
const WHEN: FormField = { path: 'when', control: 'condition', label: { ko: '이럴 때', en: 'When' } };
const SET: FormField = { path: 'set', control: 'record', label: { ko: '붙일 값', en: 'Set' } };

export function DecisionTableControl({ field, path, value }: ControlProps) {
  const { faults, language, readOnly, ...scope } = useFormScope();
  const { t } = useTranslation('grid');
  const id = useId();
  const [openAt, setOpenAt] = useState<number>();
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const fields = useOfferedFields(field);
  const own = faultsAt(faults, path);
  const hidden = useMemo(
    () => rows.slice(SHOWN).flatMap((_, i) => faultsUnder(faults, joinPath(path, i + SHOWN))),
    [rows, faults, path],
  );
  const words = { ...scope, language };
  return (
    <Input.Wrapper
      {...WRAPPER_GAPS}
      size="xs"
      labelElement="div"
      label={<span id={id}>{localize(field.label, language)}</span>}
      inputWrapperOrder={WRAPPER_ORDER}
      {...noticesOf(own, language, field.help && localize(field.help, language))}
    >
      <Button
        fullWidth
        size="xs"
        mb={6}
        variant="light"
        leftSection={<IconTable size={15} aria-hidden />}
        onClick={() => setOpenAt(0)}
      >
        {t(readOnly ? 'view' : 'edit')}
      </Button>
      {rows.length === 0 ? (
        <Text size="xs" c="dimmed">
          {t('noRows')}
        </Text>
      ) : (
        <ol className={classes.rows} aria-label={t('preview')}>
          {rows.slice(0, SHOWN).map((row, i) => {
            const place = joinPath(path, i);
            const wrong = faultsUnder(faults, place);
            const set = rowInWords([SET], rowOf(row), words);
            return (
              // Rows have no name but their place, and hold nothing that could get lost.
              // biome-ignore lint/suspicious/noArrayIndexKey: only texts are drawn
              <li key={i} data-field={place}>
                <UnstyledButton
                  className={classes.row}
                  data-faulty={wrong.some(({ severity }) => severity === 'error') || undefined}
                  onClick={() => setOpenAt(i)}
                >
                  <span className={classes.number}>{i + 1}</span>
                  <span>
                    {rowInWords([WHEN], rowOf(row), words) || t('always')}
                    {' → '}
                    <span className={classes.set}>{set || t('setsNothing')}</span>
                    <FaultLines faults={wrong} language={language} />
                  </span>
                </UnstyledButton>
              </li>
            );
          })}
          {rows.length > SHOWN && (
            <li className={classes.more}>
              {t('moreRows', { count: rows.length - SHOWN })}
              <FaultLines faults={hidden.slice(0, 3)} language={language} />
            </li>
          )}
        </ol>
      )}
      {openAt !== undefined && (
        <Suspense fallback={null}>
          <GridWindow
            path={path}
            value={value}
            fields={fields}
            firstRow={openAt}
            onClose={() => setOpenAt(undefined)}
          />
        </Suspense>
      )}
    </Input.Wrapper>
  );
}
