/** The window in which a decision table is edited. Loaded when it is first opened. */
import '../../i18n/grid.ts';
import { Modal } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { arrivedAt, valuesOf } from '../../samples/samples.ts';
import { useFormScope } from '../form/form-scope.ts';
import { AdvancedCondition } from './advanced-condition.tsx';
import { faultsByRow, rowFaults } from './cell-faults.ts';
import { valueText } from './cell-text.ts';
import { columnWords } from './column-words.ts';
import { DecisionGrid } from './decision-grid.tsx';
import classes from './grid.module.css';
import { GridTools } from './grid-tools.tsx';
import { MatchColumns } from './match-columns.tsx';
import { rowHits } from './row-hits.ts';
import { advancedOf, cellText, type Table, withAdvanced } from './table-edit.ts';
import { useGrid } from './use-grid.ts';
import { useTable } from './use-table.ts';

export interface GridWindowProps {
  readonly path: string;
  readonly value: unknown;
  readonly fields: readonly FieldInfo[];
  readonly firstRow: number;
  readonly onClose: () => void;
}

const MOST_VALUES = 30;

export default function GridWindow({ path, value, fields, firstRow, onClose }: GridWindowProps) {
  const { language, faults, samples } = useFormScope();
  const { t } = useTranslation('grid');
  const open = useTable(path, value, fields);
  const { table } = open;
  const input = useRef<HTMLTextAreaElement>(null);
  const valuesFor = (column: number) => valuesIn(table, column, fields, (field) => valuesOf(samples, field));
  const grid = useGrid(open, firstRow, valuesFor);
  const words = useMemo(
    () => table.columns.map((column) => columnWords(column, fields, language, t)),
    [table.columns, fields, language, t],
  );
  const faulty = useMemo(() => {
    const byRow = faultsByRow(faults, path);
    return table.rows.flatMap((row, i) =>
      rowFaults(row, byRow.get(i) ?? [], table).flatMap(({ columnId }) => {
        const column = Math.max(
          0,
          table.columns.findIndex(({ id }) => id === columnId),
        );
        return { row: i, column };
      }),
    );
  }, [table, faults, path]);
  const events = arrivedAt(samples);
  const hits = useMemo(() => rowHits(table.rows, arrivedAt(samples)), [table.rows, samples]);
  const back = () => input.current?.focus({ preventScroll: true });

  const { advancedRow, sheet } = grid;
  return (
    <Modal
      opened
      onClose={() => {
        grid.cell.commit();
        onClose();
      }}
      title={t('title')}
      size="calc(100vw - 64px)"
      yOffset={24}
      closeButtonProps={{ 'aria-label': t('done') }}
    >
      <div className={classes.body}>
        <GridTools grid={grid} fields={fields} faulty={faulty} onDone={back} />
        <DecisionGrid
          grid={grid}
          path={path}
          fields={fields}
          words={words}
          hits={events.length > 0 ? hits : undefined}
          events={events.length}
          input={input}
        />
      </div>
      {sheet && (
        <MatchColumns
          sheet={sheet}
          fields={fields}
          onClose={grid.closeSheet}
          onTake={(meanings) => {
            grid.closeSheet();
            grid.tell(open.takeSheet(sheet, meanings));
          }}
        />
      )}
      {advancedRow !== undefined && advancedRow < table.rows.length && (
        <AdvancedCondition
          row={advancedRow}
          condition={advancedOf(table.rows[advancedRow], table)}
          fields={fields}
          onClose={grid.closeAdvanced}
          onTake={(condition) =>
            open.write(table.rows.with(advancedRow, withAdvanced(table.rows[advancedRow], condition, table)))
          }
        />
      )}
    </Modal>
  );
}

/** What a cell may be filled with: the values that the catalogue knows, those that arrived, those of other rows. */
function valuesIn(
  table: Table,
  at: number,
  fields: readonly FieldInfo[],
  arrived: (field: string) => readonly unknown[],
): readonly string[] {
  const column = table.columns[at];
  if (!column || column.kind === 'advanced') return [];
  const { language } = table.reading;
  const found = new Set<string>();
  const add = (text: string | undefined) => {
    if (text && !text.includes('\n')) found.add(text);
  };
  if (column.kind === 'when') {
    const info = fields.find((each) => each.path === column.field);
    for (const value of info?.values ?? []) add(valueText(value, language));
    if (info?.type === 'boolean') for (const value of [true, false]) add(valueText(value, language));
    for (const value of arrived(column.field)) add(valueText(value, language));
  }
  for (const row of table.rows.slice(0, 300)) {
    if (found.size >= MOST_VALUES) break;
    add(cellText(row, column, table));
  }
  return [...found].slice(0, MOST_VALUES);
}
