/** A flow with a node of every kind, none of them wired: as fresh as the palette gives them, so that faults and hints show too. */

const FRESH = {
  'event-source': { eventType: 'bank.transaction.posted' },
  filter: { where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 3 }] } },
  decide: { rules: [{ when: { combinator: 'and', rules: [] }, set: { level: 'high' } }] },
  throttle: { key: ['accountNo'], max: 1, per: 'P1D' },
  derive: { fields: [{ name: 'half', expression: 'amount / 2' }] },
  lookup: { table: 'customers', into: 'customer', on: [{ field: 'customerId', column: 'customerId' }] },
  window: {
    key: ['accountNo'],
    window: { kind: 'rolling', size: 'P7D' },
    aggregates: [{ name: 'n', function: 'count' }],
    having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 3 }] },
    emit: 'once',
  },
  correlate: {
    steps: [
      { name: 'first', key: ['accountNo'] },
      { name: 'second', key: ['accountNo'], absent: true },
    ],
    within: 'P1D',
  },
  action: { channel: 'email', params: { to: '' } },
  comment: { text: 'A note' },
} as const;

/** The nodes' ids too. */
export const KINDS = Object.keys(FRESH);

export const EVERY_KIND = {
  id: 'every-kind',
  name: 'every-kind',
  nodes: Object.entries(FRESH).map(([type, data], i) => ({
    id: type,
    type,
    position: { x: (i % 4) * 300, y: Math.floor(i / 4) * 230 },
    data,
  })),
  edges: [],
};
