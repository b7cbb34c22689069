/** `naru run` (SPEC §5). */

import { closeSync, createReadStream, fstatSync, openSync, type Stats } from 'node:fs';
import { getSystemErrorName, parseArgs } from 'node:util';
import { parseTime } from '../engine/scan/event-time.ts';
import { LinesNotWritten } from '../engine/scan/line-feed.ts';
import { fileBlocks } from './file-blocks.ts';
import { FileLog } from './file-log.ts';
import { CommandError, loadFlow, loadTables } from './load-flow.ts';
import { type MatchSink, matchSink, unwritable } from './match-sink.ts';
import { type OfflineRun, type OfflineSummary, runOffline } from './run-offline.ts';
import { ScanThread } from './scan-ahead.ts';

interface RunArguments {
  readonly flow: string;
  readonly events: string;
  readonly tables: string | undefined;
  readonly until: number | undefined;
  readonly out: string;
}

/** Returns the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    await run(parse(args));
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.lines.join('\n')}\n`);
    return 2;
  }
}

function parse(args: readonly string[]): RunArguments {
  let parsed: ReturnType<typeof parseRun>;
  try {
    parsed = parseRun(args);
  } catch (error) {
    throw new CommandError([(error as Error).message]);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) throw new CommandError(['naru run takes one flow file.']);
  const until = values.until === undefined ? undefined : parseTime(values.until);
  if (Number.isNaN(until))
    throw new CommandError([`--until ${values.until} is no time. Write it like 2026-03-02T09:00:00+09:00.`]);
  return {
    flow: positionals[0],
    events: values.events ?? '-',
    tables: values.tables,
    until,
    out: values.out ?? '-',
  };
}

function parseRun(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      events: { type: 'string' },
      tables: { type: 'string' },
      until: { type: 'string' },
      out: { type: 'string' },
    },
  });
}

async function run({ flow: flowPath, events, tables: folder, until, out }: RunArguments): Promise<void> {
  const file = events === '-' ? undefined : openToRead(events);
  const about = file === undefined ? undefined : fstatSync(file);
  const thread = about?.isFile() ? ScanThread.start(file!, about.size) : undefined;
  let sink: MatchSink | undefined;
  try {
    const tables = folder === undefined ? undefined : await loadTables(folder);
    const flow = await loadFlow(flowPath, tables);
    const openSink = matchSink(out);
    sink = openSink;
    const started = performance.now();
    const summary = await runOffline({
      flow,
      tables: tables ?? {},
      until,
      ...inputOf(file, about),
      thread,
      onMatchLines: (bytes) => openSink.write(bytes),
      matchFile: thread && openSink.file,
      onRefused: ({ line, message }) => process.stderr.write(`line ${line}: ${message.en} / ${message.ko}\n`),
      afterBlock: () => openSink.settle(),
    });
    report(summary, (performance.now() - started) / 1000);
  } catch (error) {
    throw error instanceof LinesNotWritten ? unwritable(out, codeOf(error)) : error;
  } finally {
    await thread?.stop();
    if (file !== undefined) closeSync(file);
    sink?.close();
  }
}

function codeOf({ fault }: LinesNotWritten): string {
  return fault < 0 ? getSystemErrorName(fault) : 'unknown';
}

function report({ events, refused, late, matches }: OfflineSummary, seconds: number): void {
  const rate = seconds > 0 ? Math.round(events / seconds) : 0;
  process.stderr.write(
    `events ${events}, refused ${refused}, late ${late}, matches ${matches}, seconds ${seconds.toFixed(3)}, events/s ${rate}\n`,
  );
}

/** A file can be read anywhere, so nothing of it has to be kept in memory; a pipe cannot. */
function inputOf(file: number | undefined, about: Stats | undefined): Pick<OfflineRun, 'events' | 'log'> {
  if (file === undefined) return { events: process.stdin };
  if (about?.isFile()) return { events: { blocks: fileBlocks(file) }, log: new FileLog(file) };
  return { events: createReadStream('', { fd: file, autoClose: false }) };
}

function openToRead(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new CommandError([`${path}: the file can't be read (${(error as NodeJS.ErrnoException).code}).`]);
  }
}
