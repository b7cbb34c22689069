/**
 * An engine whose state is saved and loaded by another one: from then on that one does what the first would have done, to
 * the last timer. Each time the other one lives in modules of its own, as in another process, so that it hashes texts
 * otherwise.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { FlowFile } from '../flows/format/flow-file.ts';
import { ColumnEngine } from '../runtime/engine/engine.ts';
import type { Engine, EngineMode, EngineOptions, Match, Tables } from '../runtime/engine/engine-types.ts';
import { type EventLog, MemoryLog } from '../runtime/engine/kernel/event-log.ts';
import { StateBytes, StateCopy } from '../runtime/engine/kernel/state.ts';
import { parseTime } from '../runtime/engine/scan/event-time.ts';
import { createRandom, type Random } from './model/random.ts';
import { randomCase } from './model/random-flow.ts';

const CASES = Number(process.env.NARU_RANDOM_CASES ?? 40);
const FIRST_SEED = Number(process.env.NARU_RANDOM_SEED ?? 1);
const PER_TEST = 20;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Case {
  readonly flow: FlowFile;
  readonly events: readonly string[];
  readonly until?: string;
  readonly tables: Tables;
}

/** One call of the engine. */
type Step =
  | { readonly push: string; readonly now: number }
  | { readonly tick: number }
  | { readonly settle: number; readonly outcome: 'done' | 'failed' }
  | { readonly deploy: FlowFile };

type CreateEngine = (options: EngineOptions, log: EventLog) => ColumnEngine;

const here: CreateEngine = (options, log) => new ColumnEngine(options, log);
let elsewhere: CreateEngine;

beforeAll(async () => {
  const { HASH_SEED } = await import('../runtime/engine/kernel/hash.ts');
  vi.resetModules();
  const other = await import('../runtime/engine/engine.ts');
  expect((await import('../runtime/engine/kernel/hash.ts')).HASH_SEED).not.toBe(HASH_SEED);
  elsewhere = (options, log) => new other.ColumnEngine(options, log) as unknown as ColumnEngine;
});

const encoder = new TextEncoder();

function stateOf(engine: Engine): Buffer {
  const copy = new StateCopy();
  engine.save(copy);
  return Buffer.concat([...copy.pieces()]);
}

/**
 * The items of a state as text, but of doubles only how many there are: where a value is null or missing, or a place is
 * free, whatever stands there is what rows held before.
 */
function shapeOf(state: Buffer): string[] {
  const items: string[] = [];
  for (let at = 0; at < state.length; ) {
    const type = state.readUInt32LE(at);
    const count = state.readUInt32LE(at + 4);
    const bytes = count * BYTES[type];
    items.push(`${type} ${count} ${type === DOUBLES ? '' : state.toString('hex', at + 8, at + 8 + bytes)}`);
    at += 8 + bytes + (-bytes & 7);
  }
  return items;
}

/** By type of an item (kernel/state.ts). */
const BYTES = [0, 8, 1, 8, 4, 4, 1, 1];
const DOUBLES = 3;

/** Drives engines through the steps of a case, one after the other where there are restarts. */
class Run {
  readonly matches: string[] = [];
  private readonly found: Match[] = [];
  private readonly log = new MemoryLog();
  private readonly options: EngineOptions;
  private engine: ColumnEngine;
  private restarts = 0;

  constructor(
    private readonly flow: FlowFile,
    options: Omit<EngineOptions, 'onMatch'>,
    private readonly isComparable: boolean,
  ) {
    this.options = { ...options, onMatch: (match) => this.take(match) };
    this.engine = here(this.options, this.log);
    this.engine.deploy(flow);
  }

  private take(match: Match): void {
    const { id, node, time, key, data, causes, envelope } = match;
    this.matches.push(JSON.stringify({ id, node, time, key, data, causes, envelope }));
    this.found.push(match);
  }

  do(step: Step): void {
    if ('push' in step) this.engine.push(encoder.encode(step.push), step.now);
    else if ('tick' in step) this.engine.tick(step.tick);
    else if ('deploy' in step) this.engine.deploy(step.deploy);
    else if (step.settle < this.found.length) this.engine.settle(this.found[step.settle], step.outcome);
  }

  restart(): void {
    const state = stateOf(this.engine);
    const counts = this.counts();
    const kept = this.log.size;
    this.engine = (this.restarts++ % 2 === 0 ? elsewhere : here)(this.options, this.log);
    const from = new StateBytes(state);
    this.engine.load(from);
    expect(from.isAtEnd).toBe(true);
    expect(this.counts()).toEqual(counts);
    expect(this.log.size).toBe(kept);
    if (this.isComparable) expect(Buffer.compare(stateOf(this.engine), state)).toBe(0);
  }

  counts() {
    return this.engine.counts(this.flow.id, 0);
  }

  /** The end of everything: what is left when the flow has gone. */
  end(until: number | undefined) {
    if (this.options.mode === 'offline') this.engine.finish(until);
    const counts = this.counts();
    const state = this.isComparable ? shapeOf(stateOf(this.engine)) : [];
    this.engine.remove(this.flow.id);
    return { matches: this.matches, counts, state, left: { ...this.engine.usage, logged: this.log.size } };
  }
}

/** The same flow in other versions: in other clothes, with a node more, with other settings. */
function versionOf(flow: FlowFile, step: number, random: Random): FlowFile {
  const position = { x: step, y: 1 };
  const nodes = flow.nodes.map((node) => ({ ...node, position }));
  switch (random.below(3)) {
    case 0:
      return { ...flow, nodes };
    case 1:
      return {
        ...flow,
        nodes: [
          ...nodes,
          { id: 'more', type: 'event-source', position, data: { eventType: 't.*' } },
          { id: 'last', type: 'action', position, data: { channel: 'log', params: {} } },
        ],
        edges: [...flow.edges, { id: 'more-1', source: 'more', target: 'last' }],
      };
    default:
      return { ...flow, nodes: nodes.map((node) => ({ ...node, data: changed(node) })) };
  }
}

function changed({ type, data }: FlowFile['nodes'][number]): FlowFile['nodes'][number]['data'] {
  const { having: _, ...rest } = data;
  if (type === 'window') return rest;
  if (type === 'correlate') return { ...data, within: 'PT2H' };
  return data;
}

/** Epoch ms, or NaN for a line that is no event. */
const timeOf = (line: string): number => {
  try {
    return parseTime((JSON.parse(line) as { time: string }).time);
  } catch {
    return Number.NaN;
  }
};

function stepsOf({ flow, events }: Case, mode: EngineMode, random: Random): Step[] {
  const steps: Step[] = [];
  let now = 0;
  for (let at = 0; at < events.length; ) {
    const lines = events.slice(at, at + 1 + random.below(random.pick([1, 4, 20])));
    at += lines.length;
    if (mode === 'live' && random.chance(0.2)) lines.push(random.pick(events.slice(0, at)));
    for (const time of lines.map(timeOf)) if (time > now) now = time;
    steps.push({ push: lines.join('\n'), now });
    if (random.chance(0.05)) steps.push({ deploy: versionOf(flow, at, random) });
    if (mode === 'offline') continue;
    if (random.chance(0.3)) steps.push({ tick: now + random.below(random.pick([1000, 60_000, HOUR])) });
    if (random.chance(0.3))
      steps.push({ settle: random.below(at), outcome: random.pick(['done', 'failed']) });
  }
  if (mode !== 'offline') {
    steps.push({ tick: now + HOUR }, { settle: 0, outcome: 'done' });
    for (let day = 1; day < 40; day += random.pick([1, 8])) steps.push({ tick: now + day * DAY });
  }
  return steps;
}

function expectAgreement(seed: number, mode: EngineMode): void {
  const random = createRandom(seed + 0x7e57);
  const each = randomCase(seed) as unknown as Case;
  const { flow, tables } = each;
  const until = each.until === undefined || mode !== 'offline' ? undefined : parseTime(each.until);
  const steps = stepsOf(each, mode, random);
  // What a lookup has found is remembered, and not saved.
  const isComparable = flow.nodes.every(({ type }) => type !== 'lookup');
  const newRun = () => new Run(flow, { mode, tables, until }, isComparable);
  const undisturbed = newRun();
  for (const step of steps) undisturbed.do(step);
  const disturbed = newRun();
  const often = random.pick([0.02, 0.05, 0.2]);
  for (const step of steps) {
    if (random.chance(often)) disturbed.restart();
    disturbed.do(step);
  }
  disturbed.restart();
  const expected = undisturbed.end(until);
  expect(disturbed.end(until), `seed ${seed}, ${mode}`).toEqual(expected);
  expect(expected.left).toEqual({ symbols: 0, heldEvents: 0, logged: 0 });
}

describe.each(['offline', 'simulated', 'live'] as const)('a restart of an %s engine', (mode) => {
  for (let first = 0; first < CASES; first += PER_TEST)
    it(`changes nothing in random flows ${first + 1} to ${first + PER_TEST}`, () => {
      for (let seed = FIRST_SEED + first; seed < FIRST_SEED + first + PER_TEST; seed++)
        expectAgreement(seed, mode);
    }, 120_000);
});

describe('state that cannot be read', () => {
  const { flow, events, tables } = randomCase(7) as unknown as Case;
  const options: EngineOptions = { mode: 'offline', tables, onMatch: () => {} };

  function saved(): Buffer {
    const engine = here(options, new MemoryLog());
    engine.deploy(flow);
    engine.push(encoder.encode(events.join('\n')), 0);
    return stateOf(engine);
  }

  const load = (bytes: Uint8Array) => here(options, new MemoryLog()).load(new StateBytes(bytes));

  it('is refused wherever it was cut', () => {
    const state = saved();
    const random = createRandom(1);
    for (let i = 0; i < 60; i++)
      expect(() => load(state.subarray(0, random.below(state.length)))).toThrow(
        expect.objectContaining({ name: 'StateFault' }),
      );
  });

  it('is refused, or loaded, whatever byte was damaged', () => {
    const state = saved();
    const random = createRandom(2);
    let refused = 0;
    for (let i = 0; i < 150; i++) {
      const damaged = Buffer.from(state);
      damaged[random.below(damaged.length)] ^= 1 << random.below(8);
      try {
        load(damaged);
      } catch (error) {
        refused++;
        expect((error as Error).name, String((error as Error).stack)).toBe('StateFault');
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  it('is refused by an engine of another mode, and by one that has begun already', () => {
    const state = saved();
    expect(() => here({ mode: 'simulated' }, new MemoryLog()).load(new StateBytes(state))).toThrow(/fit/);
    const begun = here(options, new MemoryLog());
    begun.deploy(flow);
    expect(() => begun.load(new StateBytes(state))).toThrow(/nothing yet/);
  });
});
