/**
 * Deploys at random while events flow: what waits goes on by the new settings as the model (test/model) says, which is
 * told of the change; what a preview says happens; a deploy that fails leaves no trace; and nothing is left in the end.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FlowFile } from '../flows/format/flow-file.ts';
import { operatorOf } from '../nodes/operators.ts';
import { ColumnEngine } from '../runtime/engine/engine.ts';
import type { Match, Tables } from '../runtime/engine/engine-types.ts';
import { MemoryLog } from '../runtime/engine/kernel/event-log.ts';
import { StateBytes, StateCopy } from '../runtime/engine/kernel/state.ts';
import { parseTime } from '../runtime/engine/scan/event-time.ts';
import type { NodeFate } from '../runtime/wire/deploy.ts';
import { type ModelChange, runModel } from './model/model.ts';
import { createRandom, type Random } from './model/random.ts';
import { randomCase } from './model/random-flow.ts';
import { NOTHING_LEFT, oneNode } from './one-node-flow.ts';
import { type Change, changed, droppingChange, randomChange } from './random-changes.ts';

const encoder = new TextEncoder();
const CASES = Number(process.env.NARU_RANDOM_CASES ?? 40);
const FIRST_SEED = Number(process.env.NARU_RANDOM_SEED ?? 1);
const SEEDS = Array.from({ length: CASES }, (_, i) => FIRST_SEED + i);
const NOTHING = { symbols: 0, heldEvents: 0, logged: 0 };

interface Case {
  readonly flow: FlowFile;
  readonly events: readonly string[];
  readonly until?: string;
  readonly tables: Tables;
}

interface Run {
  readonly matches: readonly string[];
  readonly counts: unknown;
  readonly kept: typeof NOTHING;
}

/** Runs a case; `before` is called before each event, and may ask for a restart. */
function run(
  { flow, events, until, tables }: Case,
  before: (step: number, engine: ColumnEngine) => unknown,
): Run {
  const matches: string[] = [];
  const end = until === undefined ? undefined : parseTime(until);
  const log = new MemoryLog();
  const onMatch = (match: Match) => matches.push(matchText(match));
  const create = () => new ColumnEngine({ mode: 'offline', until: end, tables, onMatch }, log);
  let engine = create();
  engine.deploy(flow);
  for (const [step, line] of events.entries()) {
    if (before(step, engine) === 'restart') engine = restarted(engine, create());
    engine.push(encoder.encode(line), 0);
  }
  engine.finish(end);
  const counts = engine.counts(flow.id, 0)!;
  engine.remove(flow.id);
  return { matches, counts, kept: { ...engine.usage, logged: log.size } };
}

/** Another engine with the state of one, as after a stop. */
function restarted(from: ColumnEngine, to: ColumnEngine): ColumnEngine {
  const copy = new StateCopy();
  from.save(copy);
  to.load(new StateBytes(Buffer.concat([...copy.pieces()])));
  return to;
}

function matchText({ node, time, key, data, causes }: Match): string {
  return JSON.stringify(canonical({ node, time: new Date(time).toISOString(), key, data, causes }));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([name, member]) => [name, canonical(member)]),
  );
}

const caseOf = (seed: number) => randomCase(seed) as unknown as Case;

/** The changes of a seed, each with the version of the flow that it makes. */
function plannedChanges({ flow, events }: Case, random: Random): (ModelChange & { version: FlowFile })[] {
  const changes: (ModelChange & { version: FlowFile })[] = [];
  let version = flow;
  for (let before = 0; before < events.length; before++) {
    if (!random.chance(0.08)) continue;
    const change = randomChange(version, random);
    if (!change) continue;
    version = changed(version, change);
    changes.push({ before, node: change.node, data: { ...change.data }, version });
  }
  return changes;
}

describe('changes of settings that what waits goes on by', () => {
  it.each([
    ['do what the model does, and are called so before', 0],
    ['do so too where the state is saved and loaded after them', 0.5],
  ])(
    '%s',
    (_, restarts) => {
      let matched = 0;
      let applied = 0;
      for (const seed of SEEDS) {
        const each = caseOf(seed);
        const changes = plannedChanges(each, createRandom(seed + 1_000_000));
        applied += changes.length;
        const random = createRandom(seed);
        const { matches, kept } = run(each, (step, engine) => {
          for (const { before, version } of changes)
            if (before === step) {
              const { nodes, dropped } = engine.preview(version);
              expect(
                nodes.map(({ fate }) => fate).filter((fate) => fate !== 'kept' && fate !== 'changed'),
              ).toEqual([]);
              expect(dropped).toBe(false);
              engine.deploy(version);
            }
          const isAfter = changes.some(({ before }) => before === step || before === step - 1);
          return isAfter && random.chance(restarts) ? 'restart' : undefined;
        });
        const { flow, events, until, tables } = each;
        const model = runModel(flow, [...events], { until, tables: tables as never, changes });
        const expected = model.matches.map(({ flow: _, ...match }) => JSON.stringify(canonical(match)));
        expect(matches, `seed ${seed}`).toEqual(expected);
        expect(kept, `seed ${seed}`).toEqual(NOTHING);
        matched += matches.length;
      }
      // Else nothing was tried.
      expect(matched).toBeGreaterThan(CASES);
      expect(applied).toBeGreaterThan(CASES);
    },
    240_000,
  );
});

describe('a preview', () => {
  it('changes nothing', () => {
    for (const seed of SEEDS.slice(0, 40)) {
      const each = caseOf(seed);
      const random = createRandom(seed);
      const previewed = run(each, (step, engine) => {
        const change = randomChange(each.flow, random) ?? droppingChange(each.flow, random);
        if (step % 3 === 0 && change) engine.preview(changed(each.flow, change));
      });
      expect(previewed, `seed ${seed}`).toEqual(run(each, () => {}));
    }
  }, 120_000);

  it('says what is dropped, and just that is', () => {
    let dropped = 0;
    for (const seed of SEEDS) {
      const each = caseOf(seed);
      const random = createRandom(seed + 2_000_000);
      let version = each.flow;
      const { kept } = run(each, (step, engine) => {
        const change = step % 20 === 19 ? droppingChange(version, random) : undefined;
        if (!change) return;
        version = changed(version, change);
        const before = engine.preview(version);
        engine.deploy(version);
        const after = new Map(engine.preview(version).nodes.map((node) => [node.node, node]));
        if (before.dropped) dropped++;
        for (const node of before.nodes) expectFate(node, after.get(node.node)!, change);
      });
      expect(kept, `seed ${seed}`).toEqual(NOTHING);
    }
    expect(dropped).toBeGreaterThan(CASES / 3);
  }, 240_000);
});

function expectFate(before: NodeFate, after: NodeFate, change: Change): void {
  const waits = Object.values(before.waiting).some((count) => count > 0);
  const isChanged = before.node === change.node;
  expect(before.fate).toBe(isChanged ? (waits ? 'dropped' : 'changed') : 'kept');
  expect(before.reasons.length > 0).toBe(before.fate === 'dropped');
  expect(after.fate).toBe('kept');
  if (isChanged) expect(Object.values(after.waiting).some((count) => count > 0)).toBe(false);
  else expect(after.waiting).toEqual(before.waiting);
}

describe('a deploy that fails', () => {
  afterEach(() => vi.restoreAllMocks());

  it('leaves the version before as it was, whatever the new one had taken over by then', () => {
    const action = operatorOf('action')!;
    const { create } = action;
    let failing = false;
    vi.spyOn(action, 'create').mockImplementation((config, before) => {
      const operator = create(config, before);
      if (failing)
        operator.bind = () => {
          throw new Error('no way');
        };
      return operator;
    });
    for (const seed of SEEDS.slice(0, 25)) {
      const each = caseOf(seed);
      const random = createRandom(seed + 3_000_000);
      const undisturbed = run(each, () => {});
      const disturbed = run(each, (step, engine) => {
        if (step % 4 !== 3) return;
        const change = random.chance(0.8)
          ? randomChange(each.flow, random)
          : droppingChange(each.flow, random);
        const version = change ? changed(each.flow, change) : each.flow;
        failing = true;
        expect(() => engine.deploy(withBroken(version, random))).toThrow('no way');
        failing = false;
      });
      expect(disturbed, `seed ${seed}`).toEqual(undisturbed);
      expect(disturbed.kept).toEqual(NOTHING);
    }
  }, 240_000);
});

it('a deploy that fails gives back the texts that a new aggregate had read back', () => {
  const action = operatorOf('action')!;
  const { create } = action;
  let failsOnce = false;
  vi.spyOn(action, 'create').mockImplementation((config, before) => {
    const operator = create(config, before);
    const { bind } = operator;
    operator.bind = (context) => {
      if (failsOnce) {
        failsOnce = false;
        throw new Error('no way');
      }
      bind.call(operator, context);
    };
    return operator;
  });
  const window = (...functions: string[]) => ({
    key: ['k'],
    window: { kind: 'rolling', size: 'PT1H' },
    aggregates: functions.map((name) => ({ name, function: name, field: 'v' })),
    emit: 'every',
  });
  const node = oneNode('window', window('last'), () => ({ in: 'e' }));
  node.event('e', 0, { k: 1, v: 'a text of its own' });
  failsOnce = true;
  expect(() => node.deploy(window('last', 'distinct'))).toThrow('no way');
  vi.restoreAllMocks();
  node.event('e', 1, { k: 1, v: 'another' });
  expect(node.told.at(-1)?.data).toMatchObject({ last: 'another' });
  expect(node.waiting()).toEqual({ keys: 1, events: 2 });
  expect(node.end()).toEqual(NOTHING_LEFT);
});

/** With an action more, first or last, so that others are bound before it or not. */
function withBroken(flow: FlowFile, random: Random): FlowFile {
  const broken = {
    id: 'broken',
    type: 'action',
    position: { x: 0, y: 0 },
    data: { channel: 'log', params: {} },
  };
  return { ...flow, nodes: random.chance(0.5) ? [broken, ...flow.nodes] : [...flow.nodes, broken] };
}
