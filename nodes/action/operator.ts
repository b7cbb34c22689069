/**
 * action: an event that reaches it is a match (SPEC §4). The engine hands the match to its shell, which delivers it;
 * the event leaves by `done` at once, and by `failed` never here: a delivery's fate is not known to the engine.
 */
import {
  NO_COUNTS,
  type Operator,
  type OperatorContext,
  type OperatorKind,
} from '../../runtime/engine/kernel/operator.ts';
import type { ActionConfig } from './definition.ts';

export const operator: OperatorKind<ActionConfig> = {
  needs: (_config, after) => () => after('done'),
  create: () => new ActionOperator(),
};

class ActionOperator implements Operator {
  private context!: OperatorContext;

  bind(context: OperatorContext): void {
    this.context = context;
  }

  process(row: number): void {
    this.context.matched(row);
    this.context.ports.done.emit(row);
  }

  counts() {
    return NO_COUNTS;
  }

  dispose(): void {}
}
