import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { NODE_KINDS } from '../../nodes/register.ts';
import { manualClock } from '../clock.ts';
import { openJournal, RECORD_KINDS } from '../journal/journal.ts';
import { type Trial, type TryNode, trialSchema } from '../wire/trial.ts';
import { workOffTrial } from './work-off-trial.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const NOWHERE = '/nowhere/journal';
const TABLES = { people: [{ id: 'a', grade: 'VIP' }], customers: [] };
const over100 = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 100 }] };

/** A node of each kind that takes events from the source. */
const SETTINGS: Record<string, Record<string, unknown>> = {
  filter: { where: over100 },
  decide: { rules: [{ when: over100, set: { size: 'big' } }] },
  throttle: { key: ['who'], max: 1, per: 'PT1H' },
  derive: { fields: [{ name: 'twice', expression: 'amount * 2.0' }] },
  lookup: { table: 'people', into: 'person', on: [{ field: 'who', column: 'id' }] },
  window: {
    key: ['who'],
    window: { kind: 'count', size: 2 },
    aggregates: [{ name: 'n', function: 'count' }],
    having: { combinator: 'and', rules: [] },
    emit: 'every',
  },
  action: { channel: 'webhook', params: { url: 'http://127.0.0.1:1/' } },
};

function draft(kind: string, settings = SETTINGS[kind]) {
  return {
    id: 'draft',
    name: 'Draft',
    nodes: [
      { id: 'in', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'test.paid' } },
      { id: 'it', type: kind, position: { x: 0, y: 0 }, data: settings },
      { id: 'after', type: 'derive', position: { x: 0, y: 0 }, data: { fields: 'broken, but behind it' } },
    ],
    edges: [{ id: 'e1', source: 'in', target: 'it' }],
  };
}

const event = (id: string, data: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  id,
  source: '/test',
  type: 'test.paid',
  time: `2026-03-02T09:00:0${id}Z`,
  data,
  ...more,
});
const EVENTS = [
  event('1', { who: 'a', amount: 50 }),
  event('2', { who: 'a', amount: 150 }),
  event('3', { who: 'b', amount: 250 }),
  event('4', { amount: 20 }),
];

async function trial(request: Partial<TryNode>, journal = NOWHERE): Promise<Trial> {
  const flow = draft('filter');
  const asked = { flow, node: 'it', from: 'given' as const, text: JSON.stringify(EVENTS), ...request };
  const result = await workOffTrial({
    request: asked,
    journal,
    tables: TABLES,
    surroundings: {},
    now: NOW,
  });
  return trialSchema.parse(result);
}

function shipped(id: string): FlowFile {
  return JSON.parse(readFileSync(new URL(`../../flows/${id}.json`, import.meta.url), 'utf8')) as FlowFile;
}

const ids = (list: readonly { readonly event: { readonly id: string } }[]) =>
  list.map((each) => each.event.id);
const passed = ({ arrived }: Trial) => ids(arrived.filter((each) => each.passed));

describe('a trial of each kind of node', () => {
  it('has a test for each', () => {
    expect([...Object.keys(SETTINGS), 'event-source', 'correlate', 'comment'].sort()).toEqual(
      [...NODE_KINDS].sort(),
    );
  });

  it('shows what a filter lets through, and what goes the other way', async () => {
    const result = await trial({});
    expect(ids(result.arrived)).toEqual(['1', '2', '3', '4']);
    expect(passed(result)).toEqual(['2', '3']);
    expect(result.left.map(({ handle, event: { id } }) => `${handle} ${id}`)).toEqual([
      'else 1',
      'match 2',
      'match 3',
      'else 4',
    ]);
    expect(result.counts.it).toEqual({ in: 4, out: { match: 2, else: 2 } });
    expect(Object.keys(result.counts)).toEqual(['in', 'it']);
    expect(result).toMatchObject({ events: 4, first: EVENTS[0].time, last: EVENTS[3].time, problems: [] });
  });

  it('shows what decide, derive and lookup add', async () => {
    const decided = await trial({ flow: draft('decide') });
    expect(
      decided.left.filter(({ handle }) => handle === 'out').map(({ event: { data } }) => data.size),
    ).toEqual(['big', 'big']);
    const derived = await trial({ flow: draft('derive') });
    expect(derived.left.map(({ event: { data } }) => data.twice)).toEqual([100, 300, 500, 40]);
    expect(passed(derived).length).toBe(4);
    const found = await trial({ flow: draft('lookup') });
    expect(passed(found)).toEqual(['1', '2']);
    expect(found.left[0].event.data.person).toMatchObject({ grade: 'VIP' });
  });

  it('counts the events without the key of a throttle', async () => {
    const result = await trial({ flow: draft('throttle') });
    expect(passed(result)).toEqual(['1', '3']);
    expect(result.noKey).toBe(1);
    expect(result.counts.it.out).toEqual({ pass: 2, held: 1 });
  });

  it('shows the key and the causes of what a window makes', async () => {
    const result = await trial({ flow: draft('window') });
    expect(result.left).toMatchObject([
      { handle: 'out', key: 'a', causes: ['1', '2'], event: { type: 'draft.it' } },
    ]);
    expect(passed(result)).toEqual(['1', '2']);
    expect(result.noKey).toBe(1);
    expect(result.sources).toMatchObject([EVENTS[0], EVENTS[1]].map(({ id, data }) => ({ id, data })));
  });

  it('keeps the steps of a sequence apart', async () => {
    const flow = draft('correlate', {
      steps: [
        { name: 'small', key: ['who'] },
        { name: 'big', key: ['who'] },
      ],
      within: 'PT1H',
    });
    const split = { id: 'split', type: 'filter', position: { x: 0, y: 0 }, data: SETTINGS.filter };
    const edges = [
      { id: 'a', source: 'in', target: 'split' },
      { id: 'b', source: 'split', sourceHandle: 'else', target: 'it', targetHandle: 'small' },
      { id: 'c', source: 'split', sourceHandle: 'match', target: 'it', targetHandle: 'big' },
    ];
    const result = await trial({ flow: { ...flow, nodes: [...flow.nodes, split], edges } });
    expect(result.arrived.map(({ handle, event: { id } }) => `${handle} ${id}`)).toEqual([
      'small 1',
      'big 2',
      'big 3',
      'small 4',
    ]);
    expect(result.left).toMatchObject([{ key: 'a', causes: ['1', '2'] }]);
    expect(passed(result)).toEqual(['1', '2']);
  });

  it('shows what an action would do, and lets events go on behind it', async () => {
    const acted = await trial({ flow: draft('action') });
    expect(acted.left.map(({ handle }) => handle)).toEqual(['done', 'done', 'done', 'done']);
    expect(acted.counts.it).toMatchObject({ in: 4, out: { done: 4 } });
    const flow = draft('action');
    const behind = { id: 'behind', type: 'filter', position: { x: 0, y: 0 }, data: SETTINGS.filter };
    const edge = { id: 'e2', source: 'it', sourceHandle: 'done', target: 'behind' };
    const result = await trial({
      flow: { ...flow, nodes: [...flow.nodes, behind], edges: [...flow.edges, edge] },
      node: 'behind',
    });
    expect(passed(result)).toEqual(['2', '3']);
  });

  it('shows what a source takes, and nothing of a comment', async () => {
    const source = await trial({
      node: 'in',
      text: JSON.stringify([...EVENTS, { type: 'other', data: {} }]),
    });
    expect(source).toMatchObject({ events: 5, arrived: [], counts: { in: { out: { out: 4 } } } });
    expect(ids(source.left)).toEqual(['1', '2', '3', '4']);
    const note = await trial({ flow: { ...draft('comment', { text: 'x' }), edges: [] } });
    expect(note).toMatchObject({ arrived: [], left: [], problems: [] });
  });
});

describe('the events of a trial', () => {
  it('are the last of the journal: only types that are taken, each once, dated, none that was refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'naru-trial-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const clock = manualClock();
    const signal = new AbortController().signal;
    const journal = await openJournal({ folder, segmentBytes: 300, warn: () => {}, clock, signal });
    const append = (...lines: string[]) =>
      journal.append({
        kind: RECORD_KINDS.events,
        now: NOW,
        payload: new TextEncoder().encode(lines.join('\n')),
      });
    const line = (each: unknown) => JSON.stringify(each);
    append(line(EVENTS[0]), 'no json', line({ ...EVENTS[1], type: 'test.other' }));
    append(line(EVENTS[0]), line({ ...EVENTS[1], time: undefined }));
    append(line({ ...EVENTS[2], time: '2030-01-01T00:00:00Z' }), line(EVENTS[2]));
    await journal.synced(append(line(EVENTS[3])));
    const result = await trial({ from: undefined, text: undefined }, folder);
    expect(result.from).toBe('recent');
    expect(ids(result.arrived)).toEqual(['2', '1', '3', '4']);
    expect(result.arrived[0].event.time).toBe('2026-03-02T09:00:00.000Z');
    await journal.close();
  });

  it('are simulated where none were taken, for a copy of a flow too', async () => {
    const flow = { ...shipped('bank-aml'), id: 'a-copy' };
    const filter = flow.nodes.find(({ type }) => type === 'filter')!;
    const first = await trial({ flow, node: filter.id, from: undefined, text: undefined });
    expect(first.from).toBe('simulated');
    expect(first.counts[filter.id].out.match).toBeGreaterThan(0);
    const again = await trial({ flow, node: filter.id, from: 'simulated', text: undefined });
    expect(again).toEqual(first);
    const none = await trial({ from: undefined, text: undefined });
    expect(none).toMatchObject({ from: 'simulated', events: 0, arrived: [] });
  });

  it('may be fields alone, a line each; what cannot be read is said', async () => {
    const text = '{"who":"a","amount":200}\nnonsense\n{"amount":5}\n[1]\n{"type":"test.paid","time":"soon"}';
    const result = await trial({ text });
    expect(passed(result)).toEqual(['given-1']);
    expect(result.arrived.length).toBe(2);
    expect(result.problems.map(({ en }) => en.slice(0, 12))).toEqual([
      'Line 2 is no',
      'Number 3 is ',
      'Event 4: The',
    ]);
    expect((await trial({ text: ' ' })).problems.length).toBe(1);
  });
});

describe('a trial of a draft that is not whole', () => {
  it('shows what arrives at a node whose settings are broken, and says what is wrong', async () => {
    const result = await trial({ flow: draft('window', { key: ['who'] }) });
    expect(result.isBroken).toBe(true);
    expect(ids(result.arrived)).toEqual(['1', '2', '3', '4']);
    expect(result.counts.it).toEqual({ in: 4, out: {} });
    expect(result.problems[0].en).toMatch(/^Window: /);
  });

  it('says what is wrong on the way, and that nothing leads to it', async () => {
    const flow = draft('filter');
    const broken = { ...flow, nodes: [{ ...flow.nodes[0], data: {} }, flow.nodes[1]] };
    expect(await trial({ flow: broken })).toMatchObject({ isBroken: true, arrived: [] });
    const alone = await trial({ flow: { ...flow, edges: [] } });
    expect(alone.problems[0].en).toMatch(/^No event source/);
  });

  it('answers for whatever a draft holds', async () => {
    const flow = {
      id: 'x',
      nodes: [null, 4, { id: 'it', type: 'filter', data: 7 }],
      edges: [null, { source: 'it', target: 'it' }],
    };
    expect((await trial({ flow })).problems.length).toBeGreaterThan(0);
    expect(
      (await trial({ flow: { ...draft('filter'), timezone: 4, nodes: draft('filter').nodes } })).isBroken,
    ).toBe(true);
    const request = { flow: draft('filter'), node: 'none' };
    expect(
      await workOffTrial({ request, journal: NOWHERE, tables: {}, surroundings: {}, now: NOW }),
    ).toBeUndefined();
  });

  it('does not send more than a page can hold', async () => {
    const large = Array.from({ length: 200 }, (_, i) => ({ who: 'a', amount: i, text: 'x'.repeat(40_000) }));
    const result = await trial({
      text: large
        .map((each) => JSON.stringify(each))
        .join('\n')
        .slice(0, 1024 * 1024 * 7),
    });
    expect(result.counts.it.in).toBeGreaterThan(150);
    expect(JSON.stringify(result).length).toBeLessThan(3 * 1024 * 1024);
    expect(result.arrived.at(-1)!.event.data.amount).toBe(result.counts.it.in - 1);
  });
});
