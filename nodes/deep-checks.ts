/**
 * Checks that have to read a language, expressions or templates. What reads them is larger than all definitions
 * together, so it does not come with these: only whoever validates a flow imports this file, and the page does that a
 * moment after it has drawn. A kind without a line here has its whole check in its definition.
 */
import { checkTexts } from './action/template-check.ts';
import { checkExpressions } from './derive/check.ts';
import type { NodeContext } from './kit/define-node.ts';
import type { Fault } from './kit/fault.ts';
import type { ConfigOf, NodeKind } from './register.ts';

const deepChecks: {
  readonly [Kind in NodeKind]?: (config: ConfigOf<Kind>, context: NodeContext) => Fault[];
} = {
  action: checkTexts,
  derive: checkExpressions,
};

/** Takes half-filled settings, as the definitions' own checks do. */
export function checkDeeply(
  kind: string,
  config: Readonly<Record<string, unknown>>,
  context: NodeContext,
): Fault[] {
  if (!Object.hasOwn(deepChecks, kind)) return [];
  const check = deepChecks[kind as NodeKind] as
    | ((config: Readonly<Record<string, unknown>>, context: NodeContext) => Fault[])
    | undefined;
  return check?.(config, context) ?? [];
}
