/** The comparison: each workload through `naru run` beside the loop that only parses, taken in turns. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bytesOf, eventFile } from './event-file.ts';
import type { EventFileOptions } from './generate-events.ts';
import { type Measurement, measure, median } from './measure.ts';

export interface BenchOptions extends EventFileOptions {
  readonly runs: number;
  /** The built command line: `dist/runtime/cli.js`. */
  readonly cli: string;
  /** Where event files are kept; by default in the temp folder. */
  readonly folder?: string;
  readonly onProgress?: (sentence: string) => void;
}

export interface BenchRow {
  readonly name: string;
  readonly events: number;
  /** Median of the events a second, from the start of the process to its end. */
  readonly eventsPerSecond: number;
  /** Events a second of the loop that only parses the same file. */
  readonly parseOnlyPerSecond: number;
  /** MiB. */
  readonly peakMemory: number;
  readonly parseOnlyPeakMemory: number;
  readonly matches: number;
}

export interface Workload {
  readonly name: string;
  readonly flow: string;
  readonly file: string;
  readonly events: number;
  readonly tables?: string;
}

const PARSE_ONLY = fileURLToPath(new URL('./parse-only.mjs', import.meta.url));
const FLOWS = fileURLToPath(new URL('./flows', import.meta.url));

/** The five workloads over one generated file. */
export function generatedWorkloads(options: BenchOptions): Workload[] {
  options.onProgress?.(`events: ${options.events}, keys: ${options.keys}, seed: ${options.seed}`);
  const file = eventFile(options, options.folder);
  options.onProgress?.(`${file} (${Math.round(bytesOf(file) / options.events)} bytes an event)`);
  return readdirSync(FLOWS)
    .sort()
    .map((name) => {
      const flow = join(FLOWS, name);
      return { name: name.replace('.json', ''), flow, file, events: options.events };
    });
}

/** Measures workloads in turns, so that a machine that grows warm or busy is so for all of them. */
export async function bench(workloads: readonly Workload[], options: BenchOptions): Promise<BenchRow[]> {
  const results = mkdtempSync(join(tmpdir(), 'naru-bench-'));
  const measured = new Map<string, Measurement[]>();
  const keep = async (name: string, args: readonly string[]) => {
    const measurement = await measure(args);
    measured.set(name, [...(measured.get(name) ?? []), measurement]);
    options.onProgress?.(`${name}: ${measurement.seconds.toFixed(2)} s`);
  };
  const out = (name: string) => join(results, `${name}.ndjson`);
  try {
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
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

function rowOf(
  { name, events }: Workload,
  runs: readonly Measurement[],
  parseRuns: readonly Measurement[],
  matches: number,
): BenchRow {
  const speed = (all: readonly Measurement[]) => events / median(all.map(({ seconds }) => seconds));
  const memory = (all: readonly Measurement[]) => median(all.map(({ peakMemory }) => peakMemory));
  return {
    name,
    events,
    eventsPerSecond: speed(runs),
    parseOnlyPerSecond: speed(parseRuns),
    peakMemory: memory(runs),
    parseOnlyPeakMemory: memory(parseRuns),
    matches,
  };
}

function linesOf(path: string): number {
  let lines = 0;
  for (const byte of readFileSync(path)) if (byte === 10) lines++;
  return lines;
}
