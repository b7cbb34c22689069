/** For tests: a small flow and what the server says about it. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';

export const sampleFlow: FlowFile = {
  id: 'aml',
  name: { ko: '자금 세탁 방지', en: 'Anti money laundering' },
  timezone: 'Asia/Seoul',
  nodes: [
    {
      id: 'tx',
      type: 'event-source',
      position: { x: 0, y: 0 },
      data: { label: { ko: '입출금', en: 'Transactions' }, eventType: 'bank.transaction.posted' },
    },
    {
      id: 'case',
      type: 'action',
      position: { x: 320, y: 0 },
      data: { label: { ko: '조사', en: 'Case' }, channel: 'log', params: {} },
    },
  ],
  edges: [{ id: 'e1', source: 'tx', sourceHandle: 'out', target: 'case', targetHandle: 'in' }],
};

export function sampleSummary(parts: Partial<FlowSummary> = {}): FlowSummary {
  return {
    id: 'aml',
    name: sampleFlow.name,
    description: { ko: '쪼갠 거래를 찾습니다.', en: 'Finds split transactions.' },
    revision: 1,
    status: 'running',
    changed: false,
    nodeCount: 2,
    faultCount: 0,
    hasSimulation: true,
    updatedAt: '2026-03-02T00:00:00Z',
    ...parts,
  };
}

/** The body of a detail, as the server sends it. */
export function sampleDetail(parts: { summary?: Partial<FlowSummary>; draft?: FlowFile } = {}) {
  return {
    summary: sampleSummary(parts.summary),
    draft: parts.draft ?? sampleFlow,
    deployed: sampleFlow,
    faults: [],
    fileFaults: [],
    simulation: { running: false, rate: 40, speed: 0, seed: 1, sent: 0 },
  };
}
