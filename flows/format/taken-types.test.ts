import { describe, expect, it } from 'vitest';
import { shippedEventTypes as catalogue } from '../catalogue/catalogue.ts';
import { changesInWords } from './change-words.ts';
import type { FlowFile } from './flow-file.ts';
import { withTakenTypes } from './taken-types.ts';

const below = (amount: number, eventType = 'bank.transaction.posted'): FlowFile => ({
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'tx', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType } },
    {
      id: 'small',
      type: 'filter',
      position: { x: 300, y: 0 },
      data: { where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: amount }] } },
    },
  ],
  edges: [],
});
const surroundings = { eventTypes: catalogue };

describe('withTakenTypes', () => {
  it('leaves the types that the flow takes, by name or by the beginning of their name', () => {
    const types = (flow: FlowFile) => withTakenTypes(surroundings, flow).eventTypes?.map(({ type }) => type);
    expect(types(below(1))).toEqual(['bank.transaction.posted']);
    expect(types(below(1, 'card.*'))).toEqual(['card.payment.approved', 'card.limit.exceeded']);
    expect(types(below(1, 'unknown'))).toHaveLength(catalogue.length);
  });

  it('lets a change be told by the names that the cards show', () => {
    expect(changesInWords(below(3_000_000), below(2_000_000), surroundings)[0].ko).toContain('거래 금액');
  });
});
