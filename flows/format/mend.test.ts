import { describe, expect, it } from 'vitest';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { FlowEdge, FlowFile, FlowNode } from './flow-file.ts';
import { mendOf } from './mend.ts';

const node = (id: string, type: string, x: number, data: FlowNode['data'] = {}): FlowNode => ({
  id,
  type,
  position: { x, y: 0 },
  data,
});
const tx = node('tx', 'event-source', 0, { eventType: 'a' });
const near = node('near', 'filter', 300, { where: { combinator: 'and', rules: [] }, label: '작은 거래' });
const far = node('far', 'action', 900, { channel: 'log' });
const flowOf = (nodes: FlowNode[], edges: FlowEdge[] = []): FlowFile => ({
  id: 'f',
  name: 'f',
  nodes,
  edges,
});
const fault = (code: string, place: Partial<Fault> = {}): Fault => ({
  severity: 'hint',
  code,
  message: { ko: '', en: '' },
  ...place,
});
const mend = (flow: FlowFile, given: Fault) => mendOf(flow, given, 'Asia/Seoul');
const txToNear = { id: 'e1', source: 'tx', target: 'near' };

describe('mendOf', () => {
  it('wires a loose end to the nearest that waits for one, onwards and back', () => {
    const flow = flowOf([far, near, tx]);
    expect(mend(flow, fault('dead-end', { node: 'tx' }))).toMatchObject({
      kind: 'connect',
      connection: { source: 'tx', sourceHandle: 'out', target: 'near', targetHandle: 'in' },
      label: { ko: '‘작은 거래’와 연결', en: 'Wire to “작은 거래”' },
    });
    expect(mend(flow, fault('open-input', { node: 'far' }))).toMatchObject({
      connection: { source: 'near', sourceHandle: 'match', target: 'far' },
    });
  });

  it('passes over what is wired already, and removes what nothing fits', () => {
    const flow = flowOf([tx, near], [txToNear]);
    expect(mend(flow, fault('dead-end', { node: 'near' }))).toBeUndefined();
    expect(mend(flowOf([far]), fault('open-input', { node: 'far' }))).toMatchObject({
      kind: 'remove',
      nodes: ['far'],
    });
  });

  it('takes away a wire that is one too many', () => {
    const flow = flowOf([tx, near], [txToNear]);
    expect(mend(flow, fault('double-edge', { edge: 'e1' }))).toMatchObject({ kind: 'remove', edges: ['e1'] });
    expect(mend(flow, fault('double-edge', { edge: 'gone' }))).toBeUndefined();
  });

  it('changes one setting and keeps the others', () => {
    const flow = flowOf([node('w', 'window', 0, { emit: 'every', key: ['a'] })]);
    expect(mend(flow, fault('acts-again-and-again', { node: 'w' }))).toMatchObject({
      kind: 'set',
      node: 'w',
      data: { emit: 'once', key: ['a'] },
    });
    expect(mend(flow, fault('day-in-utc'))).toMatchObject({
      kind: 'flow',
      settings: { timezone: 'Asia/Seoul' },
    });
  });

  it('offers nothing where there is more than one way', () => {
    expect(mend(flowOf([tx]), fault('condition-never-holds', { node: 'tx' }))).toBeUndefined();
  });
});
