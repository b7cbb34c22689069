import { fc, test } from '@fast-check/vitest';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { operatorOf } from '../../nodes/operators.ts';
import { createEngine } from './engine.ts';
import type { BadEvent, Engine, Match } from './engine-types.ts';
import type { Operator, OperatorContext, OperatorKind } from './kernel/operator.ts';

afterEach(() => void vi.restoreAllMocks());

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2);

/** One source, and behind it what is given; each node of `data` in line or branching by `edges`. */
function flowOf(nodes: Record<string, { type: string; data: object }>, edges: readonly string[]): FlowFile {
  return {
    id: 'f',
    name: 'f',
    nodes: Object.entries(nodes).map(([id, { type, data }]) => ({
      id,
      type,
      position: { x: 0, y: 0 },
      data,
    })),
    edges: edges.map((edge, i) => {
      const [source, sourceHandle, target, targetHandle] = edge.split(' ');
      return { id: `e${i}`, source, sourceHandle, target, targetHandle };
    }),
  } as unknown as FlowFile;
}

const ACTION = { type: 'action', data: { channel: 'log', params: {} } };
const SOURCE = { type: 'event-source', data: { eventType: 'a' } };
const COUNT = (window: object, emit: string) => ({
  type: 'window',
  data: { key: ['k'], window, aggregates: [{ name: 'n', function: 'count' }], emit },
});

/** Every kind of node around one that fails (`bad`): before it, behind it, beside it. */
const FLOW = flowOf(
  {
    in: SOURCE,
    rich: { type: 'derive', data: { fields: [{ name: 'twice', expression: 'v * 2.0' }] } },
    hop: COUNT({ kind: 'hopping', size: 'PT4M', every: 'PT2M' }, 'every'),
    bad: { type: 'throttle', data: { key: ['k'], max: 3, per: 'PT1M' } },
    sum: COUNT({ kind: 'rolling', size: 'PT10M' }, 'reset'),
    silent: {
      type: 'correlate',
      data: {
        steps: [
          { name: 'one', key: ['k'] },
          { name: 'none', key: ['k'], absent: true },
        ],
        within: 'PT3M',
      },
    },
    done: ACTION,
    beside: ACTION,
    quiet: ACTION,
  },
  [
    'in out rich in',
    'rich out hop in',
    'rich out bad in',
    'hop out bad in',
    'rich out silent one',
    'bad held silent none',
    'bad pass sum in',
    'sum out done in',
    'hop out beside in',
    'silent out quiet in',
  ],
);

type Spoil = (call: number, context: OperatorContext) => void;

/** Lets something happen before a kind's operator takes an event; `true` from it: it does not get the event. */
function spoil(type: string, before: (call: number, context: OperatorContext) => boolean): void {
  const kind = operatorOf(type as 'throttle') as OperatorKind<unknown>;
  const create = kind.create.bind(kind);
  vi.spyOn(kind, 'create').mockImplementation((config: unknown) => {
    const operator: Operator = create(config);
    let context: OperatorContext;
    let calls = 0;
    const bind = operator.bind.bind(operator);
    const process = operator.process.bind(operator);
    operator.bind = (given) => {
      context = given;
      bind(given);
    };
    operator.process = (row, input) => {
      if (!before(calls++, context)) process(row, input);
    };
    return operator;
  });
}

interface Ran {
  readonly matches: readonly unknown[];
  readonly bad: readonly BadEvent[];
  readonly engine: Engine;
}

function run(flow: FlowFile, values: readonly number[], blocks: number): Ran {
  const found: Match[] = [];
  const bad: BadEvent[] = [];
  const engine = createEngine({
    mode: 'live',
    onMatch: (match) => found.push(match),
    onBadEvent: (each) => bad.push(each),
  });
  engine.deploy(flow);
  const lines = values.map((v, i) =>
    JSON.stringify({
      id: `${i}`,
      source: '/s',
      type: 'a',
      time: new Date(START + i * 20_000).toISOString(),
      data: { k: `k${v % 3}`, v },
    }),
  );
  const now = START + values.length * 20_000;
  for (let i = 0; i < lines.length; i += blocks)
    engine.push(new TextEncoder().encode(`${lines.slice(i, i + blocks).join('\n')}\n`), now);
  engine.tick(now + 10 * MINUTE);
  vi.restoreAllMocks();
  const matches = found.map(({ node, time, key, data, causes }) => ({ node, time, key, data, causes }));
  return { matches, bad, engine };
}

const throwing: readonly Spoil[] = [
  () => {
    throw new Error('a bug');
  },
  (_, { rows }) => {
    // In the middle of its work, with rows of its own on the stack.
    rows.push(0, 0);
    rows.push(0, 0);
    throw new TypeError('a bug with rows');
  },
  () => {
    throw 'no error at all';
  },
];

describe('a node that fails', () => {
  test.prop(
    [
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 60 }),
      fc.func(fc.boolean()),
      fc.constantFrom(...throwing),
      fc.constantFrom(1, 7, 100),
    ],
    { numRuns: 60 },
  )(
    'stops those events there, and nothing else is other than without them',
    (values, fails, fail, blocks) => {
      spoil('throttle', (call) => fails(call));
      const without = run(FLOW, values, blocks);
      let failed = 0;
      spoil('throttle', (call, context) => {
        if (fails(call)) {
          failed++;
          fail(call, context);
        }
        return false;
      });
      const ran = run(FLOW, values, blocks);
      expect(ran.matches).toEqual(without.matches);
      const told = ran.bad.filter(({ reason }) => reason === 'failed');
      expect(told).toHaveLength(failed);
      const counts = ran.engine.counts('f', 0)!;
      expect(counts.nodes.bad.errors).toBe(failed);
      expect({ ...counts, nodes: { ...counts.nodes, bad: null } }).toEqual({
        ...without.engine.counts('f', 0)!,
        nodes: { ...without.engine.counts('f', 0)!.nodes, bad: null },
      });
    },
  );

  it('gives back the rows that it had taken, however often it fails', () => {
    const values = Array.from({ length: 3_000 }, (_, i) => i % 10);
    spoil('throttle', () => true);
    const without = run(FLOW, values, 100);
    spoil('throttle', (call, context) => {
      throwing[1](call, context);
      return false;
    });
    const ran = run(FLOW, values, 100);
    expect(ran.matches).toEqual(without.matches);
    const errors = Object.entries(ran.engine.counts('f', 0)!.nodes).filter(([, node]) => node.errors > 0);
    expect(errors.map(([node]) => node)).toEqual(['bad']);
  });

  it('says which event it was, at which node, and why', () => {
    spoil('throttle', () => {
      throw new Error('a bug');
    });
    const { bad, engine } = run(FLOW, [1], 1);
    expect(bad).toMatchObject([
      // What the window made of it cannot be sent in again, the source event can.
      { flow: 'f', node: 'bad', reason: 'failed', whole: false },
      { flow: 'f', node: 'bad', reason: 'failed', whole: false },
      { flow: 'f', node: 'bad', reason: 'failed', whole: true },
    ]);
    expect(JSON.parse(bad[2].event)).toMatchObject({ id: '0', data: { v: 1 } });
    expect(JSON.parse(bad[0].event)).toMatchObject({ type: 'f.hop', data: { n: 1 } });
    expect(bad[0].message?.en).toContain('a bug');
    expect(engine.counts('f', 0)?.nodes.bad).toMatchObject({ errors: 3, lastError: 'a bug' });
  });

  it('at a timer stops that timer alone', () => {
    const kind = operatorOf('correlate') as OperatorKind<unknown>;
    const create = kind.create.bind(kind);
    vi.spyOn(kind, 'create').mockImplementation((config: unknown) => {
      const operator = create(config);
      const fire = operator.fire!.bind(operator);
      let fired = 0;
      operator.fire = (payload, seq) => {
        if (fired++ === 0) throw new Error('a bug');
        fire(payload, seq);
      };
      return operator;
    });
    const { matches, bad } = run(FLOW, [0, 1, 2], 100);
    expect(bad).toMatchObject([{ node: 'silent', reason: 'failed', event: '', whole: false }]);
    expect(matches.filter((match) => (match as Match).node === 'quiet')).toHaveLength(2);
  });

  it('does not keep other flows from the event', () => {
    spoil('throttle', () => {
      throw new Error('a bug');
    });
    const found: string[] = [];
    const engine = createEngine({
      mode: 'live',
      onMatch: ({ flow }) => found.push(flow),
      onBadEvent: () => {},
    });
    engine.deploy(FLOW);
    engine.deploy({ ...flowOf({ in: SOURCE, out: ACTION }, ['in out out in']), id: 'other' } as FlowFile);
    const line = JSON.stringify({ id: '1', source: '/s', type: 'a', data: { k: 'k', v: 1 } });
    expect(engine.push(new TextEncoder().encode(line), START)).toMatchObject({ accepted: 1 });
    engine.tick(START + MINUTE);
    expect(found).toContain('other');
  });

  it('is thrown on where nobody keeps what fails', () => {
    spoil('throttle', () => {
      throw new Error('a bug');
    });
    const engine = createEngine({ mode: 'offline' });
    engine.deploy(FLOW);
    const line = JSON.stringify({
      id: '1',
      source: '/s',
      type: 'a',
      time: new Date(START).toISOString(),
      data: { k: 'k', v: 1 },
    });
    expect(() => engine.push(new TextEncoder().encode(line), 0)).toThrow('a bug');
  });
});

describe('events that a flow could not take', () => {
  it('are told a hundred a call, the others by number', () => {
    spoil('throttle', () => {
      throw new Error('a bug');
    });
    const flow = flowOf({ in: SOURCE, bad: { type: 'throttle', data: { key: ['k'], per: 'PT1M' } } }, [
      'in out bad in',
    ]);
    const { bad } = run(
      flow,
      Array.from({ length: 1_000 }, (_, i) => i),
      500,
    );
    expect(bad).toHaveLength(202);
    expect(bad.filter(({ others }) => others === 400)).toHaveLength(2);
    expect(bad[100]).toMatchObject({ flow: 'f', node: 'bad', reason: 'failed', event: '', others: 400 });
  });

  it('are those that come too late for all windows of a node', () => {
    const flow = {
      ...flowOf(
        {
          in: SOURCE,
          w: COUNT({ kind: 'tumbling', size: 'PT1M' }, 'close'),
          s: COUNT({ kind: 'session', gap: 'PT1M' }, 'close'),
        },
        ['in out w in', 'in out s in'],
      ),
      late: 'process',
    } as FlowFile;
    const bad: BadEvent[] = [];
    const engine = createEngine({ mode: 'live', onBadEvent: (each) => bad.push(each) });
    engine.deploy(flow);
    const event = (id: string, minute: number) =>
      new TextEncoder().encode(
        JSON.stringify({
          id,
          source: '/s',
          type: 'a',
          time: new Date(START + minute * MINUTE).toISOString(),
          data: { k: 'k' },
        }),
      );
    engine.push(event('now', 10), START + 10 * MINUTE);
    engine.push(event('then', 1), START + 10 * MINUTE);
    expect(bad).toMatchObject([
      { flow: 'f', node: 'w', reason: 'too-late', whole: true },
      { flow: 'f', node: 's', reason: 'too-late', whole: true },
    ]);
    expect(JSON.parse(bad[0].event)).toMatchObject({ id: 'then' });
  });

  it('are those that a table which is gone would have to know; with the table back they are looked up again', () => {
    const look = {
      type: 'lookup',
      data: { table: 'people', into: 'who', on: [{ field: 'k', column: 'id' }] },
    };
    const flow = flowOf({ in: SOURCE, look, known: ACTION, unknown: ACTION }, [
      'in out look in',
      'look found known in',
      'look missing unknown in',
    ]);
    const bad: BadEvent[] = [];
    const reached: string[] = [];
    const engine = createEngine({
      mode: 'live',
      tables: { people: [{ id: 'a' }] },
      onMatch: ({ node }) => reached.push(node),
      onBadEvent: (each) => bad.push(each),
    });
    engine.deploy(flow);
    let sent = 0;
    const send = (k: string) => {
      const event = { id: `${sent++}`, source: '/s', type: 'a', data: { k } };
      engine.push(new TextEncoder().encode(JSON.stringify(event)), START);
      engine.tick(START);
    };
    send('a');
    engine.setTable('people', null);
    send('a');
    send('b');
    engine.setTable('people', [{ id: 'b' }]);
    send('b');
    send('a');
    expect(reached).toEqual(['known', 'known', 'unknown']);
    expect(bad).toMatchObject([
      { node: 'look', reason: 'failed', whole: true, message: { en: expect.stringContaining('“people”') } },
      { node: 'look', reason: 'failed', whole: true },
    ]);
    expect(engine.counts('f', 0)?.nodes.look).toMatchObject({
      errors: 2,
      lastError: { en: 'There is no table “people”, so the event stopped here.' },
    });
  });

  it('are those of which an expression failed, though they go on', () => {
    const fields = [
      { name: 'a', expression: 'v / 0' },
      { name: 'b', expression: 'nothing.there + 1' },
      { name: 'c', expression: '"x" + k' },
    ];
    const flow = flowOf({ in: SOURCE, d: { type: 'derive', data: { fields } }, act: ACTION }, [
      'in out d in',
      'd out act in',
    ]);
    const { bad, matches, engine } = run(flow, [1], 1);
    expect(matches).toHaveLength(1);
    expect(bad).toMatchObject([{ flow: 'f', node: 'd', reason: 'failed', whole: true }]);
    expect(bad[0].message?.ko).toMatch(/‘[ab]’/);
    expect(bad[0].message?.ko).toMatch(/처리했습니다\. .*[가-힣]/);
    const { errors, lastError } = engine.counts('f', 0)!.nodes.d;
    expect(errors).toBeGreaterThan(0);
    expect(lastError).toMatchObject({
      ko: expect.stringMatching(/[가-힣]/),
      en: expect.not.stringMatching(/[가-힣]/),
    });
  });

  it('are those that a flow which drops late ones has dropped', () => {
    const flow = { ...flowOf({ in: SOURCE, act: ACTION }, ['in out act in']), late: 'drop' } as FlowFile;
    const { bad } = run(flow, [1], 1);
    expect(bad).toEqual([]);
    const engine = createEngine({ mode: 'live', onBadEvent: (each) => void (bad as BadEvent[]).push(each) });
    engine.deploy(flow);
    const event = (id: string, minute: number) =>
      new TextEncoder().encode(
        JSON.stringify({
          id,
          source: '/s',
          type: 'a',
          time: new Date(START + minute * MINUTE).toISOString(),
        }),
      );
    engine.push(event('now', 10), START + 10 * MINUTE);
    engine.push(event('then', 1), START + 10 * MINUTE);
    expect(bad).toMatchObject([{ flow: 'f', reason: 'late', whole: true }]);
  });
});
