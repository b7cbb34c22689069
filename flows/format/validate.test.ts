import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../nodes/kit/fault.ts';
import { randomCase } from '../../test/model/random-flow.ts';
import { aFlow, knownSurroundings } from './a-flow.ts';
import type { FlowFile } from './flow-file.ts';
import { validateFlow, validateFlowText } from './validate.ts';

const codes = (faults: readonly Fault[], severity: Fault['severity'] = 'error') =>
  faults.filter((fault) => fault.severity === severity).map((fault) => [fault.code, fault.node, fault.field]);

const errorsOf = (flow: unknown) => codes(validateFlow(flow, knownSurroundings).faults);

const edges = (flow: FlowFile, ...more: FlowFile['edges']): FlowFile => ({
  ...flow,
  edges: [...flow.edges, ...more],
});

const lookup = (data: Record<string, unknown>): FlowFile => {
  const flow = aFlow();
  const node = { id: 'who', type: 'lookup', position: { x: 0, y: 0 }, data: { into: 'c', ...data } };
  return edges({ ...flow, nodes: [...flow.nodes, node] }, { id: 'e6', source: 'tx', target: 'who' });
};

const derive = (...fields: { name: string; expression: string }[]): FlowFile => {
  const flow = aFlow();
  const node = { id: 'calc', type: 'derive', position: { x: 0, y: 0 }, data: { fields } };
  return edges({ ...flow, nodes: [...flow.nodes, node] }, { id: 'e6', source: 'often', target: 'calc' });
};

const withWhere = (rules: unknown[], more: Record<string, unknown> = {}) =>
  aFlow({ small: { where: { combinator: 'and', rules, ...more } } });

const correlate = (data: Record<string, unknown>) => {
  const steps = [
    { name: 'many', key: ['accountNo'] },
    { name: 'after', key: ['accountNo'] },
  ];
  return aFlow({ pair: { steps, within: 'P1D', ...data }, case: { channel: 'log' } });
};

const windowed = (data: Record<string, unknown>) => aFlow({ often: { ...aFlow().nodes[2].data, ...data } });

const part = (...fields: string[]) => ({
  combinator: 'and',
  rules: fields.map((field) => ({ field, operator: 'notNull' })),
});

describe('a flow that is right', () => {
  it('is given back with nothing said against it', () => {
    const flow = aFlow();
    expect(validateFlow(flow, knownSurroundings)).toEqual({ flow, faults: [] });
    expect(validateFlow(flow).faults).toEqual([]);
  });

  it('keeps what nobody knows', () => {
    const flow = {
      ...aFlow(),
      owner: { team: 'aml' },
      nodes: aFlow().nodes.map((node) => ({ ...node, width: 3 })),
    };
    expect(validateFlow(flow).flow).toEqual(flow);
  });

  it('runs with a hint where a delivery will lack something', () => {
    const { flow, faults } = validateFlow(aFlow({ case: { channel: 'email', params: { to: '' } } }));
    expect(flow).toBeDefined();
    expect(faults.map(({ severity, code, field }) => [severity, code, field])).toContainEqual([
      'hint',
      'required',
      'params.to',
    ]);
  });

  it('knows nothing against what source events hold under the steps of steps', () => {
    for (const seed of [0, 2, 13, 55, 94, 300])
      expect(
        validateFlow(randomCase(seed).flow).faults.filter((fault) => fault.severity === 'error'),
      ).toEqual([]);
  });

  it('may leave out handles where there is one, optional settings, and the name', () => {
    const { name: _, ...flow } = windowed({ having: undefined });
    expect(errorsOf(flow)).toEqual([]);
    expect(validateFlow(flow).flow?.name).toBe('a-flow');
    expect(errorsOf(correlate({ order: 'any', start: 'latest', advance: 'oldest' }))).toEqual([]);
    expect(errorsOf(aFlow({ case: { channel: 'log' } }))).toEqual([]);
  });
});

describe('the frame', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', [], ['not-a-flow']],
    ['a text', 'x', ['not-a-flow']],
    ['nothing', null, ['not-a-flow']],
    ['an empty object', {}, ['required', 'required', 'required']],
    ['a bad id', { ...aFlow(), id: 'Bad Id' }, ['id']],
    ['no time zone', { ...aFlow(), timezone: 'Mars/Olympus' }, ['time-zone']],
    ['an offset for a time zone', { ...aFlow(), timezone: '+09:00' }, ['time-zone']],
    ['a month', { ...aFlow(), lateness: 'P1M' }, ['duration']],
    ['a wrong late', { ...aFlow(), late: 'ignore' }, ['schema']],
    ['a newer format', { ...aFlow(), formatVersion: 2 }, ['format-version']],
    ['tests that are none', { ...aFlow(), tests: [{ name: 1 }] }, ['schema', 'required', 'required']],
  ])('%s', (_, flow, expected) => {
    expect(validateFlow(flow).faults.map((fault) => fault.code)).toEqual(expected);
  });

  it('takes zero for lateness and delay, but for nothing else', () => {
    expect(errorsOf({ ...aFlow(), lateness: 'PT0S', delay: 'PT0S' })).toEqual([]);
    expect(errorsOf(correlate({ within: 'PT0S' }))).toEqual([['duration', 'pair', 'within']]);
  });

  it('refuses ids that come twice, and ids out of the alphabet', () => {
    const flow = aFlow();
    const twice = { ...flow, nodes: [...flow.nodes, flow.nodes[0]], edges: [...flow.edges, flow.edges[0]] };
    expect(errorsOf(twice)).toEqual([
      ['duplicate-id', 'tx', 'nodes.5.id'],
      ['duplicate-id', undefined, 'edges.5.id'],
    ]);
    const odd = (id: string) => ({ ...flow, nodes: [...flow.nodes, { ...flow.nodes[0], id }] });
    expect(errorsOf(odd('a b'))).toEqual([['id', 'a b', 'nodes.5.id']]);
    expect(errorsOf(odd('__proto__'))).toEqual([['id', '__proto__', 'nodes.5.id']]);
    expect(errorsOf(odd('A_b-1'))).toEqual([]);
  });

  it('refuses what is too large or too deep', () => {
    const flow = aFlow();
    const nodes = Array.from({ length: 501 }, (_, i) => ({ ...flow.nodes[0], id: `n${i}` }));
    expect(errorsOf({ ...flow, nodes })).toEqual([['too-large', undefined, 'nodes']]);
    let deep: unknown = {};
    for (let i = 0; i < 10_000; i++) deep = { rules: [deep], combinator: 'and' };
    expect(errorsOf(aFlow({ small: { where: deep } }))).toEqual([['too-deep', undefined, undefined]]);
    let where: unknown = { combinator: 'and', rules: [] };
    for (let i = 0; i < 40; i++) where = { rules: [where], combinator: 'and' };
    expect(errorsOf(aFlow({ small: { where } }))[0]?.slice(0, 2)).toEqual(['schema', 'small']);
    expect(validateFlowText(`{"id":"${'x'.repeat(1024 * 1024)}"}`).faults[0].code).toBe('too-large');
  });
});

describe('wires', () => {
  it.each<[string, FlowFile, [string, string | undefined]]>([
    ['to nowhere', edges(aFlow(), { id: 'x', source: 'tx', target: 'gone' }), ['dangling-edge', 'tx']],
    ['from nowhere', edges(aFlow(), { id: 'x', source: 'gone', target: 'case' }), ['dangling-edge', 'case']],
    [
      'to a handle that is none',
      edges(aFlow(), { id: 'x', source: 'tx', target: 'case', targetHandle: 'out' }),
      ['unknown-handle', 'case'],
    ],
    [
      'from one of several',
      edges(aFlow(), { id: 'x', source: 'small', target: 'case' }),
      ['ambiguous-handle', 'small'],
    ],
    [
      'to one of several',
      edges(aFlow(), { id: 'x', source: 'tx', target: 'pair' }),
      ['ambiguous-handle', 'pair'],
    ],
    ['into a source', edges(aFlow(), { id: 'x', source: 'often', target: 'tx' }), ['no-handle', 'tx']],
    ['round in a circle', edges(aFlow(), { id: 'x', source: 'often', target: 'small' }), ['cycle', 'often']],
    ['to itself', edges(aFlow(), { id: 'x', source: 'often', target: 'often' }), ['cycle', 'often']],
  ])('%s', (_, flow, [code, node]) => {
    expect(errorsOf(flow).map(([each, at]) => [each, at])).toContainEqual([code, node]);
  });

  it('names the nodes of a circle as people call them', () => {
    const { small } = Object.fromEntries(aFlow().nodes.map(({ id, data }) => [id, data]));
    const label = { ko: '적은 금액', en: 'Small sums' };
    const flow = edges(aFlow({ small: { ...small, label } }), { id: 'x', source: 'often', target: 'small' });
    const cycle = validateFlow(flow).faults.find((fault) => fault.code === 'cycle');
    expect(cycle?.message.en).toMatch(/: Window → Small sums → Window\. Remove one/);
    expect(cycle?.message.ko).toMatch(/: .+ → 적은 금액 → .+\. 이 가운데 선 하나를 지우세요/);
    for (const broken of [null, 5, { en: 5 }, ['x']]) {
      const said = validateFlow({
        ...flow,
        nodes: flow.nodes.map((node) => ({ ...node, data: { ...node.data, label: broken } })),
      }).faults.find((fault) => fault.code === 'cycle');
      expect(said?.message.en).toMatch(/Window → Filter → Window/);
    }
  });

  it('hints at inputs without a wire, and at a wire that is there twice', () => {
    const flow = aFlow();
    const { faults } = validateFlow({
      ...flow,
      edges: [...flow.edges.slice(0, 4), { ...flow.edges[0], id: 'x' }],
    });
    expect(faults.map((fault) => [fault.severity, fault.code, fault.node ?? fault.edge])).toEqual([
      ['hint', 'double-edge', 'x'],
      ['hint', 'open-input', 'case'],
    ]);
  });
});

describe('settings', () => {
  it.each<[string, FlowFile, ...unknown[]]>([
    [
      'an unknown kind',
      {
        ...aFlow(),
        nodes: aFlow().nodes.map((node) => (node.id === 'case' ? { ...node, type: 'fax' } : node)),
      },
      'unknown-kind',
      'case',
      undefined,
    ],
    ['a missing event type', aFlow({ tx: { eventType: '' } }), 'required', 'tx', 'eventType'],
    [
      'an operator that is none',
      withWhere([{ field: 'amount', operator: '~', value: 1 }]),
      'schema',
      'small',
      'where.rules.0.operator',
    ],
    [
      'a rule without a field',
      withWhere([{ operator: '=', value: 1 }]),
      'schema',
      'small',
      'where.rules.0.field',
    ],
    [
      'a list that is none',
      withWhere([{ field: 'amount', operator: 'in', value: '1,2' }]),
      'schema',
      'small',
      'where.rules.0.value',
    ],
    [
      'a pair that is none',
      withWhere([{ field: 'amount', operator: 'between', value: [1] }]),
      'schema',
      'small',
      'where.rules.0.value',
    ],
    [
      'a field as value that is none',
      withWhere([{ field: 'amount', operator: '=', value: 1, valueSource: 'field' }]),
      'schema',
      'small',
      'where.rules.0.value',
    ],
    [
      'a group that is joined by nothing',
      withWhere([], { combinator: 'xor' }),
      'schema',
      'small',
      'where.combinator',
    ],
    ['a not that is none', withWhere([], { not: 'yes' }), 'schema', 'small', 'where.not'],
    ['a rolling window that closes', windowed({ emit: 'close' }), 'emit-close', 'often', 'emit'],
    [
      'a count that closes',
      windowed({ window: { kind: 'count', size: 3 }, emit: 'close' }),
      'emit-close',
      'often',
      'emit',
    ],
    ['no emit', windowed({ emit: undefined }), 'required', 'often', 'emit'],
    ['a wrong kind of window', windowed({ window: { kind: 'sliding' } }), 'schema', 'often', 'window.kind'],
    [
      'a window without a size',
      windowed({ window: { kind: 'tumbling' } }),
      'required',
      'often',
      'window.size',
    ],
    [
      'a month as size',
      windowed({ window: { kind: 'tumbling', size: 'P1M' } }),
      'duration',
      'often',
      'window.size',
    ],
    ['half an event', windowed({ window: { kind: 'count', size: 1.5 } }), 'schema', 'often', 'window.size'],
    [
      'a hop longer than the window',
      windowed({ window: { kind: 'hopping', size: 'PT1H', every: 'PT2H' } }),
      'hop-too-long',
      'often',
      'window.every',
    ],
    [
      'too many windows',
      windowed({ window: { kind: 'hopping', size: 'P300D', every: 'PT1S' } }),
      'too-many-windows',
      'often',
      'window.every',
    ],
    [
      'an aggregate without a field',
      windowed({ aggregates: [{ name: 'n', function: 'sum' }] }),
      'required',
      'often',
      'aggregates.0.field',
    ],
    [
      'an aggregate named as the key',
      windowed({ aggregates: [{ name: 'accountNo', function: 'count' }], having: undefined }),
      'name-collision',
      'often',
      'aggregates.0.name',
    ],
    [
      'an aggregate named window',
      windowed({ aggregates: [{ name: 'window', function: 'count' }], having: undefined }),
      'name-collision',
      'often',
      'aggregates.0.name',
    ],
    [
      'keys with one last name',
      windowed({ key: ['accountNo', 'other.accountNo'] }),
      'name-collision',
      'often',
      'key.1',
    ],
    [
      'a forbidden name',
      windowed({ aggregates: [{ name: 'constructor', function: 'count' }], having: undefined }),
      'name',
      'often',
      'aggregates.0.name',
    ],
    [
      'having over no aggregate',
      windowed({ having: part('accountNo') }),
      'unknown-field',
      'often',
      'having.rules.0.field',
    ],
    [
      'an absent first step',
      correlate({
        steps: [
          { name: 'many', key: ['accountNo'], absent: true },
          { name: 'after', key: ['accountNo'] },
        ],
      }),
      'absent-first',
      'pair',
      'steps.0.absent',
    ],
    [
      'absent in any order',
      correlate({
        order: 'any',
        steps: [
          { name: 'many', key: ['accountNo'] },
          { name: 'after', key: ['accountNo'], absent: true },
        ],
      }),
      'absent-any',
      'pair',
      'steps.1.absent',
    ],
    ['no within', correlate({ within: undefined }), 'required', 'pair', 'within'],
    [
      'two steps of one name',
      correlate({
        steps: [
          { name: 'many', key: ['accountNo'] },
          { name: 'after', key: ['accountNo'] },
          { name: 'after', key: ['accountNo'] },
        ],
      }),
      'name-collision',
      'pair',
      'steps.2.name',
    ],
    [
      'keys of different length',
      correlate({
        steps: [
          { name: 'many', key: ['accountNo'] },
          { name: 'after', key: ['accountNo', 'amount'] },
        ],
      }),
      'key-length',
      'pair',
      'steps.1.key',
    ],
    [
      'where over no step',
      correlate({ where: part('later.amount') }),
      'unknown-step',
      'pair',
      'where.rules.0.field',
    ],
    [
      'where over a step and no field',
      correlate({ where: part('after') }),
      'step-without-field',
      'pair',
      'where.rules.0.field',
    ],
    [
      'where over what a step lacks',
      correlate({ where: part('many.amount') }),
      'unknown-field',
      'pair',
      'where.rules.0.field',
    ],
    [
      'a throttle of nothing',
      {
        ...aFlow(),
        nodes: aFlow().nodes.map((node) =>
          node.id === 'case'
            ? { ...node, type: 'throttle', data: { key: ['many.accountNo'], max: 0, per: 'P1D' } }
            : node,
        ),
      },
      'schema',
      'case',
      'max',
    ],
    [
      'a table that is not there',
      lookup({ table: 'custmers', on: [{ field: 'accountNo', column: 'customerId' }] }),
      'unknown-table',
      'who',
      'table',
    ],
    [
      'a column that is not there',
      lookup({ table: 'customers', on: [{ field: 'accountNo', column: 'id' }] }),
      'unknown-column',
      'who',
      'on.0.column',
    ],
    ['no way to look up', lookup({ table: 'customers' }), 'lookup-way', 'who', 'on'],
    [
      'two ways to look up',
      lookup({
        table: 'customers',
        on: [{ field: 'accountNo', column: 'name' }],
        nearest: { lat: 'x', lon: 'y', latColumn: 'name', lonColumn: 'name' },
      }),
      'lookup-way',
      'who',
      'nearest',
    ],
    [
      'an expression that is none',
      derive({ name: 'x', expression: 'n +' }),
      'expression',
      'calc',
      'fields.0.expression',
    ],
    [
      'an expression over what is not there',
      derive({ name: 'x', expression: 'amount * 2' }),
      'unknown-field',
      'calc',
      'fields.0.expression',
    ],
    ['a channel that is none', aFlow({ case: { channel: 'fax' } }), 'unknown-channel', 'case', 'channel'],
    [
      'a template that is open',
      aFlow({ case: { channel: 'log', params: { text: '{{ many' } } }),
      'template',
      'case',
      'params.text',
    ],
    [
      'a template over what is not there',
      aFlow({ case: { channel: 'log', params: { text: '{{ many.amount }}' } } }),
      'unknown-field',
      'case',
      'params.text',
    ],
  ])('%s', (_, flow, code, node, field) => {
    const [first, ...others] = errorsOf(flow);
    expect(first).toEqual([code, node, field]);
    expect(others.filter(([, at]) => at === node)).toEqual([]);
  });

  it('takes 2 to 8 steps', () => {
    const steps = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `s${i}`, key: ['accountNo'] }));
    const bad = (n: number) =>
      errorsOf(correlate({ steps: steps(n) })).filter(([, , field]) => field === 'steps');
    expect([1, 2, 8, 9].map((n) => bad(n).length)).toEqual([1, 0, 0, 1]);
  });

  it('lets a derived field use an earlier one', () => {
    expect(
      errorsOf(derive({ name: 'x', expression: 'n * 2' }, { name: 'y', expression: 'x + total' })),
    ).toEqual([]);
    expect(errorsOf(derive({ name: 'y', expression: 'x' }, { name: 'x', expression: 'n' }))).toHaveLength(1);
  });

  it('knows a table only where tables are known', () => {
    const flow = lookup({ table: 'any', on: [{ field: 'accountNo', column: 'x' }] });
    expect(validateFlow(flow).faults).toEqual([]);
  });

  it('only hints at what a source may hold after all', () => {
    const flow = withWhere([
      { field: 'amuont', operator: '=', value: 1 },
      { field: 'amount', operator: '=', value: '1' },
    ]);
    const { faults } = validateFlow(flow, knownSurroundings);
    expect(codes(faults, 'hint')).toEqual([
      ['unlisted-field', 'small', 'where.rules.0.field'],
      ['type-mismatch', 'small', 'where.rules.1.value'],
    ]);
    expect(faults[0].message.en).toContain('Did you mean “amount”?');
    const unknown = validateFlow(aFlow({ tx: { eventType: 'bank.unheard' } }), knownSurroundings);
    expect(codes(unknown.faults, 'hint')).toEqual([['unknown-event-type', 'tx', 'eventType']]);
  });

  it('takes what was only discovered for a guess: no field of it is one that cannot be there', () => {
    const [posted] = knownSurroundings.eventTypes ?? [];
    const found = { ...posted, type: 'bank.unheard', name: 'bank.unheard', discovered: true } as const;
    const around = { ...knownSurroundings, eventTypes: [posted, found] };
    const flow = aFlow({
      tx: { eventType: 'bank.unheard' },
      small: { where: { combinator: 'and', rules: [{ field: 'rare', operator: '=', value: 1 }] } },
    });
    const { faults } = validateFlow(flow, around);
    expect(codes(faults, 'hint')).toEqual([['undeclared-event-type', 'tx', 'eventType']]);
    expect(faults[0].message.ko).toContain('‘bank.unheard’는 들어온 적이 있지만');
    // A family with a declared member is known.
    expect(codes(validateFlow(aFlow({ tx: { eventType: 'bank.*' } }), around).faults, 'hint')).toEqual([]);
  });

  it('hints at a text that reads as a number, where the type of the field is not known', () => {
    const hintsAt = (field: string, operator: string, value: unknown) =>
      codes(
        validateFlow(withWhere([{ field, operator, value }]), {}).faults.filter(
          ({ node }) => node === 'small',
        ),
        'hint',
      );
    const hint = [['text-or-number', 'small', 'where.rules.0.value']];
    for (const operator of ['<', '<=', '>', '>='])
      expect(hintsAt('amount', operator, '3,000,000')).toEqual(hint);
    expect(hintsAt('amount', 'between', ['1', '2.5'])).toEqual(hint);
    const plain: [string, unknown][] = [
      ['=', '010'],
      ['>=', 3],
      ['>=', '2026-03-02'],
      ['>=', ''],
      ['between', ['1', 'b']],
      ['in', ['1']],
    ];
    for (const [operator, value] of plain) expect(hintsAt('amount', operator, value)).toEqual([]);
    const known = validateFlow(
      withWhere([{ field: 'accountNo', operator: '>=', value: '5' }]),
      knownSurroundings,
    );
    expect(known.faults).toEqual([]);
  });

  it('only hints at a rule that never holds', () => {
    const rule = (operator: string, value: unknown, valueSource?: string) => ({
      field: 'amount',
      operator,
      value,
      valueSource,
    });
    const odd = [
      rule('in', []),
      rule('=', null),
      rule('between', [1, null]),
      rule('=', { a: 1 }),
      rule('in', 'accountNo', 'field'),
    ];
    const right = [
      rule('in', [1, 'x', null]),
      rule('between', [1, 2]),
      rule('null', []),
      rule('=', 'n', 'field'),
    ];
    const { faults } = validateFlow(withWhere([...odd, ...right]));
    expect(codes(faults)).toEqual([]);
    expect(codes(faults, 'hint')).toEqual(
      odd.map((_, i) => ['never-holds', 'small', `where.rules.${i}.value`]),
    );
  });

  it('looks at every part of a condition that names an absent step', () => {
    const steps = [
      { name: 'a', key: ['k'] },
      { name: 'b', key: ['k'], absent: true },
      { name: 'c', key: ['k'] },
      { name: 'd', key: ['k'], absent: true },
    ];
    const flow = (where: unknown) => ({ ...correlate({ steps, where }), edges: [] });
    const faults = (where: unknown) => errorsOf(flow(where)).filter(([code]) => code === 'absent-part');
    const and = (...rules: unknown[]) => ({ combinator: 'and', rules });
    expect(faults(and(part('a.x', 'b.x'), part('a.x', 'c.x', 'd.x'), part('a.x', 'c.x')))).toEqual([]);
    expect(faults(and(part('b.x', 'c.x')))).toEqual([['absent-part', 'pair', 'where.rules.0']]);
    expect(faults(and(part('b.x', 'd.x')))).not.toEqual([]);
    expect(faults(part('b.x', 'c.x'))).toEqual([]);
    expect(faults({ combinator: 'or', rules: part('b.x', 'c.x').rules })).toEqual([
      ['absent-part', 'pair', 'where'],
    ]);
    expect(faults({ ...part('b.x', 'c.x'), not: true })).toEqual([['absent-part', 'pair', 'where']]);
  });
});

describe('whatever comes', () => {
  it('lists every fault of a flow, not only the first', () => {
    const flow = windowed({
      key: 'accountNo',
      emit: 'sometimes',
      window: { kind: 'rolling', size: '1 day' },
      having: part('gone'),
    });
    expect(
      errorsOf({ ...flow, timezone: 'x', edges: [...flow.edges, { id: 'x', source: 'a', target: 'b' }] }),
    ).toEqual([
      ['time-zone', undefined, 'timezone'],
      ['schema', 'often', 'key'],
      ['duration', 'often', 'window.size'],
      ['schema', 'often', 'emit'],
      ['dangling-edge', undefined, 'source'],
      ['dangling-edge', undefined, 'target'],
      ['unknown-field', 'often', 'having.rules.0.field'],
      ['unknown-field', 'pair', 'steps.0.key.0'],
      ['unknown-field', 'case', 'params.title'],
    ]);
  });

  it('never throws, and says every fault in both languages', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.jsonValue(), (value, other) => {
        const flow = aFlow();
        const broken = [
          value,
          { ...flow, nodes: value },
          { ...flow, edges: value, tests: other },
          {
            ...flow,
            nodes: [...flow.nodes, value, { id: 'x', type: 'window', data: value }],
            edges: [...flow.edges, other],
          },
          { ...flow, nodes: flow.nodes.map((node) => ({ ...node, data: value })), timezone: other },
        ];
        for (const each of broken) {
          const { faults } = validateFlow(each, knownSurroundings);
          const dumb = faults.filter(
            ({ message }) => !/[가-힣]/.test(message.ko) || !/[A-Za-z]/.test(message.en),
          );
          expect(dumb).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
