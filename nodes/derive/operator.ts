/**
 * derive: adds the results of expressions to `data`, in order; a later one may use an earlier one (SPEC §4). An
 * expression that fails gives null, and is counted with its last message.
 */

import {
  carriedColumns,
  type Operator,
  type OperatorContext,
  type OperatorCounts,
  type OperatorKind,
  pathsUnder,
} from '../../runtime/engine/kernel/operator.ts';
import { type Column, LIST, OBJECT } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { firstName, valueAt } from '../kit/field.ts';
import type { Text } from '../kit/text.ts';
import type { DeriveConfig } from './definition.ts';
import { type CompiledExpression, compileExpression } from './expression.ts';
import { ExpressionError } from './expression-error.ts';

export const operator: OperatorKind<DeriveConfig> = {
  needs: (config, after) => () => [
    ...config.fields.flatMap((field) => compileExpression(field.expression).reads),
    // To know whether the event has such a field already.
    ...config.fields.map((field) => field.name),
    ...after('out'),
  ],
  create: (config, before) => new DeriveOperator(config, before as DeriveOperator | undefined),
};

interface Source {
  readonly column: Column;
  readonly derived: string | undefined;
}

interface Fill {
  readonly column: Column;
  /** The field, and the path below it that is read, '' for the field itself. */
  readonly name: string;
  readonly rest: string;
}

class DeriveOperator implements Operator {
  private readonly fields: readonly { readonly name: string; readonly expression: CompiledExpression }[];
  private context!: OperatorContext;
  private carried: Column[] = [];
  /** By path that expressions read: its column, and the field that may be derived by then. */
  private sources = new Map<string, Source>();
  private fills: readonly Fill[] = [];
  private row = 0;
  private values: Record<string, unknown> = {};
  /** The first field of the event at work whose expression failed. */
  private failedField: string | undefined;
  private failedWith: Text = { ko: '', en: '' };
  private readonly state: OperatorCounts;

  /** @param before the node in the version before, whose counts go on */
  constructor(config: DeriveConfig, before?: DeriveOperator) {
    this.state = before ? { ...before.state } : { noKey: 0, tooLate: 0, errors: 0, open: 0 };
    this.fields = config.fields.map(({ name, expression }) => ({
      name,
      expression: compileExpression(expression),
    }));
  }

  bind(context: OperatorContext): void {
    this.context = context;
    this.carried = carriedColumns(
      context,
      'out',
      this.fields.map(({ name }) => name),
    );
    const reads = this.fields.flatMap(({ expression }) => expression.reads);
    const derived = new Set(this.fields.map(({ name }) => name));
    this.sources = new Map(
      reads.map((path) => {
        const name = firstName(path);
        return [path, { column: context.column(path), derived: derived.has(name) ? name : undefined }];
      }),
    );
    this.fills = [...new Set(this.fields.map(({ name }) => name))].flatMap((name) =>
      pathsUnder(context.needs.out, name).map((rest) => ({
        column: context.column(rest ? `${name}.${rest}` : name),
        name,
        rest,
      })),
    );
  }

  process(row: number): void {
    const { rows, ports, index } = this.context;
    this.row = row;
    this.values = {};
    this.failedField = undefined;
    for (const { name, expression } of this.fields) this.values[name] = this.evaluate(name, expression);
    if (this.failedField !== undefined)
      this.context.bad(row, 'failed', failure(this.failedField, this.failedWith));
    const grown = rows.pushCopy(row, index, this.carried);
    for (const { column, name, rest } of this.fills) {
      const value = this.values[name];
      rows.setValue(column, grown, rest ? valueAt({ value }, `value.${rest}`) : value);
    }
    ports.out.emit(grown);
    rows.pop();
  }

  private evaluate(name: string, expression: CompiledExpression): unknown {
    try {
      return expression.evaluate(this.read);
    } catch (error) {
      this.state.errors++;
      const message = reasonOf(error);
      this.state.lastError = message;
      if (this.failedField === undefined) {
        this.failedField = name;
        this.failedWith = message;
      }
      return null;
    }
  }

  private readonly read = (path: string): unknown => {
    const { column, derived } = this.sources.get(path)!;
    if (derived !== undefined && Object.hasOwn(this.values, derived)) return valueAt(this.values, path);
    const tag = column.tag[this.row];
    if (tag === OBJECT || tag === LIST) return valueAt(this.context.data(this.row), path);
    return this.context.rows.value(column, this.row);
  };

  added() {
    return this.values;
  }

  counts() {
    return this.state;
  }

  save(out: StateWriter): void {
    beginPart(out, 'derive', 1);
    out.json([this.state.errors, this.state.lastError ?? null]);
  }

  load(from: StateReader): void {
    openPart(from, 'derive', 1);
    const [errors, lastError] = from.json() as [number, Text | string | null];
    this.state.errors = errors;
    if (lastError !== null) this.state.lastError = lastError;
  }

  dispose(): void {}
}

/** The event goes on, with null in the place of what could not be worked out. */
function failure(field: string, { ko, en }: Text): Text {
  return {
    ko: `‘${field}’의 수식을 계산하지 못해 값을 비워 두고 계속 처리했습니다. ${ko}`,
    en: `The expression of “${field}” failed, so the event went on without that value. ${en}`,
  };
}

/** Why an expression failed, cut to a readable length. */
function reasonOf(error: unknown): Text {
  if (error instanceof ExpressionError)
    return { ko: error.text.ko.slice(0, 500), en: error.text.en.slice(0, 500) };
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  return { ko: message, en: message };
}
