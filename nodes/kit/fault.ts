/** What is wrong with a flow: said to the person who drew it, with the place and what to do. */
import type { Text } from './text.ts';

export interface Fault {
  /** `error` refuses the flow; `hint` is shown and lets it run. */
  readonly severity: 'error' | 'hint';
  /** Stable, for tests and translations: `schema`, `cycle`, `unknown-field`, … */
  readonly code: string;
  /** The node's id; absent when the fault is the flow's own. */
  readonly node?: string;
  /** The edge's id, where an edge is at fault. */
  readonly edge?: string;
  /** Path inside the node's `data` (or inside the flow): `window.size`, `where.rules.0.field`. */
  readonly field?: string;
  /** One sentence that says what is wrong and what to do. */
  readonly message: Text;
}

/** True when nothing in the list refuses the flow. */
export function isClean(faults: readonly Fault[]): boolean {
  return faults.every((fault) => fault.severity !== 'error');
}
