/** `naru run` (SPEC §5). */

import { once } from 'node:events';
import { closeSync, createReadStream, createWriteStream, openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { parseTime } from '../engine/scan/event-time.ts';
import { FileLog } from './file-log.ts';
import { CommandError, loadFlow, loadTables } from './load-flow.ts';
import { type OfflineSummary, runOffline } from './run-offline.ts';
import { standardOutput } from './standard-output.ts';

/** Bytes that are read at a time. */
const PIECE = 1 << 20;

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
  const tables = folder === undefined ? undefined : await loadTables(folder);
  const flow = await loadFlow(flowPath, tables);
  const file = events === '-' ? undefined : openToRead(events);
  const sink = out === '-' ? standardOutput() : await openToWrite(out);
  try {
    const started = performance.now();
    let lines: string[] = [];
    const summary = await runOffline({
      flow,
      tables: tables ?? {},
      until,
      events:
        file === undefined
          ? process.stdin
          : createReadStream('', { fd: file, autoClose: false, start: 0, highWaterMark: PIECE }),
      log: file === undefined ? undefined : new FileLog(file),
      onMatch: (line) => lines.push(JSON.stringify(line)),
      onRefused: ({ line, message }) => process.stderr.write(`line ${line}: ${message.en} / ${message.ko}\n`),
      afterBlock: () => {
        const ready = lines;
        lines = [];
        return write(sink, ready);
      },
    });
    report(summary, (performance.now() - started) / 1000);
  } finally {
    if (file !== undefined) closeSync(file);
    if (out !== '-') await closed(sink);
  }
}

function report({ events, refused, late, matches }: OfflineSummary, seconds: number): void {
  const rate = seconds > 0 ? Math.round(events / seconds) : 0;
  process.stderr.write(
    `events ${events}, refused ${refused}, late ${late}, matches ${matches}, seconds ${seconds.toFixed(3)}, events/s ${rate}\n`,
  );
}

/** Waits where the sink is behind, so that output never piles up in memory. */
async function write(sink: Writable, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  if (!sink.write(`${lines.join('\n')}\n`)) await once(sink, 'drain');
}

function openToRead(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new CommandError([`${path}: the file can't be read (${(error as NodeJS.ErrnoException).code}).`]);
  }
}

async function openToWrite(path: string): Promise<Writable> {
  const sink = createWriteStream(path);
  try {
    await once(sink, 'open');
  } catch (error) {
    throw new CommandError([
      `${path}: the file can't be written (${(error as NodeJS.ErrnoException).code}).`,
    ]);
  }
  return sink;
}

async function closed(sink: Writable): Promise<void> {
  sink.end();
  await once(sink, 'close');
}
