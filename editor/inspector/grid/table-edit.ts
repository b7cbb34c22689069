/** Reading and changing a decision table by its cells. Every change gives new rows; what did not change is shared. */
import { ALWAYS, type Rule, type RuleGroup } from '../../../nodes/kit/condition.ts';
import { conditionOf } from '../../../nodes/kit/condition-check.ts';
import { isRow, type Row, rowOf } from '../../../nodes/kit/lenient.ts';
import { outputText, readOutput } from './cell-text.ts';
import { readRule } from './condition-cell.ts';
import { type Column, partsOf, placementOf, type Reading, textIn, type WhenColumn } from './table-columns.ts';

export interface Table {
  readonly rows: readonly unknown[];
  readonly columns: readonly Column[];
  readonly reading: Reading;
}

export interface CellEdit {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export const NEW_ROW = { when: ALWAYS, set: {} };

/** What the cells can't say of a row's condition; nothing where they say it all. */
export function advancedOf(row: unknown, { columns, reading }: Omit<Table, 'rows'>): RuleGroup | undefined {
  const { when } = rowOf(row);
  const { rest, whole } = placementOf(row, columns, reading);
  if (whole) return when as RuleGroup;
  if (rest.length === 0) return undefined;
  const parts = partsOf(when) ?? [];
  return { combinator: 'and', rules: rest.map((index) => parts[index]) };
}

export function cellText(row: unknown, column: Column, table: Omit<Table, 'rows'>): string {
  const { when, set } = rowOf(row);
  if (column.kind === 'set') {
    const values = rowOf(set);
    const value = Object.hasOwn(values, column.name) ? values[column.name] : undefined;
    return outputText(value, table.reading.language);
  }
  if (column.kind === 'advanced') {
    const advanced = advancedOf(row, table);
    return advanced ? JSON.stringify(advanced) : '';
  }
  const index = placementOf(row, table.columns, table.reading).at.get(column.id);
  const part = index === undefined ? undefined : partsOf(when)?.[index];
  return part ? (textIn(part as Rule, column, table.reading) ?? '') : '';
}

/** The rows with other texts in some cells. Rows that are not there yet are added. */
export function withCells(table: Table, edits: readonly CellEdit[]): readonly unknown[] {
  const rows = [...table.rows];
  for (const { row, column, text } of edits) {
    while (rows.length <= row) rows.push(NEW_ROW);
    rows[row] = withCell(rows[row], table.columns[column], text, table);
  }
  return rows.every((row, i) => row === table.rows[i]) && rows.length === table.rows.length
    ? table.rows
    : rows;
}

function withCell(row: unknown, column: Column, text: string, table: Omit<Table, 'rows'>): unknown {
  if (text === cellText(row, column, table)) return row;
  const before = { ...NEW_ROW, ...rowOf(row) };
  if (column.kind === 'set')
    return { ...before, set: withOutput(rowOf(before.set), column.name, text, table) };
  if (column.kind === 'advanced') {
    const advanced = readAdvanced(text);
    return advanced === 'unreadable' ? row : withAdvanced(row, advanced, table);
  }
  return { ...before, when: withRule(row, before.when, column, text, table) };
}

function withOutput(set: Row, name: string, text: string, { columns, reading }: Omit<Table, 'rows'>): Row {
  const value = readOutput(text, reading.percentIsWhole(name));
  const entries = Object.entries(set);
  const at = entries.findIndex(([each]) => each === name);
  if (value === undefined) return Object.fromEntries(entries.filter(([each]) => each !== name));
  if (at >= 0) return Object.fromEntries(entries.with(at, [name, value]));
  // A new name stands where its column does.
  const order = columns.flatMap((column) => (column.kind === 'set' ? [column.name] : []));
  const place = entries.filter(([each]) => order.indexOf(each) < order.indexOf(name)).length;
  return Object.fromEntries(entries.toSpliced(place, 0, [name, value]));
}

function withRule(
  row: unknown,
  when: unknown,
  column: WhenColumn,
  text: string,
  { columns, reading }: Omit<Table, 'rows'>,
): unknown {
  const placed = placementOf(row, columns, reading);
  const rule = readRule(text, reading.of(column));
  const group = isRow(when) ? when : {};
  // What is joined by "or" or "not" becomes one part beside the new one.
  if (placed.whole) return rule ? { combinator: 'and', rules: [rule, when] } : when;
  const parts = partsOf(when) ?? [];
  const index = placed.at.get(column.id);
  const next =
    index === undefined
      ? parts.toSpliced(placeFor(column, columns, placed.at), 0, ...(rule ? [rule] : []))
      : parts.toSpliced(index, 1, ...(rule ? [{ ...extrasOf(parts[index]), ...rule }] : []));
  return { ...group, combinator: 'and', rules: next };
}

/** Behind the rules of the columns before it. */
function placeFor(column: Column, columns: readonly Column[], at: ReadonlyMap<string, number>): number {
  const before = columns.slice(0, columns.indexOf(column)).flatMap(({ id }) => at.get(id) ?? []);
  return Math.max(-1, ...before) + 1;
}

/** What the file says of a rule besides what a cell does. */
function extrasOf(part: unknown): Row {
  const { field: _f, operator: _o, value: _v, valueSource: _s, ...extras } = rowOf(part);
  return extras;
}

/** A row with another condition in place of what its cells can't say. */
export function withAdvanced(
  row: unknown,
  advanced: RuleGroup | undefined,
  { columns, reading }: Omit<Table, 'rows'>,
): unknown {
  const before = { ...NEW_ROW, ...rowOf(row) };
  const { rest, whole } = placementOf(row, columns, reading);
  const kept = whole ? [] : (partsOf(before.when) ?? []).filter((_, i) => !rest.includes(i));
  const alone = kept.length === 0 && (advanced === undefined || partsOf(advanced) === undefined);
  if (whole || alone) return { ...before, when: advanced ?? ALWAYS };
  const added = advanced === undefined ? [] : (partsOf(advanced) ?? [advanced]);
  const when = { ...rowOf(before.when), combinator: 'and', rules: [...kept, ...added] };
  return { ...before, when };
}

export function readAdvanced(text: string): RuleGroup | undefined | 'unreadable' {
  if (text.trim() === '') return undefined;
  try {
    return conditionOf(JSON.parse(text)) ?? 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Another field, comparison or name for a column: its cells are read anew as they stand. */
export function withColumn(table: Table, at: number, next: Column): readonly unknown[] {
  const column = table.columns[at];
  if (column.kind === 'set' && next.kind === 'set')
    return table.rows.map((row) => {
      const set = rowOf(rowOf(row).set);
      if (!Object.hasOwn(set, column.name)) return row;
      const entries = Object.entries(set).map(([name, value]) => [
        name === column.name ? next.name : name,
        value,
      ]);
      return { ...rowOf(row), set: Object.fromEntries(entries) };
    });
  if (column.kind !== 'when' || next.kind !== 'when') return table.rows;
  return table.rows.map((row) => {
    const index = placementOf(row, table.columns, table.reading).at.get(column.id);
    if (index === undefined) return row;
    const { when } = rowOf(row);
    const parts = partsOf(when) ?? [];
    const rule = readRule(cellText(row, column, table), table.reading.of(next));
    const rules = parts.toSpliced(index, 1, ...(rule ? [{ ...extrasOf(parts[index]), ...rule }] : []));
    return { ...rowOf(row), when: { ...rowOf(when), rules } };
  });
}

export function withoutColumn(table: Table, at: number): readonly unknown[] {
  return withCells(
    table,
    table.rows.flatMap((row, i) =>
      cellText(row, table.columns[at], table) === '' ? [] : [{ row: i, column: at, text: '' }],
    ),
  );
}
