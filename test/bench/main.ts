/** `npm run bench [-- --events 100000 --keys 10000 --runs 3 --seed 42]` */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bench } from './bench.ts';
import { DEFAULTS } from './generate-events.ts';
import { machine, table } from './print-table.ts';
import { generatedWorkloads, shippedWorkloads } from './workloads.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    keys: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string' },
  },
});

function whole(text: string | undefined, otherwise: number): number {
  const value = Number(text ?? otherwise);
  if (Number.isInteger(value) && value > 0) return value;
  process.stderr.write(`"${text}" is no whole number above zero.\n`);
  process.exit(2);
}

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
const events = whole(values.events, DEFAULTS.events);
// So that a short file has as many events of each key as a long one.
const keys = whole(values.keys, Math.ceil(events / 10));
const seed = whole(values.seed, DEFAULTS.seed);
const folder = mkdtempSync(join(tmpdir(), 'naru-bench-'));
const options = {
  runs: whole(values.runs, 3),
  cli: fileURLToPath(new URL('../../dist/runtime/cli.js', import.meta.url)),
  folder,
  onProgress: say,
};

try {
  say(`Writing events: ${events} with ${keys} keys, seed ${seed}; and those of the simulations.`);
  const workloads = [...generatedWorkloads({ events, keys, seed }), ...shippedWorkloads(events / 10, folder)];
  const rows = await bench(workloads, options);
  process.stdout.write(`\n${table(rows)}\n\n`);
  process.stdout.write(
    `Medians of ${options.runs}. Events a second of whole processes; "started": without the start of Node and the loading of code.\n${machine()}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
