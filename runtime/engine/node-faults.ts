/**
 * What goes wrong at a node by a bug of ours stops that event there and nothing else: it is counted at the node, kept
 * with the event, and the rows that were being worked off go back to how they were when the event came to it.
 */
import type { OperatorCounts } from './kernel/operator.ts';
import type { StateReader, StateWriter } from './kernel/state.ts';

interface Faults {
  errors: number;
  lastError: string;
}

export class NodeFaults {
  private readonly byNode = new Map<string, Faults>();

  constructor(before?: NodeFaults) {
    for (const [node, faults] of before?.byNode ?? []) this.byNode.set(node, faults);
  }

  add(node: string, error: unknown): void {
    const faults = this.byNode.get(node) ?? { errors: 0, lastError: '' };
    this.byNode.set(node, faults);
    faults.errors++;
    faults.lastError = shortMessage(error);
  }

  save(out: StateWriter): void {
    out.json([...this.byNode].map(([node, { errors, lastError }]) => [node, errors, lastError]));
  }

  load(from: StateReader): void {
    for (const [node, errors, lastError] of from.json() as [string, number, string][])
      this.byNode.set(node, { errors, lastError });
  }

  /** Adds them to what the nodes count themselves. */
  addTo<Counts extends Pick<OperatorCounts, 'errors' | 'lastError'>>(nodes: Record<string, Counts>): void {
    for (const [node, { errors, lastError }] of this.byNode)
      if (nodes[node]) nodes[node] = { ...nodes[node], errors: nodes[node].errors + errors, lastError };
  }
}

/** An exception's message, cut: it may hold parts of an event. */
export function shortMessage(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
