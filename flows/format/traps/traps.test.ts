import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitions, NODE_KINDS } from '../../../nodes/register.ts';
import { shippedEventTypes } from '../../catalogue/catalogue.ts';
import { shippedTables } from '../../tables/tables.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../flow-file.ts';
import { inputFieldsOf } from '../graph.ts';
import { validateFlow } from '../validate.ts';
import { liveTraps, type Tally } from './live-traps.ts';
import { sceneOf, type TrapFlow } from './trap.ts';
import { trapsOf, withTraps } from './traps.ts';

const surroundings = { eventTypes: shippedEventTypes, tables: shippedTables };

const node = (id: string, type: string, data: FlowNode['data']): FlowNode => ({
  id,
  type,
  position: { x: 0, y: 0 },
  data,
});
const wire = (ends: string): FlowEdge => {
  const [source, target] = ends.split(' > ');
  const [from, to] = [source.split('.'), target.split('.')];
  return { id: ends, source: from[0], sourceHandle: from[1], target: to[0], targetHandle: to[1] };
};
const tx = node('tx', 'event-source', { eventType: 'bank.transaction.posted' });
const log = node('log', 'action', { channel: 'log' });
const rule = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
const all = (...rules: unknown[]) => ({ combinator: 'and', rules });
const any = (...rules: unknown[]) => ({ combinator: 'or', rules });

type Flow = TrapFlow & Pick<FlowFile, 'name'>;
const flowOf = (nodes: FlowNode[], edges: string[], more: Partial<FlowFile> = {}): Flow => ({
  id: 'f',
  name: 'f',
  timezone: 'Asia/Seoul',
  nodes,
  edges: edges.map(wire),
  ...more,
});

/** A source, the node in the middle and an action. */
function around(middle: FlowNode, more: Partial<FlowFile> = {}): Flow {
  const input = definitions[middle.type as 'filter'].inputs(middle.data as never).map((handle) => handle.id);
  const output = definitions[middle.type as 'filter'].outputs(middle.data as never)[0].id;
  const into = input.map((handle) => `tx > ${middle.id}.${handle}`);
  return flowOf([tx, middle, log], [...into, `${middle.id}.${output} > log`], more);
}

function codes(flow: Flow): string[] {
  return trapsOf(flow, Object.fromEntries(inputFieldsOf(flow, surroundings))).map((fault) => fault.code);
}

const filter = (where: unknown) => around(node('x', 'filter', { where }));
const windowed = (data: Record<string, unknown>, more: Partial<FlowFile> = {}) =>
  around(
    node('x', 'window', {
      key: ['accountNo'],
      window: { kind: 'rolling', size: 'P1D' },
      aggregates: [{ name: 'n', function: 'count' }],
      emit: 'once',
      ...data,
    }),
    more,
  );
const pattern = (data: Record<string, unknown>, ...absent: boolean[]) =>
  around(
    node('x', 'correlate', {
      steps: [
        { name: 'a', key: ['accountNo'] },
        { name: 'b', key: ['accountNo'], absent: absent[0] ?? false },
      ],
      within: 'P1D',
      start: 'latest',
      ...data,
    }),
  );

/** Each trap: a flow that is in it, and one that nearly is. */
const CASES: readonly (readonly [code: string, trapped: Flow, free: Flow])[] = [
  ['dead-end', flowOf([tx], []), flowOf([tx, log], ['tx > log'])],
  [
    'unreached',
    flowOf([tx, node('x', 'filter', { where: all(rule('a', '=', 1)) }), log], ['x.match > log']),
    filter(all(rule('amount', '=', 1))),
  ],
  [
    'acts-on-every-event',
    flowOf([tx, node('sms', 'action', { channel: 'sms' })], ['tx > sms']),
    flowOf([tx, log], ['tx > log']),
  ],
  [
    'condition-never-holds',
    filter(all(rule('amount', '>', 5), rule('amount', '<', 3))),
    filter(any(rule('amount', '>', 5), rule('amount', '<', 3))),
  ],
  [
    'value-not-listed',
    filter(all(rule('direction', '=', 'depositt'))),
    filter(all(rule('direction', '=', 'deposit'))),
  ],
  ['filter-without-condition', filter(all()), filter(all(rule('amount', '>', 1)))],
  [
    'rows-never-used',
    around(
      node('x', 'decide', {
        rules: [
          { when: all(), set: { p: 1 } },
          { when: all(rule('amount', '>', 1)), set: { p: 2 } },
        ],
      }),
    ),
    around(
      node('x', 'decide', {
        rules: [
          { when: all(rule('amount', '>', 1)), set: { p: 2 } },
          { when: all(), set: { p: 1 } },
        ],
      }),
    ),
  ],
  [
    'absence-without-key',
    pattern({
      steps: [
        { name: 'a', key: [] },
        { name: 'b', key: [], absent: true },
      ],
    }),
    pattern({}, true),
  ],
  ['pairs-multiply', pattern({ start: 'every' }), pattern({ start: 'every', advance: 'oldest' })],
  ['too-long', pattern({ within: 'P800D' }), pattern({ within: 'P300D' })],
  [
    'window-never-ends',
    windowed({ key: [], window: { kind: 'session', gap: 'PT1H' }, emit: 'close' }),
    windowed({ window: { kind: 'session', gap: 'PT1H' }, emit: 'close' }),
  ],
  ['acts-again-and-again', windowed({ emit: 'every' }), windowed({ emit: 'reset' })],
  ['lateness-longer', windowed({}, { lateness: 'P2D' }), windowed({}, { lateness: 'PT1H' })],
  [
    'drops-late',
    flowOf([tx, log], ['tx > log'], { late: 'drop' }),
    flowOf([tx, log], ['tx > log'], { late: 'drop', lateness: 'PT1M' }),
  ],
  [
    'day-in-utc',
    windowed({ window: { kind: 'calendar', unit: 'day' } }, { timezone: undefined }),
    windowed({ window: { kind: 'calendar', unit: 'day' } }),
  ],
];

describe('trapsOf', () => {
  it.each(CASES)('%s', (code, trapped, free) => {
    expect(codes(trapped)).toContain(code);
    expect(codes(free)).not.toContain(code);
  });

  it('finds none in the flows that ship', () => {
    const folder = new URL('../../', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(files).toHaveLength(7);
    for (const name of files)
      expect(codes(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))).toEqual([]);
  });

  it('never keeps a flow from running, and says what to do in both languages', () => {
    for (const [, trapped] of CASES)
      for (const fault of trapsOf(trapped)) {
        expect(fault.severity).toBe('hint');
        expect(fault.message.ko).toMatch(/(세요|인가요\?)/);
        expect(fault.message.en).toMatch(/[.?]$/);
      }
  });

  it('takes whatever is half drawn', () => {
    const nodes = NODE_KINDS.flatMap((kind) => [
      node(kind, kind, definitions[kind].defaults()),
      node(`${kind}-bare`, kind, {}),
      node(`${kind}-odd`, kind, {
        where: 5,
        rules: 'x',
        steps: [7],
        aggregates: {},
        window: [],
        having: all(all(5)),
      }),
    ]);
    const flow = flowOf(nodes, ['filter.match > filter', 'event-source > nowhere', 'what > filter']);
    expect(() => codes(flow)).not.toThrow();
  });

  it('takes the place of the plainer hint at the same node', () => {
    const flow = CASES.find(([code]) => code === 'absence-without-key')![1];
    const { faults } = validateFlow(flow, surroundings);
    expect(faults.map((fault) => fault.code)).toContain('empty-key');
    const both = withTraps(faults, trapsOf(flow)).map((fault) => fault.code);
    expect(both).toContain('absence-without-key');
    expect(both).not.toContain('empty-key');
  });

  it('is cheap enough for each edit', () => {
    const nodes = Array.from({ length: 500 }, (_, i) =>
      node(`n${i}`, i === 0 ? 'event-source' : 'filter', { where: all(rule('a', '>', i)) }),
    );
    const edges = nodes.slice(1).map((each, i) => `${i === 0 ? 'n0' : `n${i}.match`} > ${each.id}`);
    const before = performance.now();
    trapsOf(flowOf(nodes, edges));
    expect(performance.now() - before).toBeLessThan(200);
  });
});

const QUIET: Tally = { in: 0, out: {}, noKey: 0, tooLate: 0, errors: 0, open: 0 };

/** Each trap: a kind with its settings, counts that show it, and counts that nearly do. */
const LIVE: readonly (readonly [string, string, Record<string, unknown>, Partial<Tally>, Partial<Tally>])[] =
  [
    ['silent-source', 'event-source', { eventType: 'a' }, {}, { out: { out: 1 } }],
    [
      'nothing-fits',
      'filter',
      {},
      { in: 1000, out: { else: 1000 } },
      { in: 1000, out: { match: 1, else: 999 } },
    ],
    [
      'throttle-holds-all',
      'throttle',
      {},
      { in: 100, out: { pass: 1, held: 99 } },
      { in: 100, out: { pass: 50, held: 50 } },
    ],
    ['many-open-runs', 'correlate', {}, { open: 60_000 }, { open: 600 }],
    [
      'events-lost',
      'lookup',
      { on: [] },
      { in: 40, out: { found: 10, missing: 30 } },
      { in: 40, out: { found: 38, missing: 2 } },
    ],
    [
      'events-lost',
      'decide',
      {},
      { in: 40, out: { out: 10, else: 30 } },
      { in: 40, out: { out: 39, else: 1 } },
    ],
    [
      'action-fails',
      'action',
      {},
      { in: 9, out: { done: 1, failed: 8 } },
      { in: 9, out: { done: 8, failed: 1 } },
    ],
    ['key-missing', 'window', {}, { in: 40, noKey: 40 }, { in: 40, noKey: 2 }],
    ['come-too-late', 'window', {}, { in: 100, tooLate: 30 }, { in: 100_000, tooLate: 30 }],
    ['node-fails', 'derive', {}, { in: 100, errors: 50, lastError: 'x' }, { in: 1000, errors: 1 }],
  ];

describe('liveTraps', () => {
  const found = (type: string, data: Record<string, unknown>, tally: Partial<Tally>) =>
    liveTraps(sceneOf(flowOf([node('x', type, data)], [])), () => ({ ...QUIET, ...tally }), 5000).map(
      (fault) => fault.code,
    );

  it.each(LIVE)('%s at %s', (code, type, data, trapped, free) => {
    expect(found(type, data, trapped)).toEqual([code]);
    expect(found(type, data, free)).toEqual([]);
  });

  it('says nothing of what does not run as it is drawn', () => {
    expect(liveTraps(sceneOf(flowOf([tx], [])), () => undefined, 5000)).toEqual([]);
  });

  it('takes a wired way out for what it is', () => {
    const flow = flowOf([tx, node('x', 'lookup', { on: [] }), log], ['tx > x', 'x.missing > log']);
    const tally = { ...QUIET, in: 40, out: { missing: 40 } };
    const ofLookup = (each: FlowNode) => (each.id === 'x' ? tally : undefined);
    expect(liveTraps(sceneOf(flow), ofLookup, 40)).toEqual([]);
  });
});
