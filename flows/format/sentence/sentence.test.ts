import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../nodes/kit/text.ts';
import { definitions, NODE_KINDS } from '../../../nodes/register.ts';
import { shippedEventTypes } from '../../catalogue/catalogue.ts';
import { shippedTables } from '../../tables/tables.ts';
import { aFlow, knownSurroundings } from '../a-flow.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../flow-file.ts';
import { type Line, type Sentence, sentenceOf, sentenceText } from './sentence.ts';

const shipped = {
  eventTypes: shippedEventTypes,
  tables: shippedTables,
};

const FLOWS = [
  'insurance-bundle-offer',
  'insurance-sales-support',
  'insurance-fraud',
  'insurance-claim-cross-sell',
  'bank-aml',
  'card-marketing',
  'securities-vip',
];

function shippedFlow(id: string): FlowFile {
  return JSON.parse(readFileSync(new URL(`../../${id}.json`, import.meta.url), 'utf8'));
}

function nodesTold({ lines, apart }: Sentence): Set<string | undefined> {
  const ids = (line: Line): (string | undefined)[] => [
    ...line.parts.map((part) => part.node),
    ...line.children.flatMap(ids),
  ];
  return new Set([...lines, ...apart].flatMap(ids));
}

const APART = 'Apart:';
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
const case1 = node('case', 'action', { channel: 'case', label: { ko: '조사', en: 'Look into it' } });
const small = node('small', 'filter', {
  where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 3_000_000 }] },
});

function told(nodes: readonly FlowNode[], edges: readonly string[], language: 'ko' | 'en' = 'ko'): string {
  const flow = { id: 'f', nodes, edges: edges.map(wire) };
  return sentenceText(sentenceOf(flow, language, knownSurroundings), APART);
}

describe('the sentences of the flows that ship', () => {
  it.each(FLOWS.flatMap((id) => LANGUAGES.map((language) => [id, language] as const)))(
    '%s in %s',
    async (id, language) => {
      const sentence = sentenceOf(shippedFlow(id), language, shipped);
      await expect(`${sentenceText(sentence, APART)}\n`).toMatchFileSnapshot(`told/${id}.${language}.txt`);
    },
  );

  it.each(FLOWS)('%s: every node that does something has its words', (id) => {
    const flow = shippedFlow(id);
    const ids = flow.nodes.filter(({ type }) => type !== 'comment').map((each) => each.id);
    for (const language of LANGUAGES)
      expect([...nodesTold(sentenceOf(flow, language, shipped))].sort()).toEqual(
        expect.arrayContaining(ids.sort()),
      );
  });
});

describe('sentenceOf', () => {
  it('tells the way from the source to the action in one sentence', () => {
    expect(told([tx, small, case1], ['tx > small', 'small.match > case'])).toBe(
      '입출금이 들어왔을 때 금액이 3,000,000 미만이면 조사 건으로 등록합니다(조사).',
    );
    expect(told([tx, small, case1], ['tx > small', 'small.match > case'], 'en')).toBe(
      'When “Transactions” comes in and amount is less than 3,000,000, open a case (Look into it).',
    );
  });

  it('puts each way below where they part', () => {
    const log = node('log', 'action', { channel: 'log' });
    expect(told([tx, small, case1, log], ['tx > small', 'small.match > case', 'small.else > log'])).toBe(
      [
        '입출금이 들어오면:',
        '- 금액이 3,000,000 미만이면 조사 건으로 등록합니다(조사).',
        '- 그렇지 않으면 기록으로 남깁니다.',
      ].join('\n'),
    );
  });

  it('turns a condition around where only what does not fit goes on', () => {
    expect(told([tx, small, case1], ['tx > small', 'small.else > case'])).toContain(
      '(금액이 3,000,000 미만인 경우)가 아니면',
    );
  });

  it('tells sources that lead to the same place as one', () => {
    const other = node('other', 'event-source', { eventType: 'x.y' });
    expect(told([tx, other, case1], ['tx > case', 'other > case'])).toBe(
      '입출금 또는 ‘x.y’ 이벤트가 들어오면 조사 건으로 등록합니다(조사).',
    );
  });

  it('tells what follows what, and what must not come in between', () => {
    const steps = ['a', 'b', 'c'].map((name) => ({ name, key: ['accountNo'], absent: name === 'b' }));
    const pattern = node('pattern', 'correlate', { steps, within: 'P1D' });
    const others = ['x', 'y'].map((id) => node(id, 'event-source', { eventType: id }));
    const edges = ['tx > pattern.a', 'x > pattern.b', 'y > pattern.c', 'pattern > case'];
    expect(told([tx, ...others, pattern, case1], edges)).toBe(
      '같은 계좌 번호로 입출금이 들어온 다음 1일 안에 그 사이에 ‘x’ 이벤트 없이 ‘y’ 이벤트가 들어오면 조사 건으로 등록합니다(조사).',
    );
  });

  it('puts last what no event can reach, and says where nothing is done', () => {
    const lost = node('lost', 'filter', { where: { combinator: 'and', rules: [] } });
    expect(told([tx, lost, case1], ['lost.match > case'])).toBe(
      [
        '입출금이 들어오면 아직 아무 조치도 하지 않습니다.',
        '',
        APART,
        '- 어떤 경우든 조사 건으로 등록합니다(조사).',
      ].join('\n'),
    );
  });

  it('goes on with what has been told above instead of telling it twice', () => {
    const big = { ...small, id: 'big' };
    const text = told(
      [tx, small, big, case1],
      ['tx > small', 'tx > big', 'small.match > big', 'big.match > case'],
    );
    expect(text.match(/조사 건/g)).toHaveLength(1);
    expect(text).toContain('위의 “거르기”로 이어집니다');
  });

  it('keeps the node of each part, those inside a pattern too', () => {
    const { lines } = sentenceOf(aFlow(), 'en', knownSurroundings);
    const parts = lines.flatMap((line) => line.parts);
    expect(parts.find((part) => part.text.includes('3,000,000'))?.node).toBe('small');
    expect(parts.find((part) => part.text.includes('within 1 day'))?.node).toBe('pair');
  });

  it('leaves blanks and commas between parts to nobody', () => {
    const all = (line: Line): Line['parts'] => [...line.parts, ...line.children.flatMap(all)];
    for (const id of FLOWS)
      for (const language of LANGUAGES)
        for (const part of sentenceOf(shippedFlow(id), language, shipped).lines.flatMap(all))
          if (part.node) expect(part.text).toMatch(/[\p{L}\p{N}]/u);
  });

  it('takes whatever is half drawn', () => {
    const kinds = NODE_KINDS.map((kind) => node(kind, kind, definitions[kind].defaults()));
    const bare = NODE_KINDS.map((kind) => node(`${kind}-bare`, kind, {}));
    const odd = NODE_KINDS.map((kind) =>
      node(`${kind}-odd`, kind, {
        where: 5,
        rules: 'x',
        steps: [7],
        aggregates: {},
        fields: null,
        window: [],
      }),
    );
    const nodes = [...kinds, ...bare, ...odd, node('what', 'unknown-kind', {})];
    const edges = [
      'tx > tx',
      'filter.match > filter',
      'filter.match > filter-bare',
      'filter-bare.match > filter',
    ];
    for (const language of LANGUAGES) {
      const flow = { id: 'f', nodes: [...nodes, tx], edges: edges.map(wire) };
      const told = nodesTold(sentenceOf(flow, language));
      for (const { id, type } of nodes) if (type !== 'comment') expect(told).toContain(id);
    }
    expect(sentenceOf({ id: 'f', nodes: [], edges: [] }, 'ko')).toEqual({ lines: [], apart: [] });
  });

  it('stays short and quick where many ways meet and part', () => {
    const nodes = Array.from({ length: 400 }, (_, i) => {
      const steps = ['a', 'b'].map((name) => ({ name, key: ['k'] }));
      if (i < 4) return node(`n${i}`, 'event-source', { eventType: `t${i}` });
      return i % 60 === 0 ? node(`n${i}`, 'correlate', { steps, within: 'P1D' }) : { ...small, id: `n${i}` };
    });
    const edges = nodes.flatMap((from, i) =>
      nodes.slice(Math.max(4, i + 1), i + 6).map((to, j): FlowEdge => {
        const into = to.type === 'correlate' ? (j % 2 ? 'a' : 'b') : 'in';
        const out = from.type === 'filter' ? (j % 2 ? 'match' : 'else') : 'out';
        return { id: `${i}-${j}`, source: from.id, sourceHandle: out, target: to.id, targetHandle: into };
      }),
    );
    const before = performance.now();
    const sentence = sentenceOf({ id: 'f', nodes, edges }, 'ko', {}, {});
    expect(performance.now() - before).toBeLessThan(2000);
    expect(sentenceText(sentence, APART).length).toBeLessThan(2_000_000);
    expect(nodesTold(sentence).size).toBeGreaterThan(390);
  });
});
