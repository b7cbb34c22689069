/** Runs a probed flow over blocks of events, with an engine of its own that nobody else knows. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { createEngine } from '../engine/engine.ts';
import type { Refusal, Tables } from '../engine/engine-types.ts';
import type { FlowCounts } from '../wire/live.ts';
import type { FoundEvents } from './found-events.ts';
import type { Probe } from './probed-flow.ts';

export interface ProbedRun {
  /** Without faults. */
  readonly flow: FlowFile;
  readonly probes: ReadonlyMap<string, Probe>;
  /** Lines of NDJSON a block. */
  readonly blocks: Iterable<readonly string[]>;
  readonly tables: Tables;
  readonly found: FoundEvents;
  /** Asked after each block. */
  readonly isEnough: () => boolean;
}

export interface ProbedResult {
  readonly counts: FlowCounts;
  readonly refused: readonly Refusal[];
}

const encoder = new TextEncoder();

/** As `naru run` does it (SPEC §5): time comes from the events, and ends with the last one. */
export function runProbed({ flow, probes, blocks, tables, found, isEnough }: ProbedRun): ProbedResult {
  const engine = createEngine({
    mode: 'offline',
    tables,
    onMatch: (match) => {
      const probe = probes.get(match.node);
      if (probe) found.add(probe, match);
    },
    // Heard, so that an exception at one event is counted at its node and does not end the run.
    onBadEvent: () => {},
  });
  engine.deploy(flow);
  const refused: Refusal[] = [];
  for (const block of blocks) {
    refused.push(...engine.push(encoder.encode(block.join('\n')), 0).refused);
    if (isEnough()) break;
  }
  engine.finish();
  return { counts: engine.counts(flow.id, 0)!, refused };
}
