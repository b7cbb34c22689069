import { describe, expect, it, vi } from 'vitest';
import type { FlowCounts, NodeCounts } from '../../runtime/wire/live.ts';
import { CountsStore } from './counts.ts';

function node(count: number, out: Record<string, number> = { out: count }): NodeCounts {
  return { in: count, out, noKey: 0, tooLate: 0, errors: 0, open: 0 };
}

function flow(at: number, nodes: Record<string, NodeCounts>, mode: FlowCounts['mode'] = 'live'): FlowCounts {
  return {
    at,
    mode,
    watermark: null,
    events: 0,
    matches: 0,
    late: 0,
    lateDropped: 0,
    waiting: 0,
    nodes,
    edges: { e1: 7 },
  };
}

describe('CountsStore', () => {
  it('tells only the nodes whose counts changed', () => {
    const counts = new CountsStore();
    counts.takeFlows({ f: flow(0, { a: node(1), b: node(1) }) });
    const [a, b] = [vi.fn(), vi.fn()];
    counts.nodes.subscribe('f/a', a);
    counts.nodes.subscribe('f/b', b);
    counts.takeFlows({ f: flow(100, { a: node(2), b: node(1) }) });
    expect(a).toHaveBeenCalledTimes(1);
    expect(b).not.toHaveBeenCalled();
    expect(counts.edges.get('f/e1')).toEqual({ count: 7, rate: 0 });
  });

  it('gives a source the rate of what it puts out', () => {
    const counts = new CountsStore();
    counts.takeFlows({ f: flow(0, { src: node(0, { out: 0 }) }) });
    counts.takeFlows({ f: flow(1000, { src: node(0, { out: 30 }) }) });
    expect(counts.nodes.get('f/src')?.rate).toBe(30);
  });

  it('starts rates anew when the simulated copy takes the live flow’s place', () => {
    const counts = new CountsStore();
    counts.takeFlows({ f: flow(0, { a: node(0) }) });
    counts.takeFlows({ f: flow(1000, { a: node(5000) }, 'simulated') });
    expect(counts.nodes.get('f/a')?.rate).toBe(0);
    counts.takeFlows({ f: flow(2000, { a: node(5100) }, 'simulated') });
    expect(counts.nodes.get('f/a')?.rate).toBe(100);
  });

  it('tells those whose node is gone', () => {
    const counts = new CountsStore();
    counts.takeFlows({ f: flow(0, { a: node(1) }) });
    const gone = vi.fn();
    const end = counts.nodes.subscribe('f/a', gone);
    counts.clear();
    expect(gone).toHaveBeenCalledTimes(1);
    expect(counts.nodes.get('f/a')).toBeUndefined();
    end();
    counts.takeFlows({ f: flow(0, { a: node(1) }) });
    expect(gone).toHaveBeenCalledTimes(1);
  });
});
