/** Puts what is read of a found table row into the columns of an event. */

import { type OperatorContext, pathsUnder } from '../../runtime/engine/kernel/operator.ts';
import { type Column, OBJECT, STRING } from '../../runtime/engine/kernel/rows.ts';
import { valueAt } from '../kit/field.ts';

type TableRow = Readonly<Record<string, unknown>>;

/** The values of one table row, as columns have them; symbols are retained. */
interface Values {
  readonly tags: Uint8Array;
  readonly numbers: Float64Array;
}

/** A table row that was found. */
export interface Found {
  readonly row: TableRow;
  /** What it adds to the event: the row under the name that it gets there. */
  readonly added: Readonly<Record<string, TableRow>>;
  /** False where the row was made for one event. */
  readonly isOfTable: boolean;
  /** Of a row of the table that was found before: a table is found in far more often than it is changed. */
  values: Values | undefined;
}

/** A place with its distance from an event: many an event that found one is dropped before anybody looks at it. */
export class FoundPlace implements Found {
  readonly isOfTable = false;
  readonly values = undefined;
  private readonly into: string;
  private readonly place: TableRow;
  private readonly distance: number;
  private made: Found['added'] | undefined;

  /** @param into the name that it gets in the event */
  constructor(into: string, place: TableRow, distance: number) {
    this.into = into;
    this.place = place;
    this.distance = distance;
  }

  get added(): Found['added'] {
    this.made ??= { [this.into]: { ...this.place, distance: this.distance } };
    return this.made;
  }

  get row(): TableRow {
    return this.added[this.into];
  }
}

export class TableFills {
  private readonly context: OperatorContext;
  private readonly paths: readonly { readonly rest: string; readonly column: Column }[];
  private readonly kept: Values[] = [];

  /**
   * @param name what the table row is called in the event
   * @param needed the paths that are read
   */
  constructor(name: string, needed: Iterable<string>, context: OperatorContext) {
    this.context = context;
    this.paths = pathsUnder(needed, name).map((rest) => ({
      rest,
      column: context.column(rest ? `${name}.${rest}` : name),
    }));
  }

  fill(row: number, found: Found): void {
    const { values } = found;
    if (!values) {
      const { rows } = this.context;
      for (const { rest, column } of this.paths)
        if (rest) rows.setValue(column, row, valueAt(found.row, rest));
        else column.tag[row] = OBJECT;
      if (found.isOfTable) found.values = this.keep(row);
      return;
    }
    for (let i = 0; i < this.paths.length; i++) {
      const { column } = this.paths[i];
      const tag = values.tags[i];
      column.tag[row] = tag;
      if (tag === STRING) column.sym[row] = values.numbers[i];
      else column.num[row] = values.numbers[i];
    }
  }

  private keep(row: number): Values {
    const { symbols } = this.context;
    const values = { tags: new Uint8Array(this.paths.length), numbers: new Float64Array(this.paths.length) };
    for (const [i, { column }] of this.paths.entries()) {
      values.tags[i] = column.tag[row];
      values.numbers[i] = column.tag[row] === STRING ? symbols.retain(column.sym[row]) : column.num[row];
    }
    this.kept.push(values);
    return values;
  }

  dispose(): void {
    for (const { tags, numbers } of this.kept)
      for (let i = 0; i < tags.length; i++) if (tags[i] === STRING) this.context.symbols.release(numbers[i]);
    this.kept.length = 0;
  }
}
