import { formatTime } from './model-event.ts';
import type { Random } from './random.ts';

export const TYPES = ['t.a', 't.b', 't.c', 't.d', 't.a.deep', 'other.x'];

/** Days around clock changes of the zones in use: some of them at midnight. */
const STARTS = [
  '2025-03-09',
  '2025-11-01',
  '2026-03-28',
  '2026-10-24',
  '2026-10-31',
  '2026-03-07',
  '2026-06-15',
];

const OFFSETS = ['Z', '+09:00', '-05:00', '+05:45'];

export interface EventPlan {
  /** Durations of the flow in milliseconds: events come at and around them, so that borders are met. */
  durations: number[];
  /** How far events come out of order. */
  disorder: number;
}

/** When the next event comes, and how far back one is that comes out of order. */
interface Rhythm {
  gap(): number;
  back(): number;
  /** How many events at least. */
  least: number;
  /** Whether all are much alike: one type, one key. */
  alike?: boolean;
}

/** NDJSON lines: events with some that are refused among them. `times` are those of the good ones. */
export function randomEvents(random: Random, plan: EventPlan): { lines: string[]; times: number[] } {
  const lines: string[] = [];
  const times: number[] = [];
  const rhythm = random.pick([freeRhythm, freeRhythm, gridRhythm, gridRhythm, crowdRhythm])(random, plan);
  let front = Date.parse(`${random.pick(STARTS)}T00:00:00Z`) + random.below(24) * 3_600_000;
  const count = rhythm.least + random.below(201 - rhythm.least);
  const types = rhythm.alike ? [random.pick(TYPES.slice(0, 4))] : random.some(TYPES, 2, TYPES.length);
  const oneKey = rhythm.alike || random.chance(0.3);
  for (let index = 0; index < count; index += 1) {
    if (random.chance(0.03)) lines.push(refusedLine(random, index, front));
    const time = random.chance(0.15) ? behind(random, front, times, rhythm) : front;
    times.push(time);
    const event = randomEvent(random, index, random.pick(types), time);
    event.data = randomData(random, oneKey && random.chance(0.9));
    if (random.chance(0.02)) delete event.data;
    lines.push(JSON.stringify(event));
    front += rhythm.gap();
  }
  return { lines, times };
}

/** Mostly short, so that several fall into one window, and now and then near a duration. */
function freeRhythm(random: Random, { durations, disorder }: EventPlan): Rhythm {
  const small = Math.min(60_000, ...durations);
  return {
    least: 40,
    gap() {
      const duration = random.pick(durations);
      if (random.chance(0.25)) return random.pick([0, 0, 1, 1000]);
      if (random.chance(0.2)) return duration + random.pick([-1, 0, 0, 1]);
      return Math.floor((random.next() * (random.chance(0.3) ? Math.min(duration, small * 20) : small)) / 2);
    },
    back: () =>
      Math.floor(
        random.chance(0.5) ? random.next() * disorder : random.pick(durations) * random.pick([0.5, 1, 2]),
      ),
  };
}

/** All on the same marks: distances are exactly the durations of the flow, again and again. */
function gridRhythm(random: Random, { durations }: EventPlan): Rhythm {
  const mark = Math.min(...durations) * random.pick([0.5, 1]);
  return {
    least: 40,
    gap: () => mark * random.pick([0, 0, 1, 1, 1, 2, 3]),
    back: () => mark * (1 + random.below(8)) + random.pick([0, 0, 0, 1, -1]),
  };
}

/** So close that more events come together than causes and lists keep. */
function crowdRhythm(random: Random): Rhythm {
  return {
    least: 180,
    alike: random.chance(0.5),
    gap: () => random.pick([0, 1, 1, 10]),
    back: () => random.below(50),
  };
}

/** A time before the front: the time of an earlier event, or a little before it, or some stretch back. */
function behind(random: Random, front: number, times: number[], rhythm: Rhythm): number {
  if (times.length > 0 && random.chance(0.3)) return random.pick(times.slice(-10)) - random.pick([0, 0, 1]);
  return front - rhythm.back();
}

function randomEvent(random: Random, index: number, type: string, time: number): Record<string, unknown> {
  const event: Record<string, unknown> = { id: `e${index}`, source: random.pick(['/one', '/two']), type };
  event.time = randomTimeText(random, time);
  if (random.chance(0.8)) event.specversion = '1.0';
  if (random.chance(0.2)) event.subject = random.pick(['S1', 'S2']);
  if (random.chance(0.1)) event.trace = `x${index}`;
  return event;
}

/** The same instant in several ways of writing it. */
function randomTimeText(random: Random, time: number): string {
  const offset = random.pick(OFFSETS);
  const minutes =
    offset === 'Z'
      ? 0
      : Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
  const local = formatTime(time + minutes * 60_000).slice(0, -1);
  const digits = random.chance(0.2) ? `${random.below(1000)}` : '';
  return `${local.endsWith('.000') && random.chance(0.5) ? local.slice(0, -4) : local + digits}${offset}`;
}

/** Numbers are sums of powers of two, so that no order of adding them makes a difference. */
function randomData(random: Random, usual: boolean): Record<string, unknown> {
  const key = random.chance(0.1)
    ? random.pick<unknown>([null, ['A'], { p: 1 }, 2.5])
    : random.pick<unknown>(['A', 'A', 'B', 'B', 'C', '7', 7, true]);
  const data: Record<string, unknown> = {
    k: usual ? 'A' : key,
    k2: usual ? 'A' : random.pick<unknown>(['A', 'A', 'B', 'B', 'C', 7, '7', null]),
    g: usual ? 'ax' : random.pick<unknown>(['ax', 'ax', 'bx', 'bx', 'cy', 4]),
    n: random.pick<unknown>([1, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, -1, '5', null, true]),
    o: random.chance(0.05)
      ? random.pick<unknown>([null, [], 'text'])
      : { p: random.below(9), q: { r: random.below(4) } },
    lat: 37 + random.below(20) / 128,
    lon: random.chance(0.05) ? 'east' : 127 + random.below(20) / 128,
  };
  if (random.chance(0.1)) data.l = [1, 2];
  for (const name of ['k', 'n', 'g', 'o']) if (random.chance(0.03)) delete data[name];
  return data;
}

function refusedLine(random: Random, index: number, time: number): string {
  const good = {
    id: `r${index}`,
    source: '/one',
    type: 't.a',
    time: formatTime(time),
    data: { k: 'A', n: 1 },
  };
  const wrong: unknown[] = [
    { ...good, id: '' },
    { ...good, source: undefined },
    { ...good, type: 5 },
    { ...good, time: undefined },
    { ...good, time: formatTime(time).slice(0, -1) },
    { ...good, specversion: '0.3' },
    { ...good, data: [1] },
    'text',
    [good],
  ];
  return random.chance(0.15) ? '{"id":' : JSON.stringify(random.pick(wrong));
}
