import { describe, expect, it } from 'vitest';
import type { FlowEdge, FlowNode } from '../../flows/format/flow-file.ts';
import { followHandles } from './follow-handles.ts';

function correlate(...names: string[]): FlowNode {
  const steps = names.map((name) => ({ name, key: ['customerId'] }));
  return { id: 'c', type: 'correlate', position: { x: 0, y: 0 }, data: { steps, within: 'P1D' } };
}

const edges: readonly FlowEdge[] = [
  { id: 'e1', source: 'a', target: 'c', targetHandle: 'quote' },
  { id: 'e2', source: 'b', target: 'c', targetHandle: 'claim' },
  { id: 'e3', source: 'b', target: 'other', targetHandle: 'quote' },
];
const handles = (list: readonly FlowEdge[]) => list.map((edge) => edge.targetHandle);

describe('followHandles', () => {
  it('keeps a wire on a step that is renamed', () => {
    const after = followHandles(edges, correlate('quote', 'claim'), correlate('offer', 'claim'));
    expect(handles(after)).toEqual(['offer', 'claim', 'quote']);
  });

  it('keeps it through a moment in which the step has no name', () => {
    const without = followHandles(edges, correlate('quote', 'claim'), correlate('', 'claim'));
    expect(without).toBe(edges);
    const after = followHandles(without, correlate('', 'claim'), correlate('o', 'claim'));
    expect(handles(after)).toEqual(['o', 'claim', 'quote']);
  });

  it('does not guess when two names change at once, or when a step is added', () => {
    expect(followHandles(edges, correlate('quote', 'claim'), correlate('x', 'y'))).toBe(edges);
    expect(followHandles(edges, correlate('quote', 'claim'), correlate('quote', 'claim', 'third'))).toBe(
      edges,
    );
  });

  it('leaves wires alone when steps change places', () => {
    expect(followHandles(edges, correlate('quote', 'claim'), correlate('claim', 'quote'))).toBe(edges);
  });
});
