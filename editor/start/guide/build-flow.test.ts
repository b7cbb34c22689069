import { describe, expect, it } from 'vitest';
import { shippedEventTypes } from '../../../flows/catalogue/catalogue.ts';
import { validateFlow } from '../../../flows/format/validate.ts';
import { channels } from '../../../nodes/action/channels.ts';
import { type Answers, firstAnswers, PATTERNS, type Pattern } from './answers.ts';
import { buildFlow } from './build-flow.ts';
import { missingAnswers } from './questions.ts';
import { sentenceOf } from './sentence.ts';

const surroundings = { eventTypes: shippedEventTypes, tables: [], connections: [] };
const head = { id: 'mine', timezone: 'Asia/Seoul', language: 'ko' as const };

const small = { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 3_000_000 }] };
const ANSWERED: Readonly<Record<Pattern, Answers>> = {
  absence: {
    ...firstAnswers('absence'),
    first: { eventType: 'insurance.quote.requested' },
    second: { eventType: 'insurance.application.received' },
    key: 'customerId',
    within: 'P3D',
  },
  follow: {
    ...firstAnswers('follow'),
    first: { eventType: 'bank.transaction.posted', where: small },
    second: { eventType: 'bank.transaction.posted', where: { combinator: 'and', rules: [] } },
    key: 'accountNo',
    within: 'PT1H',
  },
  often: {
    ...firstAnswers('often'),
    first: { eventType: 'bank.transaction.posted', where: small },
    key: 'accountNo',
    within: 'P7D',
    count: 10,
  },
  single: {
    ...firstAnswers('single'),
    first: { eventType: 'card.limit.exceeded' },
    limited: true,
    key: 'cardNo',
  },
};

const build = (pattern: Pattern, answers: Answers) => buildFlow(pattern, answers, surroundings, head);

describe.each(PATTERNS)('the guided choice: %s', (pattern) => {
  it('asks for everything it needs, and then makes a flow without any fault or hint', () => {
    expect(missingAnswers(pattern, firstAnswers(pattern)).map((fault) => fault.field)).toContain(
      'first.eventType',
    );
    expect(missingAnswers(pattern, ANSWERED[pattern])).toEqual([]);
    expect(validateFlow(build(pattern, ANSWERED[pattern]), surroundings).faults).toEqual([]);
  });

  it.each(Object.keys(channels))('makes one for %s, once its required values are there', (channel) => {
    const asked = { ...ANSWERED[pattern], action: { channel, params: {} } };
    const params = Object.fromEntries(
      missingAnswers(pattern, asked).map((fault) => [fault.field?.replace('action.params.', '') ?? '', 'x']),
    );
    const answers = { ...asked, action: { channel, params } };
    expect(missingAnswers(pattern, answers)).toEqual([]);
    expect(validateFlow(build(pattern, answers), surroundings).faults).toEqual([]);
  });

  it('draws what is known while nothing is answered yet', () => {
    expect(build(pattern, firstAnswers(pattern)).nodes).toEqual([]);
    expect(build(pattern, { first: 7, action: [] }).nodes).toEqual([]);
    const begun = { ...firstAnswers(pattern), first: { eventType: 'card.limit.exceeded' } };
    expect(build(pattern, begun).nodes.map((node) => node.type)).toContain('event-source');
  });

  it('puts no two nodes onto each other', () => {
    const { nodes } = build(pattern, ANSWERED[pattern]);
    const places = nodes.map(({ position }) => `${position.x} ${position.y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('what the flow is told to do', () => {
  it('is a sentence in both languages', () => {
    const said = (pattern: Pattern, language: 'ko' | 'en') =>
      sentenceOf(pattern, ANSWERED[pattern], language, surroundings);
    expect(said('absence', 'ko')).toBe(
      '보험료 견적 요청이 있은 뒤 3일 안에 같은 고객 번호로 가입 접수가 없으면 ‘업무 배정’ 조치를 합니다.',
    );
    expect(said('often', 'ko')).toBe(
      '같은 계좌 번호로 7일 동안 입출금 거래 (거래 금액 < 3,000,000)가 10번 이상 있으면 ‘업무 배정’ 조치를 하고, 처음부터 다시 셉니다.',
    );
    expect(said('absence', 'en')).toBe(
      'When “Quote requested” is not followed by “Application received” of the same Customer id within 3 days: Task.',
    );
    expect(said('single', 'en')).toBe(
      'When “Card limit exceeded” happens: Task, at most once in 1 day for the same Card number.',
    );
  });

  it('counts as the money laundering scenario does', () => {
    const { nodes } = build('often', ANSWERED.often);
    expect(nodes.find((node) => node.id === 'often')?.data).toMatchObject({
      key: ['accountNo'],
      window: { kind: 'rolling', size: 'P7D' },
      having: { rules: [{ field: 'n', operator: '>=', value: 10 }] },
      emit: 'reset',
    });
  });

  it('waits for what should follow, and begins anew with each first event', () => {
    const pair = (pattern: Pattern) =>
      build(pattern, ANSWERED[pattern]).nodes.find((node) => node.id === 'pair')?.data;
    expect(pair('absence')).toMatchObject({
      steps: [
        { name: 'quote', key: ['customerId'] },
        { name: 'application', absent: true },
      ],
      within: 'P3D',
      start: 'latest',
    });
    expect(JSON.stringify(pair('follow'))).not.toContain('absent');
  });

  it('uses one source for two events of one type, and tells them apart by their conditions', () => {
    const { nodes, edges } = build('follow', ANSWERED.follow);
    expect(nodes.filter((node) => node.type === 'event-source')).toHaveLength(1);
    expect(edges.map((edge) => `${edge.source} > ${edge.target}.${edge.targetHandle}`)).toEqual([
      'first > first-if.in',
      'first-if > pair.first',
      'first > pair.second',
      'pair > act.in',
    ]);
  });

  it('asks for the key of the second event where that has none of this name', () => {
    const answers = { ...ANSWERED.absence, second: { eventType: 'x' } };
    const fields = { fields: [{ path: 'custNo', type: 'string' as const }], open: true };
    expect(missingAnswers('absence', answers, fields).map((fault) => fault.field)).toEqual(['key2']);
    expect(missingAnswers('absence', { ...answers, key2: 'custNo' }, fields)).toEqual([]);
  });
});
