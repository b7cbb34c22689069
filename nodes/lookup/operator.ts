/**
 * lookup: puts the row of a reference table into the event (SPEC §4). `on`: the first row of the table whose columns
 * equal the fields as text. `nearest`: the row with the least great-circle distance within the given metres; of equally
 * near ones the first of the table. A row or an event without numbers for latitude and longitude never fits.
 *
 * Distances are haversine on a sphere of the Earth's mean radius (IUGG: 6,371,008.8 m). `within` is inclusive.
 */

import { compileCondition, type Test } from '../../runtime/engine/kernel/condition.ts';
import { keySymbol, NO_KEY } from '../../runtime/engine/kernel/keys.ts';
import {
  columnsOf,
  NO_COUNTS,
  type Operator,
  type OperatorContext,
  type OperatorKind,
  type TableRows,
} from '../../runtime/engine/kernel/operator.ts';
import { type Column, NUMBER } from '../../runtime/engine/kernel/rows.ts';
import { valueAt } from '../../runtime/engine/scan/parse-event.ts';
import { fieldsOf } from '../kit/condition.ts';
import type { LookupConfig } from './definition.ts';
import { distanceInMetres, type NearIndex, nearIndex } from './near-index.ts';
import { TableFills } from './table-fills.ts';

const ROW = 'row.';

export const operator: OperatorKind<LookupConfig> = {
  needs: (config, after) => () => {
    const { on = [], nearest } = config;
    const where = nearest?.where ? fieldsOf(nearest.where).filter((path) => !path.startsWith(ROW)) : [];
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
  create: (config) => new LookupOperator(config),
};

type TableRow = TableRows[number];

class LookupOperator implements Operator {
  private readonly config: LookupConfig;
  private context!: OperatorContext;
  private carried: Column[] = [];
  private fills: TableFills | undefined;
  private find: (row: number) => TableRow | undefined = () => undefined;
  private found: TableRow = {};
  /** Rows of the table by the symbol of what they are looked up by, which is retained. */
  private readonly bySymbol = new Map<number, TableRow>();
  readonly addsShared: boolean;

  constructor(config: LookupConfig) {
    this.config = config;
    // The distance makes each find of its own.
    this.addsShared = !config.nearest;
  }

  bind(context: OperatorContext): void {
    const { config } = this;
    this.letGo();
    this.context = context;
    this.carried = columnsOf(context, ['found']);
    this.fills = new TableFills(config.into, context);
    const table = context.table(config.table) ?? [];
    this.find = config.nearest ? this.nearestIn(table, config.nearest) : this.equalIn(table, config.on ?? []);
  }

  process(row: number): void {
    const { rows, ports, index } = this.context;
    const found = this.find(row);
    if (!found) {
      ports.missing.emit(row);
      return;
    }
    this.found = found;
    const grown = rows.pushCopy(row, index, this.carried);
    this.fills!.fill(grown, found, this.addsShared);
    ports.found.emit(grown);
    rows.pop();
  }

  added() {
    return { [this.config.into]: this.found };
  }

  /** Text equals text by its symbol, so that what was looked up a moment ago costs no more than a number. */
  private equalIn(
    table: TableRows,
    on: NonNullable<LookupConfig['on']>,
  ): (row: number) => TableRow | undefined {
    const { context, bySymbol } = this;
    const { rows, symbols } = context;
    const columns = on.map((pair) => context.column(pair.field));
    // Columns of their own: one field may be compared with two columns of the table.
    const ofTable = on.map((_, i) => context.column(`${context.nodeId}\0${i}`));
    for (const each of table) {
      const probe = rows.push(0, context.index);
      for (const [i, { column }] of on.entries()) rows.setValue(ofTable[i], probe, each[column]);
      const symbol = keySymbol(rows, ofTable, probe);
      rows.pop();
      if (symbol !== NO_KEY && !bySymbol.has(symbol)) bySymbol.set(symbols.retain(symbol), each);
    }
    return (row) => {
      const symbol = keySymbol(rows, columns, row);
      return symbol === NO_KEY ? undefined : bySymbol.get(symbol);
    };
  }

  private letGo(): void {
    for (const symbol of this.bySymbol.keys()) this.context.symbols.release(symbol);
    this.bySymbol.clear();
    this.fills?.dispose();
  }

  private nearestIn(
    table: TableRows,
    nearest: NonNullable<LookupConfig['nearest']>,
  ): (row: number) => TableRow | undefined {
    const { context } = this;
    const lat = context.column(nearest.lat);
    const lon = context.column(nearest.lon);
    const index: NearIndex<TableRow> = nearIndex(table, nearest.latColumn, nearest.lonColumn);
    const fits = nearest.where ? this.whereOverRow(nearest.where) : undefined;
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
      return { ...near, distance };
    };
  }

  /** The condition over `row.*` and the event's fields: `row.*` stands in columns of a scratch row. */
  private whereOverRow(
    where: NonNullable<NonNullable<LookupConfig['nearest']>['where']>,
  ): (row: number, table: TableRow) => boolean {
    const { context } = this;
    const { rows } = context;
    const paths = fieldsOf(where);
    const ofEvent = paths.filter((path) => !path.startsWith(ROW)).map((path) => context.column(path));
    const ofTable = paths
      .filter((path) => path.startsWith(ROW))
      .map((path) => ({ name: path.slice(ROW.length), column: context.column(path) }));
    const test: Test = compileCondition(where, context);
    return (row, table) => {
      const probe = rows.pushCopy(row, context.index, ofEvent);
      for (const { name, column } of ofTable) rows.setValue(column, probe, valueAt(table, name));
      const holds = test(probe);
      rows.pop();
      return holds;
    };
  }

  counts() {
    return NO_COUNTS;
  }

  dispose(): void {
    this.letGo();
  }
}
