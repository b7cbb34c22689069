/**
 * The engine's half of the kinds, one typed line each: a kind of register.ts that has no line here, or one for other
 * settings than its definition's, does not compile. The editor never imports this file.
 */
import type { OperatorKind } from '../runtime/engine/kernel/operator.ts';
import { operator as action } from './action/operator.ts';
import { operator as comment } from './comment/operator.ts';
import { operator as correlate } from './correlate/operator.ts';
import { operator as decide } from './decide/operator.ts';
import { operator as derive } from './derive/operator.ts';
import { operator as eventSource } from './event-source/operator.ts';
import { operator as filter } from './filter/operator.ts';
import { operator as lookup } from './lookup/operator.ts';
import type { ConfigOf, NodeKind } from './register.ts';
import { operator as throttle } from './throttle/operator.ts';
import { operator as window } from './window/operator.ts';

const operators: { readonly [Kind in NodeKind]: OperatorKind<ConfigOf<Kind>> } = {
  'event-source': eventSource,
  filter,
  decide,
  throttle,
  derive,
  lookup,
  window,
  correlate,
  action,
  comment,
};

/** The operator of a kind; its config is the definition's, checked before the flow came to the engine. */
export function operatorOf(kind: string): OperatorKind<unknown> | undefined {
  return Object.hasOwn(operators, kind) ? operators[kind as NodeKind] : undefined;
}
