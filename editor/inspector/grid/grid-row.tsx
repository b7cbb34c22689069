/** One row of the grid. Drawn anew only when it, its faults or what is chosen in it changes. */
// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only while in view lie in no <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus stays in the input over the cells, which names the active one
import '../../i18n/grid.ts';
import { IconAdjustmentsHorizontal, IconAlertTriangleFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionInWords } from '../../../nodes/kit/condition-words.ts';
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import type { CellFault } from './cell-faults.ts';
import classes from './grid.module.css';
import type { Column } from './table-columns.ts';
import { advancedOf, cellText, type Table } from './table-edit.ts';

export const ROW_HEIGHT = 34;
export const HEAD_WIDTH = 58;

export interface GridRowProps {
  readonly gridId: string;
  readonly index: number;
  /** Where it stands in the list, in pixels. */
  readonly top: number;
  readonly row: unknown;
  /** The empty row at the end, which becomes one when something is put into it. */
  readonly isNew: boolean;
  readonly columns: readonly Column[];
  readonly names: readonly string[];
  readonly widths: readonly number[];
  readonly reading: Table['reading'];
  readonly surroundings: Surroundings;
  readonly faults: readonly CellFault[];
  /** Chosen columns, or -1. */
  readonly from: number;
  readonly to: number;
  /** The column that keys and typing are for, or -1. */
  readonly active: number;
  readonly hits: number | undefined;
  readonly readOnly: boolean;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { gridId, index, top, isNew, columns, widths, faults, hits, readOnly } = props;
  const { t } = useTranslation('grid');
  const own = faults.some((fault) => fault.columnId === '');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      data-index={index}
      data-new={isNew || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="rowheader"
        className={classes.rowHead}
        data-row-head={index}
        data-chosen={props.from >= 0 || undefined}
        data-faulty={own || undefined}
        data-drags={(!isNew && !readOnly) || undefined}
        title={isNew ? t('newRow') : t('rowNumber', { n: index + 1 })}
      >
        {isNew ? '+' : index + 1}
      </div>
      {columns.map((column, at) => (
        <GridCell
          key={column.id}
          {...props}
          id={`${gridId}-${index}-${at}`}
          at={at}
          column={column}
          width={widths[at]}
          chosen={at >= props.from && at <= props.to}
          isActive={at === props.active}
          fault={faults.find((fault) => fault.columnId === column.id)}
        />
      ))}
      {hits !== undefined && (
        <div role="gridcell" className={classes.hits} data-none={hits === 0 || undefined}>
          {isNew ? '' : hits}
        </div>
      )}
    </div>
  );
});

interface GridCellProps extends GridRowProps {
  readonly id: string;
  readonly at: number;
  readonly column: Column;
  readonly width: number;
  readonly chosen: boolean;
  readonly isActive: boolean;
  readonly fault: CellFault | undefined;
}

function GridCell({ id, at, column, width, chosen, isActive, fault, row, isNew, ...props }: GridCellProps) {
  const { t } = useTranslation('grid');
  const { columns, reading } = props;
  const text = isNew ? '' : shown(row, column, { columns, reading }, props.surroundings);
  const any = text === '' && column.kind === 'when' && !isNew;
  const severity = fault && (fault.fault?.severity ?? 'error');
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={at + 2}
      aria-selected={chosen || isActive}
      aria-label={`${t('cell', { row: props.index + 1, column: props.names[at] })}: ${text || (any ? t('any') : '')}`}
      aria-invalid={severity === 'error' || undefined}
      className={classes.cell}
      data-cell={at}
      data-kind={column.kind}
      data-chosen={chosen || undefined}
      data-active={isActive || undefined}
      data-severity={severity}
      data-any={any || undefined}
      title={text || undefined}
      style={{ width }}
    >
      {column.kind === 'advanced' && text !== '' && <IconAdjustmentsHorizontal size={13} aria-hidden />}
      <span className={classes.cellText}>{any ? '–' : text}</span>
      {severity && <IconAlertTriangleFilled size={11} className={classes.cellMark} aria-hidden />}
    </div>
  );
}

function shown(row: unknown, column: Column, table: Omit<Table, 'rows'>, surroundings: Surroundings): string {
  if (column.kind !== 'advanced') return cellText(row, column, table);
  const advanced = advancedOf(row, table);
  if (!advanced) return '';
  return conditionInWords(advanced, table.reading.language, surroundings) || '…';
}
