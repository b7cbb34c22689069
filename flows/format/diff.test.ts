import { describe, expect, it } from 'vitest';
import { aFlow } from './a-flow.ts';
import { diffFlows, meansTheSame, sameValue } from './diff.ts';
import type { FlowFile, FlowNode } from './flow-file.ts';

const changed = (id: string, change: (node: FlowNode) => FlowNode): FlowFile => ({
  ...aFlow(),
  nodes: aFlow().nodes.map((node) => (node.id === id ? change(node) : node)),
});

function compared(after: FlowFile, before = aFlow()) {
  const diff = diffFlows(before, after);
  return {
    nodes: Object.fromEntries([...diff.nodes].map(([id, changes]) => [id, [...changes].sort()])),
    edges: Object.fromEntries(diff.edges),
    settings: diff.settings,
    order: diff.order,
    same: meansTheSame(diff, before, after),
  };
}

const nothing = { nodes: {}, edges: {}, settings: [], order: false, same: true };

describe('diffFlows', () => {
  it('finds nothing between a flow and its copy', () => {
    expect(compared(structuredClone(aFlow()))).toEqual(nothing);
  });

  it('tells a moved node and a new label from a change of meaning', () => {
    const moved = changed('small', (node) => ({ ...node, position: { x: 9, y: 9 } }));
    expect(compared(moved)).toEqual({ ...nothing, nodes: { small: ['moved'] } });
    const named = changed('small', (node) => ({ ...node, data: { ...node.data, label: 'Small' } }));
    expect(compared(named)).toEqual({ ...nothing, nodes: { small: ['label'] } });
    const set = changed('often', (node) => ({ ...node, data: { ...node.data, emit: 'every' } }));
    expect(compared(set)).toEqual({ ...nothing, nodes: { often: ['config'] }, same: false });
  });

  it('takes a node with its wires away, and puts it back', () => {
    const flow = aFlow();
    const without = { ...flow, nodes: flow.nodes.slice(0, 4), edges: flow.edges.slice(0, 4) };
    expect(compared(without)).toEqual({
      ...nothing,
      nodes: { case: ['removed'] },
      edges: { e5: 'removed' },
      same: false,
    });
    expect(compared(flow, without)).toEqual({
      ...nothing,
      nodes: { case: ['added'] },
      edges: { e5: 'added' },
      same: false,
    });
  });

  it('sees where a wire leads, not how it is called or written', () => {
    const flow = aFlow();
    const redrawn = flow.edges.map((edge) => ({ ...edge, id: `new-${edge.id}` }));
    expect(compared({ ...flow, edges: redrawn })).toEqual(nothing);
    const written = flow.edges.map((edge) =>
      edge.id === 'e5' ? { ...edge, sourceHandle: 'out', targetHandle: 'in' } : edge,
    );
    expect(compared({ ...flow, edges: written })).toEqual(nothing);
    const elsewhere = flow.edges.map((edge) => (edge.id === 'e2' ? { ...edge, sourceHandle: 'else' } : edge));
    expect(compared({ ...flow, edges: elsewhere })).toEqual({
      ...nothing,
      nodes: { often: ['rewired'] },
      edges: { e2: 'rewired' },
      same: false,
    });
  });

  it('sees the order, which decides who gets an event first', () => {
    const flow = aFlow();
    expect(compared({ ...flow, edges: [...flow.edges].reverse() })).toEqual({
      ...nothing,
      order: true,
      same: false,
    });
  });

  it('names the settings of the flow', () => {
    expect(compared({ ...aFlow(), name: 'x', lateness: 'PT1M' })).toEqual({
      ...nothing,
      settings: ['name', 'lateness'],
      same: false,
    });
    expect(compared({ ...aFlow(), name: 'x' })).toEqual({ ...nothing, settings: ['name'] });
  });
});

describe('sameValue', () => {
  it('does not mind the order of names, nor what is left out', () => {
    expect(sameValue({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(sameValue({ a: undefined }, {})).toBe(true);
    for (const [a, b] of [
      [[1], [1, 2]],
      [{ a: 1 }, { a: '1' }],
      [[], {}],
      [null, {}],
      [{}, { toString: 1 }],
    ])
      expect(sameValue(a, b)).toBe(false);
  });
});
