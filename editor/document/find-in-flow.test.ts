import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { findInFlow } from './find-in-flow.ts';

const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [
    {
      id: 'often',
      type: 'window',
      position: { x: 500, y: 0 },
      data: { key: ['accountNo'], aggregates: [{ name: 'total', function: 'sum', field: 'amount' }] },
    },
    {
      id: 'small',
      type: 'filter',
      position: { x: 200, y: 0 },
      data: {
        label: { ko: '소액 입금', en: 'Small deposits' },
        where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 3000000 }] },
      },
    },
    { id: 'why', type: 'comment', position: { x: 0, y: 0 }, data: { text: '보고 기준은 1천만 원입니다' } },
    { id: 'tx', type: 'event-source', position: { x: 0, y: 9 }, data: { eventType: 'bank.transaction' } },
  ],
  edges: [],
};
const known = {
  inputs: {},
  surroundings: {
    eventTypes: [
      {
        type: 'bank.transaction',
        name: { ko: '입출금 거래', en: 'Transaction' },
        fields: [{ path: 'amount', type: 'number' as const, label: { ko: '금액', en: 'Amount' } }],
      },
    ],
  },
};
const found = (words: string) => findInFlow(flow, words, 'ko', known).map(({ node }) => node);

describe('findInFlow', () => {
  it.each([
    ['소액', ['small']],
    ['small dep', ['small']],
    ['amount', ['small', 'often']],
    ['금액', ['small', 'often']],
    ['3000000', ['small']],
    ['보고 기준', ['why']],
    ['입출금 거래', ['tx']],
    ['모아 세기', ['often']],
    ['nobody', []],
    [' ', []],
  ])('%s', (words, expected) => {
    expect(found(words)).toEqual(expected);
  });

  it('shows the text in which it was found', () => {
    expect(findInFlow(flow, '기준', 'ko', known)[0].text).toBe('보고 기준은 1천만 원입니다');
  });
});
