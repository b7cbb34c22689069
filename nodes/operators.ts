/** The engine's half of the register (register.ts): one line a kind. The editor never imports it. */
import type { OperatorKind } from '../runtime/engine/kernel/operator.ts';
import { actionOperator } from './action/operator.ts';
import { commentOperator } from './comment/operator.ts';
import { correlateOperator } from './correlate/operator.ts';
import { decideOperator } from './decide/operator.ts';
import { deriveOperator } from './derive/operator.ts';
import { eventSourceOperator } from './event-source/operator.ts';
import { filterOperator } from './filter/operator.ts';
import { lookupOperator } from './lookup/operator.ts';
import type { ConfigOf, NodeKind } from './register.ts';
import { throttleOperator } from './throttle/operator.ts';
import { windowOperator } from './window/operator.ts';

const operators: { readonly [Kind in NodeKind]: OperatorKind<ConfigOf<Kind>> } = {
  'event-source': eventSourceOperator,
  filter: filterOperator,
  decide: decideOperator,
  throttle: throttleOperator,
  derive: deriveOperator,
  lookup: lookupOperator,
  window: windowOperator,
  correlate: correlateOperator,
  action: actionOperator,
  comment: commentOperator,
};

/** The operator of a kind; its config is the definition's, checked before the flow came to the engine. */
export function operatorOf(kind: string): OperatorKind<unknown> | undefined {
  return Object.hasOwn(operators, kind) ? (operators[kind as NodeKind] as OperatorKind<unknown>) : undefined;
}
