/**
 * Deploying while events flow (issue of a lost timer elsewhere; SPEC §2: looks are no part of a definition): nodes that
 * did not change go on as if nothing had happened, and whatever a flow held is given back when it goes.
 */
import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../flows/format/flow-file.ts';
import { ColumnEngine } from '../runtime/engine/engine.ts';
import type { Match, Tables } from '../runtime/engine/engine-types.ts';
import { MemoryLog } from '../runtime/engine/kernel/event-log.ts';
import { parseTime } from '../runtime/engine/scan/event-time.ts';
import { randomCase } from './model/random-flow.ts';

const encoder = new TextEncoder();
const CASES = 120;

/** The same flow for the engine: moved, renamed, with other texts. */
function dressedUp(flow: FlowFile, step: number): FlowFile {
  const nodes = flow.nodes.map((node) => ({
    ...node,
    position: { x: step, y: step },
    data: { ...node.data, label: `step ${step}` },
  }));
  return { ...flow, name: `step ${step}`, nodes };
}

/** The flow with a filter and an action more, on an event source of their own. */
function withMore(flow: FlowFile): FlowFile {
  const position = { x: 0, y: 0 };
  return {
    ...flow,
    nodes: [
      { id: 'more-source', type: 'event-source', position, data: { eventType: 't.*' } },
      ...flow.nodes,
      {
        id: 'more-filter',
        type: 'filter',
        position,
        data: { where: { combinator: 'and', rules: [{ field: 'other.field', operator: 'notNull' }] } },
      },
      { id: 'more-action', type: 'action', position, data: { channel: 'log', params: {} } },
    ],
    edges: [
      ...flow.edges,
      { id: 'more-1', source: 'more-source', target: 'more-filter' },
      { id: 'more-2', source: 'more-filter', sourceHandle: 'match', target: 'more-action' },
    ],
  };
}

function run(seed: number, versionAt: (flow: FlowFile, step: number) => FlowFile | undefined) {
  const { flow, events, until, tables } = randomCase(seed) as unknown as {
    flow: FlowFile;
    events: string[];
    until?: string;
    tables: Tables;
  };
  const matches: string[] = [];
  const end = until === undefined ? undefined : parseTime(until);
  const log = new MemoryLog();
  const onMatch = ({ node, time, key, data, causes }: Match) =>
    matches.push(JSON.stringify({ node, time, key, data, causes }));
  const engine = new ColumnEngine({ mode: 'offline', until: end, tables, onMatch }, log);
  engine.deploy(flow);
  for (const [step, line] of events.entries()) {
    const version = versionAt(flow, step);
    if (version) engine.deploy(version);
    engine.push(encoder.encode(line), 0);
  }
  engine.finish(end);
  const counts = engine.counts(flow.id, 0)!;
  engine.remove(flow.id);
  return { matches, events: counts.events, late: counts.late, kept: { ...engine.usage, logged: log.size } };
}

describe('deploying while events flow', () => {
  it('changes nothing where only looks changed', () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const undisturbed = run(seed, () => undefined);
      expect(
        run(seed, (flow, step) => (step % 5 === 4 ? dressedUp(flow, step) : undefined)),
        `seed ${seed}`,
      ).toEqual(undisturbed);
    }
  }, 120_000);

  it('keeps the state of the nodes that stay when others come and go', () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const undisturbed = run(seed, () => undefined);
      const swapped = run(seed, (flow, step) =>
        step % 9 === 3 ? withMore(flow) : step % 9 === 8 ? flow : undefined,
      );
      expect(swapped, `seed ${seed}`).toEqual(undisturbed);
    }
  }, 120_000);

  it('gives everything back when a flow goes', () => {
    for (let seed = 1; seed <= CASES; seed++) {
      const { kept } = run(seed, (flow, step) => (step === 20 ? withMore(flow) : undefined));
      expect(kept, `seed ${seed}`).toEqual({ symbols: 0, heldEvents: 0, logged: 0 });
    }
  }, 120_000);
});

const quote = (id: string, time: string, data: object) =>
  encoder.encode(JSON.stringify({ id, source: '/test', type: 'quote', time, data }));

function waitFlow(within: string, where?: object, key = 'customer'): FlowFile {
  const position = { x: 0, y: 0 };
  return {
    id: 'wait',
    name: 'wait',
    nodes: [
      { id: 'quote', type: 'event-source', position, data: { eventType: 'quote' } },
      { id: 'inquiry', type: 'event-source', position, data: { eventType: 'inquiry' } },
      {
        id: 'silence',
        type: 'correlate',
        position,
        data: {
          steps: [
            { name: 'q', key: [key] },
            { name: 'i', key: [key], absent: true },
          ],
          within,
        },
      },
      ...(where ? [{ id: 'large', type: 'filter', position, data: { where } }] : []),
      { id: 'offer', type: 'action', position, data: { channel: 'log', params: {} } },
    ],
    edges: [
      { id: 'a', source: 'quote', target: 'silence', targetHandle: 'q' },
      { id: 'b', source: 'inquiry', target: 'silence', targetHandle: 'i' },
      ...(where
        ? [
            { id: 'c', source: 'silence', target: 'large' },
            { id: 'd', source: 'large', sourceHandle: 'match', target: 'offer' },
          ]
        : [{ id: 'c', source: 'silence', target: 'offer' }]),
    ],
  };
}

describe('a run that waits through a deploy', () => {
  const DAY = 86_400_000;
  const start = Date.parse('2026-03-02T00:00:00Z');

  function waiting() {
    const matches: Match[] = [];
    const engine = new ColumnEngine({ mode: 'live', onMatch: (match) => matches.push(match) });
    engine.deploy(waitFlow('P1D'));
    engine.push(quote('q1', '2026-03-02T00:00:00Z', { customer: 'C1', premium: 900 }), start);
    engine.push(quote('q2', '2026-03-02T00:00:00Z', { customer: 'C2', premium: 100 }), start);
    return { matches, engine };
  }

  it('can be asked by a new node for a value that nobody kept before', () => {
    const { matches, engine } = waiting();
    engine.deploy(
      waitFlow('P1D', { combinator: 'and', rules: [{ field: 'q.premium', operator: '>', value: 500 }] }),
    );
    engine.tick(start + DAY + 6000);
    expect(matches.map(({ key, data, time }) => ({ key, data, time }))).toEqual([
      { key: 'C1', data: { q: { customer: 'C1', premium: 900 } }, time: start + DAY },
    ]);
  });

  it('leaves no counts with a node that begins anew', () => {
    const { engine } = waiting();
    const before = engine.counts('wait', 0)!;
    expect([before.nodes.silence.in, before.edges.a]).toEqual([2, 2]);
    engine.deploy(waitFlow('P1D', undefined, 'id'));
    const after = engine.counts('wait', 0)!;
    expect([after.nodes.silence.in, after.edges.a, after.nodes.quote.out.out]).toEqual([0, 0, 2]);
  });

  it('leaves the counts of a node that goes on by other settings', () => {
    const { engine } = waiting();
    engine.deploy(waitFlow('P2D'));
    const after = engine.counts('wait', 0)!;
    expect([after.nodes.silence.in, after.edges.a, after.nodes.silence.open]).toEqual([2, 2, 2]);
  });

  it('leaves the errors of a node counted when it is changed', () => {
    const engine = new ColumnEngine({ mode: 'live', onMatch: () => {} });
    const position = { x: 0, y: 0 };
    const flow = (expression: string): FlowFile => ({
      id: 'derive',
      name: 'derive',
      nodes: [
        { id: 'quote', type: 'event-source', position, data: { eventType: 'quote' } },
        { id: 'more', type: 'derive', position, data: { fields: [{ name: 'x', expression }] } },
      ],
      edges: [{ id: 'a', source: 'quote', target: 'more' }],
    });
    engine.deploy(flow('premium / 2'));
    engine.push(quote('q1', '2026-03-02T00:00:00Z', { premium: 'much' }), start);
    engine.deploy(flow('premium / 3'));
    engine.push(quote('q2', '2026-03-02T00:00:00Z', { premium: 'more' }), start);
    expect(engine.counts('derive', 0)?.nodes.more).toMatchObject({ in: 2, errors: 2 });
    expect(engine.preview(flow('premium / 4')).nodes[1]).toMatchObject({
      fate: 'changed',
      waiting: {},
      changes: [{ en: 'The new settings apply from the next event on.' }],
    });
  });

  it('leaves a node that goes on what came to it from one that begins anew', () => {
    const { engine } = waiting();
    const large = (than: number) =>
      waitFlow('P1D', { combinator: 'and', rules: [{ field: 'q.premium', operator: '>', value: than }] });
    const renamed = (flow: FlowFile, id: string): FlowFile => ({
      ...flow,
      nodes: flow.nodes.map((node) => (node.id === 'large' ? { ...node, id } : node)),
      edges: flow.edges.map((edge) => ({
        ...edge,
        source: edge.source === 'large' ? id : edge.source,
        target: edge.target === 'large' ? id : edge.target,
      })),
    });
    engine.deploy(large(500));
    engine.tick(start + DAY + 6000);
    const offer = () => {
      const { in: came, out } = engine.counts('wait', 0)!.nodes.offer;
      return [came, out.done];
    };
    engine.settle({ flow: 'wait', node: 'offer', id: 'x' }, 'done');
    expect(offer()).toEqual([1, 1]);
    expect(engine.counts('wait', 0)?.nodes.large.in).toBe(2);
    engine.deploy(large(600));
    expect(engine.counts('wait', 0)?.nodes.large.in).toBe(2);
    engine.deploy(renamed(large(600), 'other'));
    engine.deploy(renamed(large(700), 'third'));
    expect(offer()).toEqual([1, 1]);
    expect(engine.counts('wait', 0)?.nodes.third.in).toBe(0);
  });

  it('is waited with longer when the time becomes longer', () => {
    const { matches, engine } = waiting();
    engine.deploy(waitFlow('P2D'));
    engine.tick(start + 2 * DAY);
    expect(matches).toEqual([]);
    engine.tick(start + 2 * DAY + 6000);
    expect(matches.map(({ key, time }) => [key, time])).toEqual([
      ['C1', start + 2 * DAY],
      ['C2', start + 2 * DAY],
    ]);
  });

  it('is decided by the deploy itself where the new time is over already', () => {
    const { matches, engine } = waiting();
    engine.tick(start + DAY / 2);
    engine.deploy(waitFlow('PT6H'));
    expect(matches.map(({ key, time }) => [key, time])).toEqual([
      ['C1', start + DAY / 4],
      ['C2', start + DAY / 4],
    ]);
  });

  it('stays when the node is wired to others, under another label, or the flow waits for late events', () => {
    const { matches, engine } = waiting();
    const label = { ko: '침묵', en: 'Silence' };
    const where = { combinator: 'and', rules: [{ field: 'q.premium', operator: '<', value: 500 }] };
    const wired = waitFlow('P1D', where);
    const nodes = wired.nodes.map((node) =>
      node.id === 'silence' ? { ...node, position: { x: 9, y: 9 }, data: { ...node.data, label } } : node,
    );
    const version: FlowFile = { ...wired, nodes, lateness: 'PT1H', timezone: 'Asia/Seoul' };
    expect(engine.preview(version)).toMatchObject({ flow: 'wait', dropped: false });
    expect(engine.preview(version).nodes.map(({ node, fate }) => [node, fate])).toEqual([
      ['quote', 'kept'],
      ['inquiry', 'kept'],
      ['silence', 'kept'],
      ['large', 'new'],
      ['offer', 'kept'],
    ]);
    expect(engine.preview(version).nodes[2]).toMatchObject({ label, waiting: { runs: 2, timers: 2 } });
    const { watermark } = engine.counts('wait', 0)!;
    engine.deploy(version);
    expect(engine.counts('wait', 0)?.watermark).toBe(watermark);
    engine.tick(start + DAY + 6000);
    expect(matches).toEqual([]);
    engine.tick(start + DAY + 3_600_000 + 6000);
    expect(matches.map(({ key }) => key)).toEqual(['C2']);
  });

  it('ends when the runs are told apart by other fields', () => {
    const { matches, engine } = waiting();
    engine.deploy(waitFlow('P1D', undefined, 'id'));
    engine.tick(start + 3 * DAY);
    expect(matches).toEqual([]);
    expect(engine.counts('wait', 0)?.nodes.silence.open).toBe(0);
  });
});

describe('live', () => {
  const now = Date.parse('2026-03-02T00:00:00Z');
  const flow = waitFlow('PT1M');

  it('counts the same source and id once', () => {
    const engine = new ColumnEngine({ mode: 'live', onMatch: () => {} });
    engine.deploy(flow);
    expect(engine.push(quote('a', '2026-03-02T00:00:00Z', {}), now)).toMatchObject({
      accepted: 1,
      duplicates: 0,
    });
    expect(engine.push(quote('a', '2026-03-02T00:00:01Z', {}), now)).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
  });

  it('refuses an event from the future and takes one that is a little early', () => {
    const engine = new ColumnEngine({ mode: 'live', onMatch: () => {} });
    engine.deploy(flow);
    const far = engine.push(quote('a', '2026-03-02T00:01:00.001Z', { customer: 1 }), now);
    expect(far.refused).toHaveLength(1);
    expect(far.refused[0]).toMatchObject({ index: 0, line: 1, id: 'a' });
    expect(far.refused[0].message.en).toContain('more than a minute after now');
    expect(engine.push(quote('b', '2026-03-02T00:01:00Z', { customer: 1 }), now).accepted).toBe(1);
    expect(engine.counts('wait', now)).toMatchObject({ waiting: 1, watermark: now });
    engine.tick(now + 120_000);
    expect(engine.counts('wait', now)?.waiting).toBe(0);
  });

  it('notices in silence, by the clock, what did not happen', () => {
    const matches: Match[] = [];
    const engine = new ColumnEngine({ mode: 'live', onMatch: (match) => matches.push(match) });
    engine.deploy(flow);
    engine.push(quote('a', '2026-03-02T00:00:00Z', { customer: 'C1' }), now);
    engine.tick(now + 65_000);
    expect(matches).toEqual([]);
    engine.tick(now + 65_001);
    expect(matches.map((match) => match.key)).toEqual(['C1']);
    expect(matches[0].id).toMatch(/^[0-9a-f]{40}$/);
  });

  it('gives an event without a time the time of its arrival', () => {
    const engine = new ColumnEngine({ mode: 'live', onMatch: () => {} });
    engine.deploy(flow);
    engine.push(encoder.encode('{"id":"a","source":"/s","type":"quote","data":{"customer":"C1"}}'), now);
    expect(engine.counts('wait', now)).toMatchObject({ watermark: now, late: 0 });
  });
});

describe('what becomes of a delivery', () => {
  const now = Date.parse('2026-03-02T00:00:00Z');
  const position = { x: 0, y: 0 };
  const action = (id: string) => ({ id, type: 'action', position, data: { channel: 'log', params: {} } });
  const flow: FlowFile = {
    id: 'outcomes',
    name: 'outcomes',
    nodes: [
      { id: 'quote', type: 'event-source', position, data: { eventType: 'quote' } },
      action('send'),
      {
        id: 'large',
        type: 'filter',
        position,
        data: { where: { combinator: 'and', rules: [{ field: 'premium', operator: '>', value: 500 }] } },
      },
      action('call'),
      action('thank'),
    ],
    edges: [
      { id: 'a', source: 'quote', target: 'send' },
      { id: 'b', source: 'send', sourceHandle: 'failed', target: 'large' },
      { id: 'c', source: 'large', sourceHandle: 'match', target: 'call' },
      { id: 'd', source: 'send', sourceHandle: 'done', target: 'thank' },
    ],
  };

  function sent() {
    const matches: Match[] = [];
    const log = new MemoryLog();
    const engine = new ColumnEngine({ mode: 'live', onMatch: (match) => matches.push(match) }, log);
    engine.deploy(flow);
    for (const [id, premium] of [
      ['q1', 900],
      ['q2', 100],
      ['q3', 700],
    ] as const)
      engine.push(
        encoder.encode(
          JSON.stringify({
            id,
            source: '/s',
            type: 'quote',
            subject: 'C1',
            time: '2026-03-02T00:00:00Z',
            data: { premium },
          }),
        ),
        now,
      );
    return { matches, log, engine };
  }

  it('decides by which handle the event leaves the action, and when', () => {
    const { matches, log, engine } = sent();
    expect(matches.map((match) => match.node)).toEqual(['send', 'send', 'send']);
    const [first, second, third] = matches;
    engine.settle(first, 'failed');
    engine.settle(second, 'failed');
    engine.settle(third, 'done');
    engine.settle(third, 'done');
    expect(
      matches.slice(3).map(({ node, data, key, causes, envelope }) => [node, data, key, causes, envelope.id]),
    ).toEqual([
      ['call', { premium: 900 }, 'C1', ['q1'], 'q1'],
      ['thank', { premium: 700 }, 'C1', ['q3'], 'q3'],
    ]);
    expect(engine.counts('outcomes', now)?.nodes.send.out).toEqual({ done: 1, failed: 2 });
    for (const match of matches.slice(3)) engine.settle(match, 'done');
    expect(engine.counts('outcomes', now)?.nodes.call.out).toEqual({ done: 1, failed: 0 });
    engine.remove('outcomes');
    expect([log.size, engine.usage]).toEqual([0, { symbols: 0, heldEvents: 0 }]);
  });

  it('goes nowhere when the action is taken out of the flow, which a preview says', () => {
    const { matches, log, engine } = sent();
    const without: FlowFile = {
      ...flow,
      nodes: flow.nodes.filter(({ id }) => id !== 'send'),
      edges: flow.edges.filter(({ source, target }) => source !== 'send' && target !== 'send'),
    };
    expect(engine.preview(flow)).toMatchObject({ dropped: false });
    expect(engine.preview(flow).nodes.map(({ node, fate, waiting }) => [node, fate, waiting.events])).toEqual(
      [
        ['quote', 'kept', undefined],
        ['send', 'kept', 3],
        ['large', 'kept', undefined],
        ['call', 'kept', undefined],
        ['thank', 'kept', undefined],
      ],
    );
    const preview = engine.preview(without);
    expect(preview.dropped).toBe(true);
    expect(preview.nodes.at(-1)).toMatchObject({
      node: 'send',
      kind: 'action',
      fate: 'dropped',
      waiting: { events: 3 },
      reasons: [{ ko: '노드를 흐름에서 지웠습니다.', en: 'The node was taken out of the flow.' }],
    });
    engine.deploy(without);
    expect([log.size, engine.usage.heldEvents]).toEqual([0, 0]);
    engine.deploy(flow);
    engine.settle(matches[0], 'failed');
    expect(matches).toHaveLength(3);
    engine.remove('outcomes');
    expect([log.size, engine.usage]).toEqual([0, { symbols: 0, heldEvents: 0 }]);
  });

  it('leads its event on by other settings of the action', () => {
    const { matches, engine } = sent();
    const other = flow.nodes.map((node) =>
      node.id === 'send' ? { ...node, data: { channel: 'task', params: { title: 'x' } } } : node,
    );
    expect(engine.preview({ ...flow, nodes: other }).nodes[1]).toMatchObject({
      fate: 'changed',
      waiting: { events: 3 },
    });
    engine.deploy({ ...flow, nodes: other });
    engine.settle(matches[0], 'failed');
    expect(matches.at(-1)?.node).toBe('call');
  });

  it('is waited for through a deploy, and given back when the flow goes', () => {
    const { matches, log, engine } = sent();
    engine.deploy({ ...flow, name: 'other' });
    engine.settle(matches[0], 'failed');
    expect(matches.at(-1)?.node).toBe('call');
    engine.remove('outcomes');
    expect([log.size, engine.usage]).toEqual([0, { symbols: 0, heldEvents: 0 }]);
  });
});
