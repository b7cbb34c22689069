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

/**
 * The rows with other texts in some cells. Rows that are not there yet are added. The cells of a row are taken together,
 * since a rule that came by one of them may belong into the column of another, which is about to be filled.
 */
export function withCells(table: Table, edits: readonly CellEdit[]): readonly unknown[] {
  const rows = [...table.rows];
  const byRow = new Map<number, CellEdit[]>();
  for (const edit of edits) {
    const others = byRow.get(edit.row);
    if (others) others.push(edit);
    else byRow.set(edit.row, [edit]);
  }
  for (const [row, cells] of byRow) {
    while (rows.length <= row) rows.push(NEW_ROW);
    rows[row] = withRowCells(rows[row], cells, table);
  }
  return rows.every((row, i) => row === table.rows[i]) && rows.length === table.rows.length
    ? table.rows
    : rows;
}

function withRowCells(row: unknown, edits: readonly CellEdit[], table: Omit<Table, 'rows'>): unknown {
  const changed = edits
    .map(({ column, text }) => ({ column: table.columns[column], text }))
    .filter(({ column, text }) => text !== cellText(row, column, table));
  const rules = changed.flatMap(({ column, text }) => (column.kind === 'when' ? [{ column, text }] : []));
  const withRules = rules.length === 0 ? row : withRuleCells(row, rules, table);
  return changed.reduce(
    (next, { column, text }) => (column.kind === 'when' ? next : withOtherCell(next, column, text, table)),
    withRules,
  );
}

function withOtherCell(
  row: unknown,
  column: Exclude<Column, WhenColumn>,
  text: string,
  table: Omit<Table, 'rows'>,
): unknown {
  if (column.kind === 'set') {
    const before = { ...NEW_ROW, ...rowOf(row) };
    return { ...before, set: withOutput(rowOf(before.set), column.name, text, table) };
  }
  const advanced = readAdvanced(text);
  return advanced === 'unreadable' ? row : withAdvanced(row, advanced, table);
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

interface RuleCell {
  readonly column: WhenColumn;
  readonly text: string;
}

function withRuleCells(
  row: unknown,
  cells: readonly RuleCell[],
  { columns, reading }: Omit<Table, 'rows'>,
): unknown {
  const before = { ...NEW_ROW, ...rowOf(row) };
  const { when } = before;
  const placed = placementOf(row, columns, reading);
  const parts = placed.whole ? [when] : (partsOf(when) ?? []);
  const replaced = new Map<number, readonly unknown[]>();
  const added: AddedRule[] = [];
  for (const { column, text } of cells) {
    const rule = readRule(text, reading.of(column));
    const index = placed.at.get(column.id);
    if (index !== undefined) replaced.set(index, rule ? [{ ...extrasOf(parts[index]), ...rule }] : []);
    else if (rule) added.push({ column, rule, place: placeFor(column, columns, placed.at) });
  }
  // What is joined by "or" or "not" becomes one part beside the new ones.
  if (placed.whole && added.length === 0) return row;
  const group = placed.whole || !isRow(when) ? {} : when;
  const rules = [...parts.keys(), parts.length].flatMap((index) => [
    ...inOrder(added, columns).flatMap(({ rule, place }) => (place === index ? [rule] : [])),
    ...(replaced.get(index) ?? parts.slice(index, index + 1)),
  ]);
  return { ...before, when: { ...group, combinator: 'and', rules } };
}

interface AddedRule {
  readonly column: WhenColumn;
  readonly rule: Rule;
  /** Before which of the parts it stands. */
  readonly place: number;
}

/**
 * In the order of their columns; but of rules of one field first those that compare as their column does, since they
 * choose their columns first (placementOf).
 */
function inOrder(added: readonly AddedRule[], columns: readonly Column[]): readonly AddedRule[] {
  const sorted = [...added].sort((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column));
  const isSure = ({ column, rule }: AddedRule) => (column.operator === rule.operator ? 0 : 1);
  const ofField = (field: string) =>
    sorted.filter(({ rule }) => rule.field === field).sort((a, b) => isSure(a) - isSure(b));
  const queues = new Map(sorted.map(({ rule }) => [rule.field, ofField(rule.field)]));
  return sorted.map((each) => queues.get(each.rule.field)?.shift() ?? each);
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
