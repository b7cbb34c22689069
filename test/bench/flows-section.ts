/** `naru run` from file to matches beside the loop that only parses the same file, and what starting costs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchRow, bench } from './bench.ts';
import { measure, median } from './measure.ts';
import type { Figure, MeasureSection, SectionOptions } from './section.ts';
import { generatedWorkloads, shippedWorkloads, type Workload } from './workloads.ts';

export const CLI = fileURLToPath(new URL('../../dist/runtime/cli.js', import.meta.url));
/** Events of a customer, an account or a card, on average, in the generated file. */
const EVENTS_A_KEY = 10;

export const measureFlows: MeasureSection = async (options) => {
  const { events, seed, folder, runs, onProgress } = options;
  onProgress(`Writing ${events} events, and as many for each of the seven flows.`);
  const keys = Math.ceil(events / EVENTS_A_KEY);
  const generated = generatedWorkloads({ events, keys, seed });
  const shipped = shippedWorkloads(events);
  const rows = await bench([...generated, ...shipped], { runs, cli: CLI, folder, onProgress });
  return {
    title: 'naru run beside a loop that only parses, events/s of whole processes',
    figures: [...rows.map((row) => figureOf(row, targetOf(row.name))), await startOf(generated[0], options)],
  };
};

function targetOf(name: string): number {
  if (name.startsWith('w1')) return 4;
  return /^w\d/.test(name) ? 3 : 1.5;
}

const grouped = (value: number) => Math.round(value).toLocaleString('en-US');

function figureOf({ name, events, matches, naru, parseOnly }: BenchRow, value: number): Figure {
  return {
    what: `${name}: ratio`,
    measured: naru.whole / parseOnly.whole,
    target: { is: '>=', value },
    note: [
      `${grouped(naru.whole)} against ${grouped(parseOnly.whole)} events/s`,
      `once started ${(naru.working / parseOnly.working).toFixed(2)}`,
      `${grouped(matches)} matches of ${grouped(events)} events`,
      `peak ${grouped(naru.peakMemory)} against ${grouped(parseOnly.peakMemory)} MiB`,
    ].join('; '),
  };
}

async function startOf({ flow }: Workload, { runs, folder }: SectionOptions): Promise<Figure> {
  const file = join(folder, 'ten.ndjson');
  const line = (i: number) =>
    `{"id":"e${i}","source":"/bench","type":"card.payment.approved","time":"2026-03-02T09:00:0${i}Z","data":{"amount":5}}\n`;
  writeFileSync(file, Array.from({ length: 10 }, (_, i) => line(i)).join(''));
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++)
    seconds.push((await measure([CLI, 'run', flow, '--events', file, '--out', `${file}.out`])).seconds);
  return {
    what: 'start: naru run on 10 events, s',
    measured: median(seconds),
    target: { is: '<=', value: 0.35 },
  };
}
