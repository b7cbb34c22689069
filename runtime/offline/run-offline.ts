/**
 * runtime/offline: a flow over a file of events, and the tests of flow files (SPEC §5, §4 "Tests in the flow file").
 * The same engine as live; only time comes from the events.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { createEngine } from '../engine/engine.ts';
import type { Match, Refusal, Tables } from '../engine/engine-types.ts';
import type { EventLog } from '../engine/kernel/event-log.ts';
import { timeText } from '../engine/scan/event-time.ts';
import type { FileLog } from './file-log.ts';
import { lineBlocks } from './line-blocks.ts';

/** One line of the output (SPEC §5). */
export interface MatchLine {
  readonly flow: string;
  readonly node: string;
  readonly time: string;
  readonly key: string | readonly string[] | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly causes: readonly string[];
}

export interface OfflineRun {
  /** A flow without faults. */
  readonly flow: FlowFile;
  /** NDJSON, cut anywhere. */
  readonly events: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array;
  readonly tables?: Tables;
  /** Epoch ms (SPEC §3 `--until`). */
  readonly until?: number;
  readonly onMatch: (line: MatchLine) => void;
  /** `line` counts from 1 in the whole input. */
  readonly onRefused?: (refusal: Refusal) => void;
  /** Called after each block; the run goes on when it is done, so that a slow reader of matches slows the run. */
  readonly afterBlock?: () => Promise<void> | void;
  /** Reads events back from the file instead of keeping them in memory. */
  readonly log?: FileLog;
}

export interface OfflineSummary {
  readonly events: number;
  readonly refused: number;
  readonly late: number;
  readonly matches: number;
}

export async function runOffline(run: OfflineRun): Promise<OfflineSummary> {
  const { flow, tables, until, log } = run;
  let matches = 0;
  const onMatch = (match: Match) => {
    matches++;
    run.onMatch(matchLine(match));
  };
  const engine = createEngine({ mode: 'offline', tables, until, onMatch }, log as EventLog | undefined);
  engine.deploy(flow);
  let refused = 0;
  let lines = 0;
  const source = run.events instanceof Uint8Array ? [run.events] : run.events;
  for await (const { bytes, offset } of lineBlocks(source)) {
    log?.moveTo(offset);
    const result = engine.push(bytes, 0);
    for (const refusal of result.refused) run.onRefused?.({ ...refusal, line: lines + refusal.line });
    refused += result.refused.length;
    lines += result.lines;
    await run.afterBlock?.();
  }
  engine.finish(until);
  await run.afterBlock?.();
  const counts = engine.counts(flow.id, 0)!;
  return { events: counts.events, refused, late: counts.late, matches };
}

function matchLine(match: Match): MatchLine {
  const { flow, node, time, key, data, causes } = match;
  return { flow, node, time: timeText(time), key, data, causes };
}
