/** The grid: heads, the rows in view, the input over the chosen cell, and the sentence about it. */
// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only while in view lie in no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the input over the cells, which names the active one
import '../../i18n/grid.ts';
import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { useFormScope } from '../form/form-scope.ts';
import { CellEditor } from './cell-editor.tsx';
import { faultsByRow, rowFaults, widthsFor } from './cell-faults.ts';
import type { ColumnWords } from './column-words.ts';
import classes from './grid.module.css';
import { GridHeads } from './grid-heads.tsx';
import { GridRow, HEAD_WIDTH, ROW_HEIGHT } from './grid-row.tsx';
import { GridStatus } from './grid-status.tsx';
import { useFocusInView } from './use-focus-in-view.ts';
import type { OpenGrid } from './use-grid.ts';
import { gridKeys } from './use-grid-keys.ts';
import { useGridPointer } from './use-grid-pointer.ts';

const HEAD_HEIGHT = 38;
const NO_FAULTS: readonly never[] = [];

export interface DecisionGridProps {
  readonly grid: OpenGrid;
  readonly path: string;
  readonly fields: readonly FieldInfo[];
  readonly words: readonly ColumnWords[];
  readonly hits: readonly number[] | undefined;
  readonly events: number;
  readonly input: RefObject<HTMLTextAreaElement | null>;
}

export function DecisionGrid({ grid, path, fields, words, hits, events, input }: DecisionGridProps) {
  const { faults, readOnly, context } = useFormScope();
  const { t } = useTranslation('grid');
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { open, size, selection, area, cell } = grid;
  const { table } = open;
  const { columns, rows, reading } = table;
  const names = useMemo(() => words.map(({ name, sign }) => `${name} ${sign}`.trim()), [words]);
  const widths = useMemo(() => widthsFor(table, names), [table, names]);
  const lefts = useMemo(
    () => widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, HEAD_WIDTH)),
    [widths],
  );
  const placed = useMemo(() => faultsByRow(faults, path), [faults, path]);

  const virtual = useVirtualizer({
    count: size.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollPaddingStart: HEAD_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
  });

  const { focus } = selection;
  useFocusInView(focus, scroller, virtual, lefts, widths);
  const focusInput = () => input.current?.focus({ preventScroll: true });

  const pointer = useGridPointer({
    size,
    rowCount: rows.length,
    selection,
    area,
    canMoveRows: !readOnly,
    rowAt(clientY) {
      const element = scroller.current;
      if (!element) return 0;
      return (clientY - element.getBoundingClientRect().top + element.scrollTop - HEAD_HEIGHT) / ROW_HEIGHT;
    },
    select: grid.select,
    begin: grid.begin,
    moveRows: (before) => grid.moveRowsTo(before),
    focus: focusInput,
  });
  const keys = gridKeys(grid.keyActions);
  const faultsOf = (row: number) => {
    const own = placed.get(row) ?? NO_FAULTS;
    return row < rows.length ? rowFaults(rows[row], own, table) : NO_FAULTS;
  };
  const statusId = `${gridId}-status`;
  const activeName = names[focus.column] ?? '';

  return (
    <>
      <div ref={scroller} className={classes.scroller} {...pointer.handlers}>
        <div
          role="grid"
          id={gridId}
          aria-label={t('title')}
          aria-rowcount={size.rows + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          aria-readonly={readOnly || undefined}
          className={classes.table}
          style={{ height: virtual.getTotalSize() + HEAD_HEIGHT }}
        >
          <GridHeads
            open={open}
            words={words}
            widths={widths}
            fields={fields}
            events={hits && events}
            onClosed={() => setTimeout(focusInput)}
          />
          {columns.length > 0 &&
            virtual.getVirtualItems().map(({ index, start }) => {
              const chosen = index >= area.top && index <= area.bottom;
              return (
                <GridRow
                  key={index}
                  gridId={gridId}
                  index={index}
                  top={start}
                  row={rows[index]}
                  isNew={index >= rows.length}
                  columns={columns}
                  names={names}
                  widths={widths}
                  reading={reading}
                  surroundings={context.surroundings}
                  faults={grid.faultsKept(index, faultsOf(index))}
                  from={chosen ? area.left : -1}
                  to={chosen ? area.right : -1}
                  active={index === focus.row ? focus.column : -1}
                  hits={hits && (hits[index] ?? 0)}
                  readOnly={readOnly}
                />
              );
            })}
          {pointer.dropAt !== undefined && (
            <div className={classes.drop} style={{ top: HEAD_HEIGHT + pointer.dropAt * ROW_HEIGHT }} />
          )}
        </div>
        <CellEditor
          input={input}
          gridId={gridId}
          cellId={columns.length > 0 ? `${gridId}-${focus.row}-${focus.column}` : undefined}
          label={columns.length > 0 ? t('cell', { row: focus.row + 1, column: activeName }) : t('emptyTitle')}
          describedBy={statusId}
          cell={cell}
          left={lefts[focus.column] ?? 0}
          top={HEAD_HEIGHT + focus.row * ROW_HEIGHT}
          width={widths[focus.column] ?? 0}
          readOnly={readOnly || columns[focus.column]?.kind === 'advanced' || columns.length === 0}
          keys={keys}
        />
        {columns.length === 0 && !readOnly && (
          <div className={classes.empty}>
            <Text fw={600}>{t('emptyTitle')}</Text>
            <Text size="sm" c="dimmed">
              {t('emptyText')}
            </Text>
          </div>
        )}
      </div>
      <GridStatus
        id={statusId}
        notice={grid.notice}
        faults={faultsOf(focus.row).filter(
          ({ columnId }) => columnId === '' || columnId === columns[focus.column]?.id,
        )}
      />
    </>
  );
}
