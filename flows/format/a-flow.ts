/** A small flow in which everything is right, for tests to break. */
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { FlowFile, FlowNode } from './flow-file.ts';

export const knownSurroundings: Surroundings = {
  eventTypes: [
    {
      type: 'bank.transaction.posted',
      name: { ko: '입출금', en: 'Transactions' },
      fields: [
        { path: 'accountNo', type: 'string', label: { ko: '계좌 번호', en: 'Account' } },
        { path: 'amount', type: 'number', label: { ko: '금액', en: 'Amount' } },
        { path: 'store.city', type: 'string' },
      ],
    },
  ],
  tables: [
    {
      name: 'customers',
      columns: [
        { path: 'customerId', type: 'string' },
        { path: 'name', type: 'string', label: { ko: '이름', en: 'Name' } },
      ],
    },
  ],
  connections: [],
};

function node(id: string, type: string, data: FlowNode['data']): FlowNode {
  return { id, type, position: { x: 0, y: 0 }, data };
}

/** The flow; `changed` replaces the settings of nodes by their ids. */
export function aFlow(changed: Readonly<Record<string, FlowNode['data']>> = {}): FlowFile {
  const nodes = [
    node('tx', 'event-source', {
      eventType: 'bank.transaction.posted',
      label: { ko: '입출금', en: 'Transactions' },
    }),
    node('small', 'filter', {
      where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 3_000_000 }] },
    }),
    node('often', 'window', {
      key: ['accountNo'],
      window: { kind: 'rolling', size: 'P7D' },
      aggregates: [
        { name: 'n', function: 'count' },
        { name: 'total', function: 'sum', field: 'amount' },
      ],
      having: { combinator: 'and', rules: [{ field: 'n', operator: '>=', value: 10 }] },
      emit: 'reset',
    }),
    node('pair', 'correlate', {
      steps: [
        { name: 'many', key: ['accountNo'] },
        { name: 'after', key: ['accountNo'] },
      ],
      within: 'P1D',
      where: {
        combinator: 'and',
        rules: [{ field: 'after.amount', operator: '>', valueSource: 'field', value: 'many.total' }],
      },
    }),
    node('case', 'action', { channel: 'case', params: { title: 'AML {{many.accountNo}}' } }),
  ];
  return {
    id: 'a-flow',
    name: { ko: '흐름', en: 'A flow' },
    timezone: 'Asia/Seoul',
    nodes: nodes.map((each) => (changed[each.id] ? { ...each, data: changed[each.id] } : each)),
    edges: [
      { id: 'e1', source: 'tx', sourceHandle: 'out', target: 'small', targetHandle: 'in' },
      { id: 'e2', source: 'small', sourceHandle: 'match', target: 'often', targetHandle: 'in' },
      { id: 'e3', source: 'often', target: 'pair', targetHandle: 'many' },
      { id: 'e4', source: 'tx', target: 'pair', targetHandle: 'after' },
      { id: 'e5', source: 'pair', target: 'case' },
    ],
  };
}
