/** The help of each kind, one typed line each: a kind without one does not compile. */
import { definitionOf, type NodeKind } from '../../nodes/register.ts';
import { actionHelp, commentHelp } from './kinds/action.ts';
import { correlateHelp } from './kinds/correlate.ts';
import { decideHelp, deriveHelp, eventSourceHelp, filterHelp, lookupHelp } from './kinds/plain.ts';
import { throttleHelp } from './kinds/throttle.ts';
import { windowHelp } from './kinds/window.ts';
import type { Help } from './timeline.ts';

export const HELP: Readonly<Record<NodeKind, Help>> = {
  'event-source': eventSourceHelp,
  filter: filterHelp,
  decide: decideHelp,
  throttle: throttleHelp,
  derive: deriveHelp,
  lookup: lookupHelp,
  window: windowHelp,
  correlate: correlateHelp,
  action: actionHelp,
  comment: commentHelp,
};

export function helpOf(kind: string): Help | undefined {
  return definitionOf(kind) ? HELP[kind as NodeKind] : undefined;
}
