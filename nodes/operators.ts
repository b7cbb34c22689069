/**
 * The engine's half of the kinds: `operator` of each kind's operator.ts, found by the kind's name in register.ts, which
 * stays the only list. The editor never imports this file.
 */
import type { OperatorKind } from '../runtime/engine/kernel/operator.ts';
import { NODE_KINDS } from './register.ts';

async function operatorOfFolder(kind: string): Promise<[string, OperatorKind<unknown>]> {
  const { operator } = (await import(`./${kind}/operator.ts`)) as { operator: OperatorKind<unknown> };
  return [kind, operator];
}

const operators = new Map(await Promise.all(NODE_KINDS.map(operatorOfFolder)));

/** The operator of a kind; its config is the definition's, checked before the flow came to the engine. */
export function operatorOf(kind: string): OperatorKind<unknown> | undefined {
  return operators.get(kind);
}
