/**
 * lookup: puts the row of a reference table into the event (SPEC §4). `on`: the first row of the table whose columns
 * equal the fields as text. `nearest`: the row with the least great-circle distance within the given metres; of equally
 * near ones the first of the table. A row or an event without numbers for latitude and longitude never fits.
 *
 * Distances are haversine on a sphere of the Earth's mean radius (IUGG: 6,371,008.8 m). `within` is inclusive.
 */

import { compileCondition, type Test } from '../../runtime/engine/kernel/condition.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import {
  columnsOf,
  NO_COUNTS,
  type Operator,
  type OperatorContext,
  type OperatorKind,
  pathsUnder,
  type TableRows,
} from '../../runtime/engine/kernel/operator.ts';
import { type Column, MISSING, NUMBER } from '../../runtime/engine/kernel/rows.ts';
import { valueAt } from '../../runtime/engine/scan/parse-event.ts';
import { fieldsOf } from '../kit/condition.ts';
import type { LookupConfig } from './definition.ts';
import { distanceInMetres, type NearIndex, nearIndex } from './near-index.ts';

const ROW = 'row.';
const COMMA = 44;

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
  private fills: readonly { readonly column: Column; readonly rest: string }[] = [];
  private find: (row: number) => TableRow | undefined = () => undefined;
  private found: TableRow = {};
  private into!: Column;
  replaces = false;
  /** The member that a row of the table becomes, as JSON. */
  private readonly members = new WeakMap<TableRow, Uint8Array>();

  constructor(config: LookupConfig) {
    this.config = config;
  }

  bind(context: OperatorContext): void {
    const { config } = this;
    this.context = context;
    this.into = context.column(config.into);
    this.carried = columnsOf(context, ['found']);
    this.fills = pathsUnder(context.needs.found, config.into).map((rest) => ({
      rest,
      column: context.column(rest ? `${config.into}.${rest}` : config.into),
    }));
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
    this.replaces = this.into.tag[row] !== MISSING;
    const grown = rows.pushCopy(row, index, this.carried);
    for (const { column, rest } of this.fills)
      rows.setValue(column, grown, rest ? valueAt(found, rest) : found);
    ports.found.emit(grown);
    rows.pop();
  }

  added() {
    return { [this.config.into]: this.found };
  }

  writeAdded(out: JsonWriter, isFirst: boolean) {
    const { found, members } = this;
    let member = members.get(found);
    if (!member) {
      member = Buffer.from(`${JSON.stringify(this.config.into)}:${JSON.stringify(found)}`);
      members.set(found, member);
    }
    if (!isFirst) out.byte(COMMA);
    out.bytesOf(member);
    return true;
  }

  private equalIn(
    table: TableRows,
    on: NonNullable<LookupConfig['on']>,
  ): (row: number) => TableRow | undefined {
    const columns = on.map((pair) => this.context.column(pair.field));
    const index = new Map<string, TableRow>();
    for (const each of table) {
      const key = textKey(on.map((pair) => each[pair.column]));
      if (key !== undefined && !index.has(key)) index.set(key, each);
    }
    const { rows } = this.context;
    return (row) => {
      const key = textKey(columns.map((column) => rows.value(column, row)));
      return key === undefined ? undefined : index.get(key);
    };
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

  dispose(): void {}
}

/** Values as one text, or undefined where one of them is no plain value. */
function textKey(values: readonly unknown[]): string | undefined {
  let key = '';
  for (const value of values) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return undefined;
    const text = String(value);
    key += `${text.length}:${text}`;
  }
  return key;
}
