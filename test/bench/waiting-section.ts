/** What waiting for a customer costs in memory: a process of its own for each figure (waiting-memory.ts). */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { builtScript } from './built-script.ts';
import { median } from './measure.ts';
import type { Figure, MeasureSection, SectionOptions } from './section.ts';
import type { LogKind, WaitingMemory } from './waiting-memory.ts';
import { KEY, LINE, type WaitingKind } from './waiting-states.ts';

const NAME = 'waiting-memory';
/** Room for young objects is kept small: it grows by chance, and is no state. */
const NODE_OPTIONS = ['--expose-gc', '--max-semi-space-size=1'];
/** Customers that share all runs or entries, so that their keys cost nothing beside these. */
const SHARED = 500;
const MOST = 100;

interface Question {
  readonly what: string;
  readonly kind: WaitingKind;
  readonly log?: LogKind;
  readonly events: number;
  /** Each event is of a customer of its own unless told. */
  readonly customers?: number;
  readonly most?: number;
}

const grouped = (value: number) => Math.round(value).toLocaleString('en-US');

function questions(events: number): Question[] {
  const absence = (count: number) => ({
    what: `pending absence run, ${grouped(count)} customers, bytes beside the key's text`,
    kind: 'absence' as const,
    events: count,
  });
  const shared = { events, customers: SHARED };
  return [
    { ...absence(events), most: MOST },
    { ...absence(events * 5), most: MOST },
    { ...absence(events), what: 'the same, events kept in memory', log: 'memory' },
    { what: 'absence run of a customer who has others, bytes', kind: 'absence', ...shared },
    { what: 'rolling window of one event, bytes beside the key', kind: 'rolling', events },
    { what: 'each further event of a rolling window, bytes', kind: 'rolling', ...shared },
    { what: 'window of the last 5 events, with one, bytes beside the key', kind: 'count', events },
    { what: 'tumbling window, bytes beside the key', kind: 'tumbling', events },
    { what: 'session, bytes beside the key', kind: 'session', events },
  ];
}

export const measureWaiting: MeasureSection = async (options) => {
  const script = await builtScript(NAME, join(options.folder, NAME));
  const figures: Figure[] = [];
  for (const question of questions(options.events)) figures.push(await answer(script, question, options));
  return {
    title: 'Memory of what waits: resident bytes over the same engine with nothing waiting',
    figures,
  };
};

async function answer(
  script: string,
  question: Question,
  { runs, onProgress }: SectionOptions,
): Promise<Figure> {
  const { what, kind, events, log = 'none', customers = events, most } = question;
  const all: WaitingMemory[] = [];
  for (let run = 0; run < runs; run++) {
    const measured = await waitingMemory(script, [kind, log, events, customers]);
    if (customers === events && measured.open !== events)
      throw new Error(`Of ${events} only ${measured.open} waited in ${kind}.`);
    all.push(measured);
  }
  const keys = customers === events ? KEY : 0;
  const measured = median(all.map(({ bytes }) => bytes)) / events - keys;
  onProgress(`${what}: ${measured.toFixed(1)}`);
  const notes = [
    `${grouped(median(all.map(({ nanoseconds }) => nanoseconds)))} ns of processor time an event`,
    log === 'memory'
      ? `events of ${LINE} bytes, all kept`
      : 'events not kept, as where they can be read again from a file',
  ];
  return {
    what,
    measured,
    ...(most === undefined ? {} : { target: { is: '<=' as const, value: most } }),
    note: notes.join('; '),
  };
}

async function waitingMemory(script: string, job: readonly (string | number)[]): Promise<WaitingMemory> {
  const args = [...NODE_OPTIONS, script, ...job.map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as WaitingMemory;
}
