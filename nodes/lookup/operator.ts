/**
 * lookup: puts the row of a reference table into the event (SPEC §4). `on`: the first row of the table whose columns
 * equal the fields as text. `nearest`: the row with the least great-circle distance within the given metres; of equally
 * near ones the first of the table. A row or an event without numbers for latitude and longitude never fits.
 *
 * Distances are haversine on a sphere of the Earth's mean radius (IUGG: 6,371,008.8 m). `within` is inclusive.
 */

import { compileCondition, type Test } from '../../runtime/engine/kernel/condition.ts';
import { KeyIndex, keySymbol, NO_KEY } from '../../runtime/engine/kernel/keys.ts';
import {
  carriedColumns,
  type Operator,
  type OperatorContext,
  type OperatorCounts,
  type OperatorKind,
  type TableRows,
} from '../../runtime/engine/kernel/operator.ts';
import { type Column, NUMBER } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { fieldsOf, type Rule, type RuleGroup, rulesOf } from '../kit/condition.ts';
import { korean } from '../kit/korean.ts';
import type { Text } from '../kit/text.ts';
import type { LookupConfig } from './definition.ts';
import { distanceInMetres, type NearIndex, nearIndex } from './near-index.ts';
import { type Found, FoundPlace, TableFills } from './table-fills.ts';

/** What a table row is called in conditions. */
const ROW = 'row';

export const operator: OperatorKind<LookupConfig> = {
  needs: (config, after) => () => {
    const { on = [], nearest } = config;
    const where = nearest?.where ? fieldsOf(nearest.where).filter((path) => !isOfTable(path)) : [];
    const place = nearest ? [nearest.lat, nearest.lon] : [];
    return [
      ...on.map((pair) => pair.field),
      ...place,
      ...where,
      // To know whether the event has such a field already.
      config.into,
      ...after('found'),
      ...after('missing'),
    ];
  },
  create: (config, before) => new LookupOperator(config, before as LookupOperator | undefined),
};

type TableRow = TableRows[number];

function isOfTable(path: string): boolean {
  return path.startsWith(`${ROW}.`);
}

class LookupOperator implements Operator {
  private readonly config: LookupConfig;
  private context!: OperatorContext;
  private carried: Column[] = [];
  private fills: TableFills | undefined;
  /** For the condition on a place. */
  private probeFills: TableFills | undefined;
  /** There is no table of that name: no event can be looked up. */
  private isTableGone = false;
  private readonly state: OperatorCounts;
  private find: (row: number) => Found | undefined = () => undefined;
  private found!: Found;
  /** What rows of the table are looked up by, and the rows by its slot there. */
  private keys: KeyIndex | undefined;
  private bySlot: Found[] = [];
  readonly addsShared: boolean;

  /** @param before the node in the version before, whose counts go on */
  constructor(config: LookupConfig, before?: LookupOperator) {
    this.state = before ? { ...before.state } : { noKey: 0, tooLate: 0, errors: 0, open: 0 };
    this.config = config;
    // The distance makes each find of its own.
    this.addsShared = !config.nearest;
  }

  bind(context: OperatorContext): void {
    const { config } = this;
    this.letGo();
    this.context = context;
    this.carried = carriedColumns(context, 'found', [config.into]);
    this.fills = new TableFills(config.into, context.needs.found, context);
    const known = context.table(config.table);
    // Offline tables are what one gives it, and none is given for what need not be looked up.
    this.isTableGone = known === undefined && context.settlesLater;
    const table = known ?? [];
    this.find = config.nearest ? this.nearestIn(table, config.nearest) : this.equalIn(table, config.on ?? []);
  }

  process(row: number): void {
    const { rows, ports, index } = this.context;
    const found = this.find(row);
    if (!found) {
      if (this.isTableGone) {
        this.withoutTable(row);
        return;
      }
      ports.missing.emit(row);
      return;
    }
    this.found = found;
    const grown = rows.pushCopy(row, index, this.carried);
    this.fills!.fill(grown, found);
    ports.found.emit(grown);
    rows.pop();
  }

  added() {
    return this.found.added;
  }

  private foundRow(row: TableRow): Found {
    return { row, added: { [this.config.into]: row }, isOfTable: true, values: undefined };
  }

  /** Text equals text by its symbol, so that what was looked up a moment ago costs no more than a number. */
  private equalIn(table: TableRows, on: NonNullable<LookupConfig['on']>): (row: number) => Found | undefined {
    const { context, bySlot } = this;
    const { rows } = context;
    const keys = new KeyIndex(context.symbols);
    this.keys = keys;
    const columns = on.map((pair) => context.column(pair.field));
    // Columns of their own: one field may be compared with two columns of the table.
    const ofTable = on.map((_, i) => context.column(`${context.nodeId}\0${i}`));
    for (const each of table) {
      const probe = rows.push(0, context.index);
      for (const [i, { column }] of on.entries()) rows.setValue(ofTable[i], probe, each[column]);
      const symbol = keySymbol(rows, ofTable, probe);
      rows.pop();
      if (symbol !== NO_KEY && keys.find(symbol) < 0) bySlot[keys.add(symbol)] = this.foundRow(each);
    }
    return (row) => {
      const symbol = keySymbol(rows, columns, row);
      const slot = symbol === NO_KEY ? NO_KEY : keys.find(symbol);
      return slot < 0 ? undefined : bySlot[slot];
    };
  }

  private letGo(): void {
    for (let slot = 0; slot < this.bySlot.length; slot++) this.keys!.remove(slot);
    this.keys = undefined;
    this.bySlot = [];
    this.fills?.dispose();
    this.probeFills?.dispose();
  }

  private nearestIn(
    table: TableRows,
    nearest: NonNullable<LookupConfig['nearest']>,
  ): (row: number) => Found | undefined {
    const { context } = this;
    const lat = context.column(nearest.lat);
    const lon = context.column(nearest.lon);
    const { ofTable, ofBoth } = partsOf(nearest.where);
    const fitting = ofTable ? this.fittingRows(table, ofTable) : table;
    const index: NearIndex<TableRow> = nearIndex(fitting, nearest.latColumn, nearest.lonColumn);
    const fits = ofBoth ? this.whereOverRow(ofBoth) : undefined;
    const { within = Number.POSITIVE_INFINITY } = nearest;
    return (row) => {
      if (lat.tag[row] !== NUMBER || lon.tag[row] !== NUMBER) return undefined;
      const near = index.nearest(lat.num[row], lon.num[row], within, (each) => !fits || fits(row, each));
      if (!near) return undefined;
      const distance = distanceInMetres(
        lat.num[row],
        lon.num[row],
        near[nearest.latColumn] as number,
        near[nearest.lonColumn] as number,
      );
      return new FoundPlace(this.config.into, near, distance);
    };
  }

  /** The rows of the table for which a condition over them alone holds. */
  private fittingRows(table: TableRows, where: RuleGroup): TableRows {
    const { rows, index } = this.context;
    const fits = this.whereOverRow(where);
    const none = rows.push(0, index);
    const fitting = table.filter((each) => fits(none, each));
    rows.pop();
    this.probeFills?.dispose();
    return fitting;
  }

  /** The condition over `row.*` and the event's fields: `row.*` stands in columns of a scratch row. */
  private whereOverRow(where: RuleGroup): (row: number, table: TableRow) => boolean {
    const { context } = this;
    const { rows } = context;
    const paths = fieldsOf(where);
    const ofEvent = paths.filter((path) => !isOfTable(path)).map((path) => context.column(path));
    const fills = new TableFills(ROW, paths.filter(isOfTable), context);
    this.probeFills = fills;
    const known = new Map<TableRow, Found>();
    const test: Test = compileCondition(where, context);
    return (row, table) => {
      let found = known.get(table);
      if (!found) {
        found = this.foundRow(table);
        known.set(table, found);
      }
      const probe = rows.pushCopy(row, context.index, ofEvent);
      fills.fill(probe, found);
      const holds = test(probe);
      rows.pop();
      return holds;
    };
  }

  /** That a row is missing is not known, so nothing may follow from it: the event stops here. */
  private withoutTable(row: number): void {
    const { table } = this.config;
    this.state.errors++;
    const message = {
      ko: korean`참조표 ‘${table}’이(가) 없어서 이벤트가 여기에서 멈췄습니다.`,
      en: `There is no table “${table}”, so the event stopped here.`,
    };
    this.state.lastError = message;
    this.context.bad(row, 'failed', message);
  }

  counts() {
    return this.state;
  }

  save(out: StateWriter): void {
    beginPart(out, 'lookup', 1);
    out.json([this.state.errors, this.state.lastError ?? null]);
  }

  load(from: StateReader): void {
    openPart(from, 'lookup', 1);
    const [errors, lastError] = from.json() as [number, Text | string | null];
    this.state.errors = errors;
    if (lastError !== null) this.state.lastError = lastError;
  }

  dispose(): void {
    this.letGo();
  }
}

function asksTableAlone({ field, value, valueSource }: Rule): boolean {
  return isOfTable(field) && (valueSource !== 'field' || (typeof value === 'string' && isOfTable(value)));
}

/** What a condition asks of the table's row alone, and what it asks of row and event. */
function partsOf(where: RuleGroup | undefined): { ofTable?: RuleGroup; ofBoth?: RuleGroup } {
  if (where?.combinator !== 'and' || where.not) return { ofBoth: where };
  const asksTable = (part: RuleGroup['rules'][number]) =>
    [...rulesOf({ combinator: 'and', rules: [part] })].every(({ rule }) => asksTableAlone(rule));
  const ofTable = where.rules.filter(asksTable);
  const ofBoth = where.rules.filter((part) => !asksTable(part));
  return {
    ...(ofTable.length > 0 && { ofTable: { combinator: 'and' as const, rules: ofTable } }),
    ...(ofBoth.length > 0 && { ofBoth: { combinator: 'and' as const, rules: ofBoth } }),
  };
}
