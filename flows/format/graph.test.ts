import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldSet } from '../../nodes/kit/field.ts';
import { presenceOf, UNKNOWN_FIELDS } from '../../nodes/kit/field-set.ts';
import { aFlow, knownSurroundings } from './a-flow.ts';
import { canConnect } from './connect.ts';
import type { FlowEdge, FlowFile, FlowNode } from './flow-file.ts';
import { cyclesOf, downstreamOf, inputFieldsOf, orderOf, resolveHandles, upstreamOf } from './graph.ts';
import { describeNode } from './words.ts';

function flowOf(
  nodes: Readonly<Record<string, [string, FlowNode['data']]>>,
  wires: readonly string[],
): FlowFile {
  const edges = wires.map((wire, i): FlowEdge => {
    const [from, to] = wire.split('>').map((end) => end.split(':'));
    return {
      id: `e${i}`,
      source: from[0],
      sourceHandle: from[1] ?? null,
      target: to[0],
      targetHandle: to[1] ?? null,
    };
  });
  const list = Object.entries(nodes).map(([id, [type, data]]) => ({
    id,
    type,
    data,
    position: { x: 0, y: 0 },
  }));
  return { id: 'f', name: 'f', nodes: list, edges };
}

const paths = (set: FieldSet | undefined) => set?.fields.map((field) => field.path);
const source: [string, FlowNode['data']] = ['event-source', { eventType: 'bank.transaction.posted' }];
const all: [string, FlowNode['data']] = ['filter', { where: { combinator: 'and', rules: [] } }];

describe('walks', () => {
  it('fill in the handles that are left out, and leave out what leads nowhere', () => {
    const flow = flowOf({ a: source, b: all }, ['a>b', 'a:none>b', 'b>a', 'a>gone']);
    expect(resolveHandles(flow)).toEqual([
      { id: 'e0', source: 'a', sourceHandle: 'out', target: 'b', targetHandle: 'in' },
    ]);
  });

  it('rank nodes by the longest path', () => {
    const { ids, rank } = orderOf(aFlow());
    expect(ids).toEqual(['tx', 'small', 'often', 'pair', 'case']);
    expect(Object.fromEntries(rank)).toEqual({ tx: 0, small: 1, often: 2, pair: 3, case: 4 });
  });

  it('know what lies before and behind', () => {
    expect([...downstreamOf(aFlow(), 'often')].sort()).toEqual(['case', 'pair']);
    expect([...upstreamOf(aFlow(), 'often')].sort()).toEqual(['small', 'tx']);
  });

  it('end in every graph, and find a cycle exactly where no order is', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const wire = fc
      .tuple(fc.constantFrom(...ids), fc.constantFrom(...ids))
      .map(([from, to]) => `${from}:match>${to}:in`);
    fc.assert(
      fc.property(fc.array(wire, { maxLength: 12 }), (wires) => {
        const flow = flowOf(Object.fromEntries(ids.map((id) => [id, all])), wires);
        const ordered = orderOf(flow).ids;
        const cycles = cyclesOf(flow);
        expect(cycles.length === 0).toBe(ordered.length === ids.length);
        for (const cycle of cycles)
          cycle.forEach((id, i) => {
            const next = cycle[(i + 1) % cycle.length];
            expect(flow.edges.some((edge) => edge.source === id && edge.target === next)).toBe(true);
          });
        for (const [i, id] of ordered.entries())
          for (const later of ordered.slice(i)) expect(downstreamOf(flow, later).has(id)).toBe(false);
        expect(inputFieldsOf(flow).size).toBe(ids.length);
      }),
    );
  });
});

describe('fields that arrive', () => {
  const inputsOf = (flow: FlowFile, id: string) => inputFieldsOf(flow, knownSurroundings).get(id)!;

  it('come from the catalogue, open to others', () => {
    const { in: fields } = inputsOf(aFlow(), 'small');
    expect(paths(fields)).toEqual(['accountNo', 'amount', 'store.city']);
    expect(presenceOf(fields, 'other')).toBe('unlisted');
    expect(presenceOf(fields, 'store')).toBe('listed');
    expect(presenceOf(fields, '$time')).toBe('listed');
  });

  it('of a window are its key, its aggregates and its span, and nothing else', () => {
    const { many, after } = inputsOf(aFlow(), 'pair');
    expect(paths(many)).toEqual(['accountNo', 'n', 'total', 'window', 'window.start', 'window.end']);
    expect(['amount', 'n.x', 'window.middle', 'accountNo.x'].map((path) => presenceOf(many, path))).toEqual(
      Array.from({ length: 4 }, () => 'impossible'),
    );
    expect(many.fields[0].label).toEqual({ ko: '계좌 번호', en: 'Account' });
    expect(presenceOf(after, 'anything')).toBe('unlisted');
  });

  it('of a correlate stand under its steps, without the absent ones', () => {
    const { in: fields } = inputsOf(aFlow(), 'case');
    expect(presenceOf(fields, 'many.total')).toBe('listed');
    expect(presenceOf(fields, 'many.amount')).toBe('impossible');
    expect(presenceOf(fields, 'after.other')).toBe('unlisted');
    expect(presenceOf(fields, 'total')).toBe('impossible');
    const steps = [
      { name: 'many', key: [] },
      { name: 'after', key: [], absent: true },
    ];
    const absent = inputsOf(aFlow({ pair: { steps, within: 'P1D' } }), 'case');
    expect(presenceOf(absent.in, 'after.amount')).toBe('impossible');
  });

  it('of a lookup are the columns of its table, and of a decide its answers', () => {
    const flow = flowOf(
      {
        a: source,
        who: [
          'lookup',
          { table: 'customers', into: 'who', on: [{ field: 'accountNo', column: 'customerId' }] },
        ],
        grade: [
          'decide',
          {
            rules: [
              { when: { combinator: 'and', rules: [] }, set: { grade: 'A', rate: 3 } },
              { when: { combinator: 'and', rules: [] }, set: { grade: 'B' } },
            ],
          },
        ],
        yes: all,
        no: all,
        missing: all,
      },
      ['a>who', 'who:found>grade', 'grade:out>yes', 'grade:else>no', 'who:missing>missing'],
    );
    const { in: found } = inputsOf(flow, 'grade');
    expect(presenceOf(found, 'who.name')).toBe('listed');
    expect(presenceOf(found, 'who.age')).toBe('impossible');
    expect(found.fields.find((field) => field.path === 'who.name')?.label).toEqual({
      ko: 'who 이름',
      en: 'who Name',
    });
    const { in: decided } = inputsOf(flow, 'yes');
    expect(decided.fields.slice(-2)).toEqual([
      { path: 'grade', type: 'string', values: ['A', 'B'] },
      { path: 'rate', type: 'number', values: [3] },
    ]);
    expect(presenceOf(inputsOf(flow, 'no').in, 'grade')).toBe('unlisted');
    expect(paths(inputsOf(flow, 'missing').in)).toEqual(['accountNo', 'amount', 'store.city']);
  });

  it('of several wires are the union: certain only where all agree', () => {
    const window = aFlow().nodes[2];
    const flow = flowOf({ a: source, w: [window.type, window.data], b: all }, ['a>b', 'w>b']);
    const { in: fields } = inputsOf(flow, 'b');
    expect(presenceOf(fields, 'n')).toBe('listed');
    expect(presenceOf(fields, 'amount')).toBe('listed');
    expect(presenceOf(fields, 'n.x')).toBe('unlisted');
  });

  it('are unknown where no wire leads, and behind a cycle', () => {
    const flow = flowOf({ a: all, b: all, c: all }, ['a:match>b', 'b:match>a', 'b:match>c']);
    expect([...inputFieldsOf(flow).values()].map((inputs) => inputs.in)).toEqual([
      UNKNOWN_FIELDS,
      UNKNOWN_FIELDS,
      UNKNOWN_FIELDS,
    ]);
  });

  it('do not grow without bound where correlates feed correlates', () => {
    const names = Array.from({ length: 8 }, (_, i) => `s${i}`);
    const correlate: [string, FlowNode['data']] = [
      'correlate',
      { steps: names.map((name) => ({ name, key: [] })), within: 'P1D' },
    ];
    const nodes = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, correlate]));
    const wires = Array.from({ length: 29 }, (_, i) => names.map((name) => `c${i}>c${i + 1}:${name}`)).flat();
    const flow = flowOf({ a: source, ...nodes }, ['a>c0:s0', ...wires]);
    const { s0 } = inputFieldsOf(flow, knownSurroundings).get('c29')!;
    expect(s0.fields.length).toBeLessThan(20_000);
    expect(presenceOf(s0, 'anything')).toBe('possible');
  });
});

describe('words', () => {
  it('call fields as the events that arrive do', () => {
    const flow = aFlow();
    const other = {
      type: 'x',
      name: 'x',
      fields: [{ path: 'amount', type: 'number', label: '청구액' } as const],
    };
    const surroundings = { ...knownSurroundings, eventTypes: [other, ...knownSurroundings.eventTypes!] };
    const inputs = inputFieldsOf(flow, surroundings);
    const words = (id: string, language: 'ko' | 'en') =>
      describeNode(flow.nodes.find((node) => node.id === id)!, language, surroundings, inputs.get(id));
    expect(words('small', 'ko')).toBe('금액 < 3,000,000');
    expect(words('often', 'ko')).toBe('7일 동안 계좌 번호별 · n ≥ 10 · 다시 셈');
    expect(words('often', 'en')).toBe('within 7 days per Account · n ≥ 10 · then anew');
    expect(words('tx', 'en')).toBe('Transactions');
    expect(words('pair', 'ko')).toBe('many → after · 1일 안에');
  });
});

describe('canConnect', () => {
  const ask = (source: string, target: string, sourceHandle?: string, targetHandle?: string) =>
    canConnect(aFlow(), { source, target, sourceHandle, targetHandle });

  it.each<[string, string, string?, string?]>([
    ['tx', 'often'],
    ['small', 'case', 'else'],
    ['often', 'pair', undefined, 'after'],
  ])('%s to %s', (from, to, sourceHandle, targetHandle) => {
    expect(ask(from, to, sourceHandle, targetHandle)).toEqual({ ok: true });
  });

  it.each<[string, string, string, string?, string?]>([
    ['itself', 'often', 'often'],
    ['nothing', 'often', 'gone'],
    ['a source', 'often', 'tx'],
    ['a handle that is none', 'tx', 'case', 'out', 'other'],
    ['one of several', 'small', 'case'],
    ['where a wire is', 'tx', 'small'],
    ['back', 'case', 'small', 'done'],
  ])('never to %s', (_, from, to, sourceHandle, targetHandle) => {
    const answer = ask(from, to, sourceHandle, targetHandle);
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect([answer.reason.ko, answer.reason.en].every(Boolean)).toBe(true);
  });
});
