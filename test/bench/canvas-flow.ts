/**
 * A large flow to be drawn and watched, and the events that keep all of it counting: strands of ten nodes each, side
 * by side in the shape of a screen. Two kinds of event come in, are filtered, completed, counted and correlated, and
 * end in two actions.
 */
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import type { Random } from './random.ts';

export const CANVAS_FLOW = 'bench-canvas';
const NODES_A_STRAND = 10;
const STEP = { x: 320, y: 220 };
const STRAND = { x: 5 * STEP.x + 120, y: 2 * STEP.y + 60 };
/** Few, so that windows fill and sequences end all the time. */
const CUSTOMERS = 4;

interface Strand {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/** @param size how many nodes; whole strands are drawn, so it is rounded up to the next ten */
export function canvasFlow(size: number): FlowFile {
  const count = strandsOf(size);
  // Twice as many strands down as across: together they have about the shape of the screen.
  const across = Math.max(1, Math.round(Math.sqrt(count / 2)));
  const strands = Array.from({ length: count }, (_, i) =>
    strand(i, { x: (i % across) * STRAND.x, y: Math.floor(i / across) * STRAND.y }),
  );
  return {
    id: CANVAS_FLOW,
    name: { ko: '큰 흐름', en: 'A large flow' },
    timezone: 'Asia/Seoul',
    nodes: strands.flatMap(({ nodes }) => nodes),
    edges: strands.flatMap(({ edges }) => edges),
  };
}

const strandsOf = (size: number) => Math.ceil(size / NODES_A_STRAND);
const ordered = (strand: number) => `bench.order${strand}.placed`;
const paid = (strand: number) => `bench.payment${strand}.made`;

function strand(i: number, corner: { readonly x: number; readonly y: number }): Strand {
  const id = (name: string) => `${name}${i}`;
  const node = (
    name: string,
    type: string,
    column: number,
    row: number,
    data: FlowNode['data'],
  ): FlowNode => ({
    id: id(name),
    type,
    position: { x: corner.x + column * STEP.x, y: corner.y + row * STEP.y },
    data,
  });
  const label = (ko: string, en: string) => ({ label: { ko: `${ko} ${i + 1}`, en: `${en} ${i + 1}` } });
  const edge = (from: string, out: string, to: string, into = 'in'): FlowEdge => ({
    id: `${from}${i}-${to}${i}-${into}`,
    source: id(from),
    sourceHandle: out,
    target: id(to),
    targetHandle: into,
  });
  return {
    nodes: [
      node('orders', 'event-source', 0, 0, { ...label('주문', 'Orders'), eventType: ordered(i) }),
      node('big', 'filter', 1, 0, { ...label('20만 원 이상', 'From 200,000 won'), where: atLeast(200_000) }),
      node('rated', i % 2 === 0 ? 'derive' : 'decide', 2, 0, i % 2 === 0 ? derived(label) : decided(label)),
      node('often', 'window', 3, 0, {
        ...label('한 시간에 다섯 번', 'Five in an hour'),
        key: ['customerId'],
        window: { kind: 'rolling', size: 'PT1H' },
        aggregates: [
          { name: 'n', function: 'count' },
          { name: 'total', function: 'sum', field: 'amount' },
        ],
        having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 5 }] },
        emit: 'reset',
      }),
      node('thank', 'action', 4, 0, { ...label('감사 인사', 'Say thanks'), channel: 'log', params: {} }),
      node('payments', 'event-source', 0, 1, { ...label('결제', 'Payments'), eventType: paid(i) }),
      node('card', 'filter', 1, 1, { ...label('5만 원 이상', 'From 50,000 won'), where: atLeast(50_000) }),
      node('settled', 'correlate', 2, 1, {
        ...label('주문한 뒤 결제', 'Ordered, then paid'),
        steps: [
          { name: 'order', key: ['customerId'] },
          { name: 'payment', key: ['customerId'] },
        ],
        within: 'PT1H',
        order: 'sequence',
        start: 'latest',
      }),
      node('seldom', 'throttle', 3, 1, {
        ...label('1초에 한 번', 'Once a second'),
        key: ['order.customerId'],
        max: 1,
        per: 'PT1S',
      }),
      node('record', 'action', 4, 1, { ...label('기록', 'Record'), channel: 'log', params: {} }),
    ],
    edges: [
      edge('orders', 'out', 'big'),
      edge('big', 'match', 'rated'),
      edge('rated', 'out', 'often'),
      edge('often', 'out', 'thank'),
      edge('payments', 'out', 'card'),
      edge('big', 'match', 'settled', 'order'),
      edge('big', 'else', 'settled', 'order'),
      edge('card', 'match', 'settled', 'payment'),
      edge('settled', 'out', 'seldom'),
      edge('seldom', 'pass', 'record'),
    ].map((each, place) => ({ ...each, id: `${each.id}${place}` })),
  };
}

function atLeast(amount: number): Record<string, unknown> {
  return { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: amount }] };
}

type Label = (ko: string, en: string) => FlowNode['data'];

const derived = (label: Label): FlowNode['data'] => ({
  ...label('부가세', 'Tax'),
  fields: [{ name: 'tax', expression: 'amount * 0.1' }],
});

const decided = (label: Label): FlowNode['data'] => ({
  ...label('등급', 'Grade'),
  rules: [
    { when: atLeast(500_000), set: { grade: 'high' } },
    { when: { combinator: 'and', rules: [] }, set: { grade: 'normal' } },
  ],
});

/**
 * One event of each type, as NDJSON: sent ten times a second, it changes the counts of every source, filter and
 * pattern in each message to the page.
 *
 * @param turn makes the ids others each time
 * @param time epoch ms
 */
export function canvasEvents(size: number, turn: number, time: number, random: Random): string {
  let lines = '';
  for (let i = 0; i < strandsOf(size); i++)
    for (const type of [ordered(i), paid(i)])
      lines += `${JSON.stringify({
        id: `${type} ${turn}`,
        source: '/bench',
        type,
        time: new Date(time).toISOString(),
        data: { customerId: `C${random.below(CUSTOMERS)}`, amount: random.below(1_000_000) },
      })}\n`;
  return lines;
}
