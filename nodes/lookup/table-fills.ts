/** Puts what is read of a found table row into the columns of an event. */
import { type OperatorContext, pathsUnder } from '../../runtime/engine/kernel/operator.ts';
import { type Column, STRING } from '../../runtime/engine/kernel/rows.ts';
import { valueAt } from '../../runtime/engine/scan/parse-event.ts';

type TableRow = Readonly<Record<string, unknown>>;

/** The values of one table row, as columns have them; symbols are retained. */
interface Values {
  readonly tags: Uint8Array;
  readonly numbers: Float64Array;
}

export class TableFills {
  private readonly context: OperatorContext;
  private readonly paths: readonly { readonly rest: string; readonly column: Column }[];
  /** Of table rows that were found before: a table is found in far more often than it is changed. */
  private readonly known = new Map<TableRow, Values>();

  /** @param into the field that the table row becomes */
  constructor(into: string, context: OperatorContext) {
    this.context = context;
    this.paths = pathsUnder(context.needs.found, into).map((rest) => ({
      rest,
      column: context.column(rest ? `${into}.${rest}` : into),
    }));
  }

  /** @param isOfTable the row is the table's own, and not made for this event */
  fill(row: number, found: TableRow, isOfTable: boolean): void {
    const values = isOfTable ? this.known.get(found) : undefined;
    if (!values) {
      const { rows } = this.context;
      for (const { rest, column } of this.paths)
        rows.setValue(column, row, rest ? valueAt(found, rest) : found);
      if (isOfTable) this.keep(row, found);
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

  private keep(row: number, found: TableRow): void {
    const { symbols } = this.context;
    const values = { tags: new Uint8Array(this.paths.length), numbers: new Float64Array(this.paths.length) };
    for (const [i, { column }] of this.paths.entries()) {
      values.tags[i] = column.tag[row];
      values.numbers[i] = column.tag[row] === STRING ? symbols.retain(column.sym[row]) : column.num[row];
    }
    this.known.set(found, values);
  }

  dispose(): void {
    for (const { tags, numbers } of this.known.values())
      for (let i = 0; i < tags.length; i++) if (tags[i] === STRING) this.context.symbols.release(numbers[i]);
    this.known.clear();
  }
}
