/** Whether the memory of `naru run` grows with the length of its input: ten times as many events of the same keys. */
import { join } from 'node:path';
import { CLI } from './flows-section.ts';
import { measure, median } from './measure.ts';
import type { Figure, MeasureSection } from './section.ts';
import { generatedWorkloads } from './workloads.ts';

const TIMES = 10;
const MEASURED = ['w2-rolling-count', 'w4-absence'];
const EVENTS_A_KEY = 10;

export const measureMemory: MeasureSection = async ({ events, seed, folder, runs, onProgress }) => {
  const keys = Math.ceil(events / EVENTS_A_KEY);
  onProgress(`Writing ${events * TIMES} events.`);
  const [few, many] = [events, events * TIMES].map((count) =>
    generatedWorkloads({ events: count, keys, seed }).filter(({ name }) => MEASURED.includes(name)),
  );
  const figures: Figure[] = [];
  for (const [i, { name, flow }] of few.entries()) {
    const files = [few[i].file, many[i].file];
    const peaks: number[][] = [[], []];
    for (let run = 0; run < runs; run++)
      for (const [j, file] of files.entries()) {
        const out = join(folder, `${name}.matches.ndjson`);
        const { peakMemory } = await measure([CLI, 'run', flow, '--events', file, '--out', out]);
        peaks[j].push(peakMemory);
      }
    const [ofFew, ofMany] = peaks.map(median);
    onProgress(`${name}: ${ofFew.toFixed(0)} and ${ofMany.toFixed(0)} MiB`);
    figures.push({
      what: `${name}: peak memory of ${TIMES} times as many events, ratio`,
      measured: ofMany / ofFew,
      target: { is: '<=', value: 1.2 },
      note: `${ofMany.toFixed(0)} against ${ofFew.toFixed(0)} MiB; ${keys} keys in both`,
    });
  }
  return { title: 'Memory of naru run as the input grows', figures };
};
