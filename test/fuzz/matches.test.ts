/**
 * Matches of random lines, whatever stands in them, mean the same as objects and as bytes, by each scanner.
 * `NARU_FUZZ_RUNS` and `NARU_FUZZ_SEED` as for the scanners.
 */
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { validateFlowText } from '../../flows/format/validate.ts';
import { createEngine } from '../../runtime/engine/engine.ts';
import type { EngineOptions, Match } from '../../runtime/engine/engine-types.ts';
import { timeText } from '../../runtime/engine/scan/event-time.ts';
import { block } from './random-lines.ts';
import { bytesOf } from './random-texts.ts';

const RUNS = Math.ceil(Number(process.env.NARU_FUZZ_RUNS ?? 400) / 5);
const SEED = process.env.NARU_FUZZ_SEED === undefined ? {} : { seed: Number(process.env.NARU_FUZZ_SEED) };

const isThere = (field: string) => ({
  combinator: 'and',
  rules: [{ field, operator: 'notNull', value: '' }],
});

/** Each kind that makes or grows events, with names that the random lines have too. */
const NODES: Readonly<Record<string, readonly [type: string, data: object]>> = {
  t: ['event-source', { eventType: 't' }],
  few: ['event-source', { eventType: 'type.*' }],
  bank: ['event-source', { eventType: 'bank.*' }],
  grown: [
    'derive',
    {
      fields: [
        { name: 'amount', expression: 'amount' },
        { name: 'fresh', expression: '"새" + city' },
      ],
    },
  ],
  decided: [
    'decide',
    {
      rules: [
        { when: isThere('store'), set: { city: '서울', a: null } },
        { when: isThere('amount'), set: { b: 2.5 } },
      ],
    },
  ],
  found: ['lookup', { table: 'cities', on: [{ field: 'amount', column: 'n' }], into: 'store' }],
  alsoFound: ['lookup', { table: 'cities', on: [{ field: 'b', column: 'n' }], into: 'row' }],
  each: [
    'window',
    {
      key: ['city', 'amount'],
      window: { kind: 'count', size: 3 },
      aggregates: [
        { name: 'all', function: 'list', field: 'store' },
        { name: 'n', function: 'count' },
      ],
      emit: 'every',
    },
  ],
  daily: [
    'window',
    {
      key: [],
      window: { kind: 'tumbling', size: 'P1D' },
      aggregates: [
        { name: 'least', function: 'min', field: 'amount' },
        { name: 'city', function: 'last', field: 'city' },
      ],
      emit: 'close',
    },
  ],
  pairs: [
    'correlate',
    {
      steps: [
        { name: 'one', key: [] },
        { name: 'two', key: [] },
      ],
      within: 'P1D',
      order: 'any',
    },
  ],
  later: [
    'derive',
    {
      fields: [
        { name: 'one', expression: 'two.amount' },
        { name: 'z', expression: '"\\ud55c"' },
      ],
    },
  ],
  keyed: [
    'correlate',
    {
      steps: [
        { name: 'amount', key: ['city'] },
        { name: 'other', key: ['city'] },
      ],
      within: 'P9D',
      start: 'latest',
    },
  ],
};

const EDGES: readonly (readonly [from: string, to: string])[] = [
  ...[
    'grown.in',
    'decided.in',
    'found.in',
    'each.in',
    'daily.in',
    'keyed.amount',
    'keyed.other',
    'pairs.one',
  ].map((to) => ['t.out', to] as const),
  ...['grown.in', 'decided.in', 'each.in', 'pairs.two'].map((to) => ['bank.out', to] as const),
  ['few.out', 'found.in'],
  ['grown.out', 'decided.in'],
  ['decided.out', 'alsoFound.in'],
  ['decided.else', 'alsoFound.in'],
  ['alsoFound.missing', 'pairs.two'],
  ['pairs.out', 'later.in'],
  ['daily.out', 'later.in'],
];

/** Everything that comes out of a node ends in an action too. */
const WATCHED = [
  ...[
    't.out',
    'few.out',
    'bank.out',
    'grown.out',
    'decided.out',
    'decided.else',
    'found.found',
    'found.missing',
  ],
  ...['alsoFound.found', 'each.out', 'daily.out', 'pairs.out', 'keyed.out', 'later.out'],
];

function everyKind(): FlowFile {
  const position = { x: 0, y: 0 };
  const nodes = Object.entries(NODES).map(([id, [type, data]]) => ({ id, type, position, data }));
  const actions = WATCHED.map((from) => ({
    id: `at-${from.replace('.', '-')}`,
    type: 'action',
    position,
    data: { channel: 'log', params: {} },
  }));
  const toActions = WATCHED.map((from, i) => [from, `${actions[i].id}.in`] as const);
  const edges = [...EDGES, ...toActions].map(([from, to], i) => {
    const [source, sourceHandle] = from.split('.');
    const [target, targetHandle] = to.split('.');
    return { id: `e${i}`, source, sourceHandle, target, targetHandle };
  });
  return {
    id: 'every-kind',
    name: 'every kind',
    nodes: [...nodes, ...actions],
    edges,
  } as unknown as FlowFile;
}

const FLOW = everyKind();
const TABLES = {
  cities: [
    { n: 1, name: '서울' },
    { n: 5, name: 'a"b' },
    { n: 2.5, name: null },
  ],
};

type Matches = readonly unknown[];

/** As JSON has it, where an endless number is null and the sign of zero is lost. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function asObjects(bytes: Uint8Array, scanner: EngineOptions['scanner']): Matches {
  const matches: unknown[] = [];
  const onMatch = ({ flow, node, time, key, data, causes }: Match) =>
    matches.push(asJson({ flow, node, time: timeText(time), key, data, causes }));
  const engine = createEngine({ mode: 'offline', scanner, tables: TABLES, onMatch });
  engine.deploy(FLOW);
  engine.push(bytes, 0);
  engine.finish();
  return matches;
}

function asLines(bytes: Uint8Array, scanner: EngineOptions['scanner']): Matches {
  const pieces: Buffer[] = [];
  const onMatchLines = (piece: Uint8Array) => pieces.push(Buffer.from(piece));
  const engine = createEngine({ mode: 'offline', scanner, tables: TABLES, onMatchLines });
  engine.deploy(FLOW);
  engine.push(bytes, 0);
  engine.finish();
  const written = Buffer.concat(pieces);
  expect(isUtf8(written)).toBe(true);
  const lines = written.toString().split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => asJson(JSON.parse(line)));
}

function expectSame(bytes: Uint8Array): number {
  const expected = asObjects(bytes, 'none');
  expect(asObjects(bytes, 'wasm')).toEqual(expected);
  for (const scanner of ['wasm', 'plain', 'none'] as const)
    expect(asLines(bytes, scanner), scanner).toEqual(expected);
  return expected.length;
}

it('a flow of every kind is one', () => {
  const { faults } = validateFlowText(JSON.stringify(FLOW), {});
  expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it(
  'mean the same as objects and as bytes, by each scanner',
  () => {
    let matches = 0;
    fc.assert(
      fc.property(block, (bytes) => {
        matches += expectSame(bytes);
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect(matches).toBeGreaterThan(RUNS);
  },
  60_000 + RUNS * 500,
);

const HEAD = '"id":"e1","source":"/s","type":"t","time":"2026-03-02T09:00:00Z"';

it.each([
  ['no data', `{${HEAD}}`],
  ['empty data', `{${HEAD},"data":{}}`],
  ['empty data with white space', `{${HEAD},"data":{ \t }}`],
  ['members with white space', `{${HEAD},"data":{ "x" : 1 , "y":2 }}`],
  ['a name twice', `{${HEAD},"data":{"x":1,"x":{"y":2}}}`],
  ['a wanted name twice', `{${HEAD},"data":{"amount":1,"amount":5}}`],
  [
    'a replaced name',
    `{${HEAD},"data":{"amount":5,"store":{"city":1},"city":"old","a":[1],"b":1,"row":0,"fresh":0}}`,
  ],
  ['a replaced name by an escape', `{${HEAD},"data":{"st\\u006fre":1,"cit\\u0079":"old","fr\\u0065sh":0}}`],
  ['a replaced name that is null', `{${HEAD},"data":{"store":null,"amount":null,"city":null,"fresh":null}}`],
  ['a text that is no UTF-8', `{${HEAD},"data":{"amount":1,"store":"\xff\xc3("}}`],
  ['a name that is no UTF-8', `{${HEAD},"data":{"amount":1,"\xff":1,"\xfe":2}}`],
  ['a name that is no UTF-8 deep inside', `{${HEAD},"data":{"x":{"\xff":1}}}`],
  ['an extension that is no UTF-8', `{${HEAD},"x":"\xff","data":{"amount":1}}`],
  ['a lone surrogate', `{${HEAD},"data":{"city":"\\ud800","amount":1,"x":"\\udc00"}}`],
  ['a prototype', `{${HEAD},"data":{"__proto__":{"city":1},"constructor":1,"amount":1,"store":2}}`],
  ['a subject', `{${HEAD},"subject":"S","data":{"amount":1}}`],
  ['an escaped subject', `{${HEAD},"subject":"a\\"b\\u0000","data":{"amount":1}}`],
  ['an empty subject', `{${HEAD},"subject":"","data":{"amount":1}}`],
  ['a subject that is no text', `{${HEAD},"subject":{"x":1},"data":{"amount":1}}`],
  ['a subject that is null', `{${HEAD},"subject":null,"data":{"amount":1}}`],
  [
    'an escaped id',
    `{"id":"\\u0022\\\\\\ud83d\\ude00","source":"/s","type":"t","time":"2026-03-02T09:00:00Z"}`,
  ],
  ['numbers of every form', `{${HEAD},"data":{"amount":1e0,"x":[1e400,-0,1.50,12345678901234567890]}}`],
  [
    'a time before the year 0',
    '{"id":"a","source":"/s","type":"t","time":"0000-01-01T00:00:00+23:59","data":{}}',
  ],
  [
    'a time after 9999',
    '{"id":"a","source":"/s","type":"t","time":"9999-12-31T23:59:60-23:59","data":{"city":1}}',
  ],
])('%s', (_, line) => {
  const other = line.replace('"type":"t"', '"type":"bank.x"');
  expect(expectSame(bytesOf([line, other, line, line].join('\n')))).toBeGreaterThan(3);
});
