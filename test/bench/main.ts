/** `npm run bench [-- --events 100000 --keys 100000 --runs 3 --seed 42]` */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bench, generatedWorkloads } from './bench.ts';
import { DEFAULTS } from './generate-events.ts';
import { machine, table } from './print-table.ts';

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
  if (!Number.isInteger(value) || value < 1) throw new Error(`"${text}" is no whole number above zero`);
  return value;
}

const options = {
  events: whole(values.events, DEFAULTS.events),
  keys: whole(values.keys, DEFAULTS.keys),
  seed: whole(values.seed, DEFAULTS.seed),
  runs: whole(values.runs, 3),
  cli: fileURLToPath(new URL('../../dist/runtime/cli.js', import.meta.url)),
  onProgress: (sentence: string) => process.stderr.write(`${sentence}\n`),
};

const rows = await bench(generatedWorkloads(options), options);
process.stdout.write(`\n${table(rows)}\n\n`);
process.stdout.write(`Medians of ${options.runs}; whole processes, start-up included. ${machine()}\n`);
