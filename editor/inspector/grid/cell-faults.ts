/** What is wrong with a cell: what its text could not be read as, and what the checks say of its place. */
import type { Rule } from '../../../nodes/kit/condition.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import { withParticle } from '../../../nodes/kit/korean.ts';
import { rowOf } from '../../../nodes/kit/lenient.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { isAtOrUnder } from '../form/faults-at.ts';
import { readDate } from './cell-values.ts';
import type { RuleReading } from './condition-cell.ts';
import { type Column, partsOf, placementOf } from './table-columns.ts';
import { cellText, type Table } from './table-edit.ts';

export type Unread = { readonly as: 'number' | 'boolean' | 'time'; readonly value: string };

/** What is no value of the column's type. */
export function unreadOf(rule: Rule, { type }: RuleReading): Unread | undefined {
  if (type !== 'number' && type !== 'boolean' && type !== 'time') return undefined;
  if (rule.valueSource === 'field' || rule.operator === 'null' || rule.operator === 'notNull')
    return undefined;
  const values = Array.isArray(rule.value) ? rule.value : [rule.value];
  const wrong = values.find((value) =>
    type === 'time' ? typeof value === 'string' && !isDate(value) : typeof value === 'string',
  );
  return wrong === undefined ? undefined : { as: type, value: String(wrong) };
}

function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?)?$/.test(text) || readDate(text) !== undefined
  );
}

/** A value in quotation marks with what Korean puts behind an object. */
export function asObject(value: string, language: Language): string {
  const short = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return language === 'ko' ? withParticle(`‘${short}’`, '을') : `“${short}”`;
}

export interface CellFault {
  readonly columnId: string;
  readonly unread?: Unread;
  readonly fault?: Fault;
}

/** The faults of one row, each at its column; '' where they are the row's own. */
export function rowFaults(
  row: unknown,
  faults: readonly Fault[],
  table: Omit<Table, 'rows'>,
): readonly CellFault[] {
  const { columns, reading } = table;
  const placed = placementOf(row, columns, reading);
  const parts = partsOf(rowOf(row).when) ?? [];
  const found: CellFault[] = [];
  for (const column of columns) {
    const index = column.kind === 'when' ? placed.at.get(column.id) : undefined;
    if (index === undefined || column.kind !== 'when') continue;
    const unread = unreadOf(parts[index] as Rule, reading.of(column));
    if (unread) found.push({ columnId: column.id, unread });
  }
  for (const fault of faults) {
    const columnId = columnOfFault(fault.field ?? '', placed, columns);
    // What can't be read is said in the words of the table already.
    if (!found.some((each) => each.unread && each.columnId === columnId)) found.push({ columnId, fault });
  }
  return found;
}

/** @param field inside the row: `when.rules.0.value`, `set.priority` */
function columnOfFault(
  field: string,
  { at }: ReturnType<typeof placementOf>,
  columns: readonly Column[],
): string {
  const rule = /^when\.rules\.(\d+)/.exec(field);
  if (rule) return [...at].find(([, index]) => index === Number(rule[1]))?.[0] ?? 'advanced';
  if (field.startsWith('when')) return 'advanced';
  const set = columns.find((column) => column.kind === 'set' && isAtOrUnder(field, `set.${column.name}`));
  return set?.id ?? '';
}

/** Faults by row, with their places inside it. */
export function faultsByRow(faults: readonly Fault[], path: string): ReadonlyMap<number, readonly Fault[]> {
  const byRow = new Map<number, Fault[]>();
  for (const fault of faults) {
    if (!isAtOrUnder(fault.field, path) || fault.field === path) continue;
    const [index, ...rest] = (fault.field ?? '').slice(path.length + 1).split('.');
    const row = Number(index);
    const inside = { ...fault, field: rest.join('.') };
    const known = byRow.get(row);
    if (known) known.push(inside);
    else byRow.set(row, [inside]);
  }
  return byRow;
}

/** The widths that fit what is in the columns, so far as there is room. */
export function widthsFor(table: Table, headers: readonly string[]): readonly number[] {
  const [least, most, letter] = [116, 300, 7.4];
  return table.columns.map((column, i) => {
    let longest = wideLength(headers[i]) + 5;
    for (const row of table.rows.slice(0, 200)) {
      const text = column.kind === 'advanced' ? 'x'.repeat(24) : cellText(row, column, table);
      longest = Math.max(longest, wideLength(text));
    }
    return Math.round(Math.min(most, Math.max(least, longest * letter + 22)));
  });
}

/** Korean letters take the room of nearly two others. */
function wideLength(text: string): number {
  return text.length + (text.match(/[\u1100-\uFFDC]/g)?.length ?? 0) * 0.7;
}
