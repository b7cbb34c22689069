/**
 * What it costs that nothing is lost: blocks through the engines with the journal beside the same without it, the
 * pause for a checkpoint, and how soon a runtime is there again when many customers are being waited for.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KilledNaru } from '../crash/killed-naru.ts';
import { NaruClient } from '../crash/naru-client.ts';
import { builtScript } from './built-script.ts';
import type { DurableLoad } from './durable-load.ts';
import { Sender } from './http/send.ts';
import { flowPaths } from './http/servers.ts';
import { median } from './measure.ts';
import type { Figure, MeasureSection, SectionOptions } from './section.ts';
import { waitingFlow, waitingLine } from './waiting-customers.ts';

const NAME = 'durable-load';
const LINES_A_REQUEST = 2_000;
const CONNECTIONS = 2;

const grouped = (value: number) => Math.round(value).toLocaleString('en-US');

export const measureDurable: MeasureSection = async (options) => {
  const script = await builtScript(NAME, join(options.folder, NAME));
  return {
    title: 'Nothing is lost: journal, checkpoints and restarts',
    figures: [
      await ingestFigure(script, options, 'the flows of the HTTP part', (paths) => paths),
      // Where the engine does next to nothing, the journal weighs most.
      await ingestFigure(script, options, 'a filter alone', (paths) => paths.slice(-1)),
      await pauseFigure(script, options),
      ...(await restartFigures(options)),
    ],
  };
};

async function ingestFigure(
  script: string,
  options: SectionOptions,
  flows: string,
  choose: (paths: readonly string[]) => readonly string[],
): Promise<Figure> {
  const { runs, events, seed, onProgress } = options;
  const paths = choose(flowPaths(mkdtempSync(join(options.folder, 'flows-'))));
  const pairs: { journal: number; none: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const speedOf = async (kind: string) =>
      (await load(script, ['ingest', kind, events, seed, newFolder(options), ...paths])).speed ?? 0;
    pairs.push({ none: await speedOf('none'), journal: await speedOf('journal') });
    onProgress(
      `${flows}: journal ${grouped(pairs[run].journal)}, without ${grouped(pairs[run].none)} events/s`,
    );
  }
  const of = (name: 'journal' | 'none') => grouped(median(pairs.map((pair) => pair[name])));
  return {
    what: `events into ${flows} with the journal, against without: ratio`,
    measured: median(pairs.map(({ journal, none }) => journal / none)),
    target: { is: '>=', value: 0.6 },
    note: `${of('journal')} against ${of('none')} events/s; without it they are kept in memory; everything on disk at the end`,
  };
}

async function pauseFigure(script: string, options: SectionOptions): Promise<Figure> {
  const { runs, events, onProgress } = options;
  const pauses: number[] = [];
  let bytes = 0;
  for (let run = 0; run < runs; run++) {
    const made = await load(script, ['checkpoint', events, newFolder(options)]);
    pauses.push(...(made.pauses ?? []));
    bytes = made.bytes ?? 0;
    onProgress(`pauses of ${made.pauses?.map((pause) => pause.toFixed(1)).join(', ')} ms`);
  }
  return {
    what: `pause for a checkpoint with a run waiting for each of ${grouped(events)} keys, ms`,
    measured: Math.max(...pauses),
    target: { is: '<=', value: 50 },
    note: `the longest of ${pauses.length}, median ${median(pauses).toFixed(1)}; ${grouped(bytes / 2 ** 20)} MiB`,
  };
}

async function restartFigures(options: SectionOptions): Promise<Figure[]> {
  const { runs, events, onProgress } = options;
  const stopped: number[] = [];
  const killed: number[] = [];
  for (let run = 0; run < runs; run++) {
    const home = newFolder(options);
    mkdirSync(join(home, 'flows'));
    const flow = waitingFlow();
    writeFileSync(join(home, 'flows', `${flow.id}.json`), JSON.stringify(flow));
    const naru = new KilledNaru(home, {});
    const client = new NaruClient(naru);
    const startAgain = async (signal: 'SIGTERM' | 'SIGKILL') => {
      await naru.kill(signal);
      naru.start();
      await naru.address;
      await expectWaiting(client, flow.id, events);
      return naru.starts.at(-1)!;
    };
    try {
      naru.start();
      await sendAll(await naru.address, events);
      await expectWaiting(client, flow.id, events);
      killed.push(await startAgain('SIGKILL'));
      stopped.push(await startAgain('SIGTERM'));
    } finally {
      await naru.kill();
    }
    onProgress(`there again after ${grouped(stopped[run])} ms; after kill -9 ${grouped(killed[run])} ms`);
  }
  const figure = (what: string, all: readonly number[], note: string): Figure => ({
    what: `${what} with ${grouped(events)} waiting runs: process start to ready, ms`,
    measured: median(all),
    target: { is: '<=', value: 5_000 },
    note,
  });
  return [
    figure('restart', stopped, 'from the checkpoint of a clean end'),
    figure('restart after kill -9', killed, 'from the newest checkpoint and the journal behind it'),
  ];
}

async function sendAll(address: string, count: number): Promise<void> {
  const sender = new Sender(address, CONNECTIONS);
  let next = 0;
  const sendOn = async () => {
    while (next < count) {
      const from = next;
      next = Math.min(count, next + LINES_A_REQUEST);
      const now = Date.now();
      const lines = Array.from({ length: next - from }, (_, i) => waitingLine(from + i, now));
      await sender.send(Buffer.from(lines.join('')));
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, sendOn));
  } finally {
    sender.close();
  }
}

async function expectWaiting(client: NaruClient, flow: string, count: number): Promise<void> {
  const { nodes } = (await client.counts([flow]))[flow];
  const open = Object.values(nodes).reduce((sum, node) => sum + node.open, 0);
  if (open !== count) throw new Error(`Of ${count} runs ${open} wait.`);
}

const newFolder = ({ folder }: SectionOptions) => mkdtempSync(join(folder, 'durable-'));

async function load(script: string, job: readonly (string | number)[]): Promise<DurableLoad> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...job.map(String)]);
  return JSON.parse(stdout) as DurableLoad;
}
