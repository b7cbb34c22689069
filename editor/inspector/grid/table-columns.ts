/** The columns of a decision table: what its rows ask for, and what they set. */
import type { Operator, Rule, RuleGroup } from '../../../nodes/kit/condition.ts';
import { isRow, type Row, rowOf } from '../../../nodes/kit/lenient.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { type RuleReading, ruleText } from './condition-cell.ts';

export interface WhenColumn {
  readonly kind: 'when';
  readonly id: string;
  readonly field: string;
  readonly operator: Operator;
}

export interface SetColumn {
  readonly kind: 'set';
  readonly id: string;
  readonly name: string;
}

/** What no cell can say: groups inside a condition. */
export interface AdvancedColumn {
  readonly kind: 'advanced';
  readonly id: 'advanced';
}

export type Column = WhenColumn | AdvancedColumn | SetColumn;

const ADVANCED: AdvancedColumn = { kind: 'advanced', id: 'advanced' };
export const MAX_ROWS = 1000;
export const MAX_COLUMNS = 30;

/** How a column's texts are read: what is known of its field. */
export interface Reading {
  readonly language: Language;
  readonly of: (column: WhenColumn) => RuleReading;
  readonly percentIsWhole: (name: string) => boolean;
}

/** The parts of a row's condition that are joined by "and", or nothing where it is joined otherwise. */
export function partsOf(when: unknown): readonly (Rule | RuleGroup)[] | undefined {
  if (when === undefined || when === null) return [];
  if (!isRow(when) || !Array.isArray(when.rules) || when.not === true) return undefined;
  if (when.combinator !== 'and' && when.rules.length > 1) return undefined;
  return when.rules as (Rule | RuleGroup)[];
}

export function isPlainRule(part: unknown): part is Rule {
  return isRow(part) && !('rules' in part) && typeof part.field === 'string' && part.field !== '';
}

interface CachedText {
  readonly key: string;
  readonly text: string | undefined;
}
const texts = new WeakMap<Rule, CachedText>();

/** The text of a rule in a column; a rule that did not change is not read anew. */
export function textIn(rule: Rule, column: WhenColumn, reading: Reading): string | undefined {
  const how = reading.of(column);
  const key = `${how.operator} ${how.type} ${how.percentIsWhole ?? ''} ${reading.language}`;
  const cached = texts.get(rule);
  if (cached?.key === key) return cached.text;
  const text = ruleText(rule, how, reading.language);
  texts.set(rule, { key, text });
  return text;
}

/** Where each part of a row's condition stands: in a column, or in none (`advanced`). */
export interface Placement {
  /** Index among the parts, by the column's id. */
  readonly at: ReadonlyMap<string, number>;
  /** Indexes of the parts that no column shows. */
  readonly rest: readonly number[];
  /** The whole condition is joined in a way that the columns can't say. */
  readonly whole: boolean;
}

const placements = new WeakMap<object, { columns: readonly Column[]; reading: Reading; placed: Placement }>();

export function placementOf(row: unknown, columns: readonly Column[], reading: Reading): Placement {
  const key = isRow(row) ? row : undefined;
  const cached = key && placements.get(key);
  if (cached && cached.columns === columns && cached.reading === reading) return cached.placed;
  const placed = place(rowOf(row), columns, reading);
  if (key) placements.set(key, { columns, reading, placed });
  return placed;
}

function place(row: Row, columns: readonly Column[], reading: Reading): Placement {
  const parts = partsOf(row.when);
  if (!parts) return { at: new Map(), rest: [], whole: true };
  const at = new Map<string, number>();
  const rest: number[] = [];
  const free = columns.filter((column): column is WhenColumn => column.kind === 'when');
  const waiting: number[] = [];
  const take = (index: number, fits: (column: WhenColumn) => boolean): boolean => {
    const rule = parts[index];
    const found = isPlainRule(rule)
      ? free.findIndex((column) => column.field === rule.field && fits(column))
      : -1;
    if (found < 0) return false;
    at.set(free[found].id, index);
    free.splice(found, 1);
    return true;
  };
  parts.forEach((part, i) => {
    // First those that compare as their column does, so that "at least" and "less than" of one field stay apart.
    const sure = take(
      i,
      (column) => column.operator === (part as Rule).operator && canSay(part, column, reading),
    );
    if (!sure) waiting.push(i);
  });
  for (const i of waiting) if (!take(i, (column) => canSay(parts[i], column, reading))) rest.push(i);
  return { at, rest: rest.sort((a, b) => a - b), whole: false };
}

function canSay(part: Rule | RuleGroup, column: WhenColumn, reading: Reading): boolean {
  return isPlainRule(part) && textIn(part, column, reading) !== undefined;
}

let lastId = 0;
export function columnId(): string {
  lastId += 1;
  return `column-${lastId}`;
}

/**
 * The columns of a table: those that are there already (`kept`, also empty ones), and what the rows ask for besides.
 * `kept` itself where nothing is missing.
 */
export function columnsOf(
  rows: readonly unknown[],
  kept: readonly Column[],
  reading: Reading,
): readonly Column[] {
  const whens = kept.filter((column): column is WhenColumn => column.kind === 'when');
  const sets = kept.filter((column): column is SetColumn => column.kind === 'set');
  const names = new Set(sets.map((column) => column.name));
  const [oldWhens, oldSets] = [whens.length, sets.length];
  for (const row of rows) {
    const { when, set } = rowOf(row);
    addMissing(whens, partsOf(when) ?? []);
    for (const name of Object.keys(rowOf(set)))
      if (!names.has(name)) {
        names.add(name);
        sets.push({ kind: 'set', id: columnId(), name });
      }
  }
  const plain = [...whens, ...sets];
  const hasAdvanced = kept.includes(ADVANCED);
  const grown = whens.length > oldWhens || sets.length > oldSets;
  const tried = grown ? plain : kept.filter((column) => column.kind !== 'advanced');
  const needed = rows.some((row) => {
    const { rest, whole } = placementOf(row, hasAdvanced && !grown ? kept : tried, reading);
    return whole || rest.length > 0;
  });
  if (!grown && needed === hasAdvanced) return kept;
  return needed ? [...whens, ADVANCED, ...sets] : plain;
}

/** A column for the second rule of a field in one row, and so on. */
function addMissing(whens: WhenColumn[], parts: readonly unknown[]): void {
  const seen = new Map<string, number>();
  for (const part of parts) {
    if (!isPlainRule(part)) continue;
    const nth = (seen.get(part.field) ?? 0) + 1;
    seen.set(part.field, nth);
    if (whens.filter((column) => column.field === part.field).length < nth)
      whens.push({ kind: 'when', id: columnId(), field: part.field, operator: part.operator });
  }
}
