/** The comparison: each workload through `naru run` beside the loop that only parses, taken in turns. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measurement, measure, median } from './measure.ts';
import type { Workload } from './workloads.ts';

export interface BenchOptions {
  readonly runs: number;
  /** The built command line: `dist/runtime/cli.js`. */
  readonly cli: string;
  /** Where the matches are written. */
  readonly folder: string;
  readonly onProgress?: (sentence: string) => void;
}

export interface BenchRow {
  readonly name: string;
  readonly events: number;
  readonly matches: number;
  readonly naru: Speed;
  /** Of the loop that only parses the same file. */
  readonly parseOnly: Speed;
}

/** Medians of all runs. */
export interface Speed {
  /** Events a second from the start of the process to its end. */
  readonly whole: number;
  /** Events a second of the work alone, without the start of Node and the loading of code. */
  readonly working: number;
  /** The most memory, in MiB. */
  readonly peakMemory: number;
}

const PARSE_ONLY = fileURLToPath(new URL('./parse-only.mjs', import.meta.url));

/** Measures workloads in turns, so that a machine that grows warm or busy is so for all of them. */
export async function bench(workloads: readonly Workload[], options: BenchOptions): Promise<BenchRow[]> {
  const measured = new Map<string, Measurement[]>();
  const keep = async (name: string, args: readonly string[]) => {
    const measurement = await measure(args);
    measured.set(name, [...(measured.get(name) ?? []), measurement]);
    options.onProgress?.(`${name}: ${measurement.seconds.toFixed(2)} s`);
  };
  const out = (name: string) => join(options.folder, `${name}.matches.ndjson`);
  for (let run = 0; run < options.runs; run++) {
    for (const file of new Set(workloads.map((workload) => workload.file)))
      await keep(`parse only ${file}`, [PARSE_ONLY, file]);
    for (const { name, flow, file, tables } of workloads)
      await keep(name, [
        ...[options.cli, 'run', flow, '--events', file, '--out', out(name)],
        ...(tables ? ['--tables', tables] : []),
      ]);
  }
  return workloads.map((workload) =>
    rowOf(
      workload,
      measured.get(workload.name) ?? [],
      measured.get(`parse only ${workload.file}`) ?? [],
      linesOf(out(workload.name)),
    ),
  );
}

function rowOf(
  { name, events }: Workload,
  runs: readonly Measurement[],
  parseRuns: readonly Measurement[],
  matches: number,
): BenchRow {
  const speedOf = (all: readonly Measurement[]): Speed => ({
    whole: events / median(all.map(({ seconds }) => seconds)),
    working: events / median(all.map(({ working }) => working)),
    peakMemory: median(all.map(({ peakMemory }) => peakMemory)),
  });
  return { name, events, matches, naru: speedOf(runs), parseOnly: speedOf(parseRuns) };
}

function linesOf(path: string): number {
  let lines = 0;
  for (const byte of readFileSync(path)) if (byte === 10) lines++;
  return lines;
}
