import { describe, expect, it } from 'vitest';
import { changesInWords } from './change-words.ts';
import type { FlowFile, FlowNode } from './flow-file.ts';

const node = (id: string, type: string, data: Record<string, unknown> = {}, x = 0): FlowNode => ({
  id,
  type,
  position: { x, y: 0 },
  data: { label: { ko: `${id}입니다`, en: `The ${id}` }, ...data },
});

const quotes: FlowFile = {
  id: 'quotes',
  name: 'Quotes',
  nodes: [
    node('quote', 'event-source', { eventType: 'quote' }),
    node('ask', 'event-source', { eventType: 'ask' }),
    node('silent', 'correlate', {
      steps: [
        { name: 'quote', key: ['customerId'] },
        { name: 'ask', key: ['customerId'], absent: true },
      ],
      within: 'P3D',
      order: 'sequence',
    }),
    node('often', 'window', {
      key: ['customerId'],
      window: { kind: 'rolling', size: 'P1D' },
      aggregates: [{ name: 'n', function: 'count' }],
      having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 10 }] },
      emit: 'once',
    }),
    node('call', 'action', { channel: 'log', params: {} }),
  ],
  edges: [
    { id: 'e1', source: 'quote', target: 'silent', targetHandle: 'quote' },
    { id: 'e2', source: 'ask', target: 'silent', targetHandle: 'ask' },
    { id: 'e3', source: 'silent', target: 'call' },
  ],
};

/** The flow with one node's data changed. */
function withData(id: string, data: Record<string, unknown>): FlowFile {
  return {
    ...quotes,
    nodes: quotes.nodes.map((each) => (each.id === id ? { ...each, data: { ...each.data, ...data } } : each)),
  };
}

const en = (after: FlowFile, before: FlowFile | null = quotes) =>
  changesInWords(before, after).map((text) => text.en);
const ko = (after: FlowFile) => changesInWords(quotes, after).map((text) => text.ko);

describe('what changed, in words', () => {
  it('says nothing where nothing differs, and that there was none before', () => {
    expect(en(quotes)).toEqual([]);
    expect(en(quotes, null)).toEqual(['First deployed, with 5 nodes.']);
  });

  it('names the setting, and what it was and is', () => {
    expect(en(withData('silent', { within: 'P5D' }))).toEqual(['“The silent”, Within: 3 days → 5 days']);
    expect(ko(withData('silent', { within: 'P5D' }))).toEqual(['‘silent입니다’ 기한: 3일 → 5일']);
    const rules = [{ field: 'n', operator: '>=', value: 3 }];
    expect(en(withData('often', { having: { combinator: 'and', rules } }))).toEqual([
      '“The often”, Tell if: n ≥ 10 → n ≥ 3',
    ]);
    expect(en(withData('often', { emit: 'reset' }))).toEqual([
      '“The often”, When to tell: Once, when it becomes true → Tell, then count anew',
    ]);
  });

  it('tells another kind of window as one change', () => {
    expect(en(withData('often', { window: { kind: 'session', gap: 'PT30M' } }))).toEqual([
      '“The often”, Span: The last while → While they keep coming',
    ]);
    expect(en(withData('often', { window: { kind: 'rolling', size: 'P2D' } }))).toEqual([
      '“The often”, Length: 1 day → 2 days',
    ]);
  });

  it('goes into the members of a list, or says how it grew', () => {
    const steps = [
      { name: 'quote', key: ['custNo'] },
      { name: 'ask', key: ['customerId'], absent: true },
    ];
    expect(en(withData('silent', { steps }))).toEqual([
      '“The silent”, Steps “quote”, Key: customerId → custNo',
    ]);
    expect(en(withData('silent', { steps: [...steps, { name: 'sold', key: [] }] }))).toEqual([
      '“The silent”, Steps: quote, ask → quote, ask, sold',
    ]);
  });

  it('tells nodes and wires that are new, gone, renamed and moved', () => {
    const { nodes } = quotes;
    expect(en({ ...quotes, nodes: [...nodes, node('note', 'comment')] })).toEqual(['Added “The note”.']);
    expect(en({ ...quotes, nodes: nodes.slice(0, 4), edges: quotes.edges.slice(0, 2) })).toEqual([
      'Removed “The call”.',
    ]);
    expect(en({ ...quotes, edges: quotes.edges.slice(1) })).toEqual(['Changed the wires into “The silent”.']);
    expect(en(withData('call', { label: 'Phone' }))).toEqual(['Renamed “The call” to “Phone”.']);
    const shifted = (count: number) =>
      nodes.map((each, i) => (i < count ? { ...each, position: { x: 9, y: 9 } } : each));
    expect(en({ ...quotes, nodes: shifted(1) })).toEqual(['Moved “The quote”.']);
    expect(en({ ...quotes, nodes: shifted(3) })).toEqual(['Moved 3 nodes.']);
    expect(ko({ ...quotes, nodes: shifted(3) })).toEqual(['노드 3개를 옮겼습니다.']);
  });

  it("tells the flow's own settings, and settings that no form knows", () => {
    expect(en({ ...quotes, lateness: 'PT5S', tests: [] })).toEqual([
      'Lateness: none → 5 seconds',
      'Changed the tests of the flow.',
    ]);
    expect(en(withData('call', { mine: [1, 2] }))).toEqual(['“The call”, mine: none → [1,2]']);
  });

  it('shortens what is long, and ends where there is too much to read', () => {
    const long = 'x'.repeat(5_000);
    expect(en(withData('call', { params: { note: long } }))[0].length).toBeLessThan(200);
    expect(en(withData('call', { label: long }))[0].length).toBeLessThan(200);
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, i]));
    const told = en(withData('call', many));
    expect(told).toHaveLength(40);
    expect(told.at(-1)).toBe('61 more changes.');
  });

  it('takes names of objects that every object has', () => {
    const odd = JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>;
    expect(en({ ...quotes, ...odd } as FlowFile)).toContain('constructor: none → 2');
  });
});
