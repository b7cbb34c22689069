/**
 * runtime/offline: a flow over a file of events, and the tests of flow files (SPEC §5, §4 "Tests in the flow file").
 * The same engine as live; only time comes from the events.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { ColumnEngine } from '../engine/engine.ts';
import type { BlockResult, Match, Refusal, Tables } from '../engine/engine-types.ts';
import { timeText } from '../engine/scan/event-time.ts';
import type { FileLog } from './file-log.ts';
import { type LineBlock, lineBlocks } from './line-blocks.ts';
import type { ScanThread } from './scan-ahead.ts';

/** How much of a file stays in memory behind where it is read: most events that are read back lie there. */
const RECENT = 1 << 24;

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
  /** NDJSON, cut anywhere; or blocks of whole lines, which need only be good until the next one. */
  readonly events: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array | WholeLines;
  readonly tables?: Tables;
  /** Epoch ms (SPEC §3 `--until`). */
  readonly until?: number;
  readonly onMatch?: (line: MatchLine) => void;
  /** Takes the matches as NDJSON in place of `onMatch`: pieces that may end anywhere, only good during the call. */
  readonly onMatchLines?: (bytes: Uint8Array) => void;
  /** Descriptor of a file: `thread` writes the matches there in place of `onMatchLines`, where it can. */
  readonly matchFile?: number;
  /** `line` counts from 1 in the whole input. */
  readonly onRefused?: (refusal: Refusal) => void;
  /** Called after each block; the run goes on when it is done, so that a slow reader of matches slows the run. */
  readonly afterBlock?: () => Promise<void> | undefined;
  /** Reads events back from the file instead of keeping them in memory. */
  readonly log?: FileLog;
  /** Reads and scans the file instead of `events`, where the engine can be fed. Its owner stops it. */
  readonly thread?: ScanThread;
}

export interface WholeLines {
  readonly blocks: Iterable<LineBlock>;
}

export interface OfflineSummary {
  readonly events: number;
  readonly refused: number;
  readonly late: number;
  readonly matches: number;
}

export async function runOffline(run: OfflineRun): Promise<OfflineSummary> {
  const { flow, tables, until, log } = run;
  const onMatch = run.onMatch && ((match: Match) => run.onMatch!(matchLine(match)));
  const { onMatchLines } = run;
  const recentBytes = log && RECENT;
  const isFed = run.thread !== undefined;
  const handsOverLines = run.matchFile !== undefined;
  const engine = new ColumnEngine(
    { mode: 'offline', tables, until, onMatch, onMatchLines, recentBytes, isFed, handsOverLines },
    log,
  );
  engine.deploy(flow);
  const thread = engine.feed && run.thread;
  let refused: number;
  try {
    const results = thread ? thread.rows(engine, run.matchFile) : pushed(engine, blocksOf(run.events), log);
    refused = await workOff(run, engine, results);
  } finally {
    // What was found before something went wrong is written all the same.
    if (thread && engine.handed) await thread.finish(engine.handed);
  }
  const { events, late, matches } = engine.counts(flow.id, 0)!;
  return { events, refused, late, matches };
}

/** Returns how many events were refused. */
async function workOff(
  run: OfflineRun,
  engine: ColumnEngine,
  results: AsyncIterable<BlockResult>,
): Promise<number> {
  let refused = 0;
  let lines = 0;
  for await (const result of results) {
    for (const refusal of result.refused) run.onRefused?.({ ...refusal, line: lines + refusal.line });
    refused += result.refused.length;
    lines += result.lines;
    await run.afterBlock?.();
  }
  engine.finish(run.until);
  await run.afterBlock?.();
  return refused;
}

async function* pushed(
  engine: ColumnEngine,
  blocks: AsyncIterable<LineBlock> | Iterable<LineBlock>,
  log: FileLog | undefined,
): AsyncGenerator<BlockResult> {
  for await (const { bytes, offset } of blocks) {
    log?.moveTo(offset);
    yield engine.push(bytes, 0);
  }
}

function blocksOf(events: OfflineRun['events']): AsyncIterable<LineBlock> | Iterable<LineBlock> {
  if (events instanceof Uint8Array) return lineBlocks([events]);
  return 'blocks' in events ? events.blocks : lineBlocks(events);
}

function matchLine(match: Match): MatchLine {
  const { flow, node, time, key, data, causes } = match;
  return { flow, node, time: timeText(time), key, data, causes };
}
