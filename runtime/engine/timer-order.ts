/** Which of a flow's timers fires next (SPEC §3). */
import type { RunningNode } from './flow-graph.ts';

/** @param timed nodes in the order in which those of the same due time fire @returns Infinity where there is no timer */
export function earliestDue(timed: readonly RunningNode[]): number {
  let due = Number.POSITIVE_INFINITY;
  for (let i = 0; i < timed.length; i++) if (timed[i].timers.due < due) due = timed[i].timers.due;
  return due;
}

/** Of timers with the same due time nodes nearer the sources come first, then the order of setting. */
export function nextToFire(timed: readonly RunningNode[], due: number): RunningNode {
  let next: RunningNode | undefined;
  for (let i = 0; i < timed.length; i++) {
    const node = timed[i];
    if (node.timers.due !== due) continue;
    if (next && node.planned.depth > next.planned.depth) break;
    if (!next || node.timers.seq < next.timers.seq) next = node;
  }
  if (!next) throw new Error('A timer was announced that nobody set.');
  return next;
}
