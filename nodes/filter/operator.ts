/** filter: `where` holds: `match`, else `else` (SPEC §4). */

import { compileCondition, type Test } from '../../runtime/engine/kernel/condition.ts';
import {
  NO_COUNTS,
  type Operator,
  type OperatorContext,
  type OperatorKind,
  type Port,
} from '../../runtime/engine/kernel/operator.ts';
import { fieldsOf } from '../kit/condition.ts';
import type { FilterConfig } from './definition.ts';

export const operator: OperatorKind<FilterConfig> = {
  needs: (config, after) => () => [...fieldsOf(config.where), ...after('match'), ...after('else')],
  create: (config) => new FilterOperator(config),
};

class FilterOperator implements Operator {
  private readonly config: FilterConfig;
  private test!: Test;
  private match!: Port;
  private else!: Port;

  constructor(config: FilterConfig) {
    this.config = config;
  }

  bind(context: OperatorContext): void {
    this.test = compileCondition(this.config.where, context);
    this.match = context.ports.match;
    this.else = context.ports.else;
  }

  process(row: number): void {
    if (this.test(row)) this.match.emit(row);
    else this.else.emit(row);
  }

  counts() {
    return NO_COUNTS;
  }

  dispose(): void {}
}
