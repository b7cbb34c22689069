/** decide: the first rule that holds adds its `set` and the event goes to `out`; none: unchanged to `else` (SPEC §4). */

import { compileCondition, type Test } from '../../runtime/engine/kernel/condition.ts';
import {
  carriedColumns,
  NO_COUNTS,
  type Operator,
  type OperatorContext,
  type OperatorKind,
  pathsUnder,
} from '../../runtime/engine/kernel/operator.ts';
import type { Column } from '../../runtime/engine/kernel/rows.ts';
import { fieldsOf } from '../kit/condition.ts';
import { valueAt } from '../kit/field.ts';
import type { DecideConfig } from './definition.ts';

export const operator: OperatorKind<DecideConfig> = {
  // A field that only some rules set still comes from the event in the others.
  needs: (config, after) => () => [
    ...config.rules.flatMap((rule) => fieldsOf(rule.when)),
    ...namesSet(config),
    ...after('out'),
    ...after('else'),
  ],
  create: (config) => new DecideOperator(config),
};

/** The fields that rules set: read to know whether the event has them already. */
function namesSet(config: DecideConfig): string[] {
  return [...new Set(config.rules.flatMap((rule) => Object.keys(rule.set)))];
}

const NONE = -1;

interface Fill {
  readonly column: Column;
  readonly value: unknown;
  /** Of a text, else NONE. */
  readonly symbol: number;
}

interface CompiledRule {
  readonly test: Test;
  readonly set: Readonly<Record<string, unknown>>;
  /** The columns that the rule fills, with what goes into them. */
  readonly fills: readonly Fill[];
}

class DecideOperator implements Operator {
  private readonly config: DecideConfig;
  private context!: OperatorContext;
  private rules: readonly CompiledRule[] = [];
  private carried: Column[] = [];
  private chosen: CompiledRule | undefined;
  readonly addsShared = true;

  constructor(config: DecideConfig) {
    this.config = config;
  }

  bind(context: OperatorContext): void {
    this.context = context;
    this.carried = carriedColumns(context, 'out');
    this.rules = this.config.rules.map(({ when, set }) => ({
      test: compileCondition(when, context),
      set,
      fills: Object.entries(set).flatMap(([name, value]) =>
        pathsUnder(context.needs.out, name).map((rest): Fill => {
          const part = rest ? valueAt({ value: value as object }, `value.${rest}`) : value;
          return {
            column: context.column(rest ? `${name}.${rest}` : name),
            value: part,
            symbol: typeof part === 'string' ? context.pin(part) : NONE,
          };
        }),
      ),
    }));
  }

  process(row: number): void {
    const { rows, ports, index } = this.context;
    const rule = this.firstThatHolds(row);
    if (!rule) {
      ports.else.emit(row);
      return;
    }
    this.chosen = rule;
    const grown = rows.pushCopy(row, index, this.carried);
    for (let i = 0; i < rule.fills.length; i++) {
      const { column, value, symbol } = rule.fills[i];
      if (symbol === NONE) rows.setValue(column, grown, value);
      else rows.setSymbol(column, grown, symbol);
    }
    ports.out.emit(grown);
    rows.pop();
  }

  private firstThatHolds(row: number): CompiledRule | undefined {
    const { rules } = this;
    for (let i = 0; i < rules.length; i++) if (rules[i].test(row)) return rules[i];
    return undefined;
  }

  added() {
    return this.chosen!.set;
  }

  counts() {
    return NO_COUNTS;
  }

  dispose(): void {}
}
