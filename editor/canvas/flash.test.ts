import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { pathTo } from './flash.ts';

const node = (id: string, type: string, data = {}) => ({ id, type, position: { x: 0, y: 0 }, data });
const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [
    node('quotes', 'event-source', { eventType: 'quote' }),
    node('claims', 'event-source', { eventType: 'claim.*' }),
    node('f1', 'filter'),
    node('c1', 'filter'),
    node('act', 'action'),
    node('other', 'action'),
  ],
  edges: [
    { id: 'e1', source: 'quotes', target: 'f1' },
    { id: 'e2', source: 'claims', target: 'c1' },
    { id: 'e3', source: 'f1', target: 'act' },
    { id: 'e4', source: 'c1', target: 'act' },
    { id: 'e5', source: 'f1', target: 'other' },
  ],
};

describe('pathTo', () => {
  it('goes from the sources of the causes to the node, and nowhere else', () => {
    const path = pathTo(flow, 'act', ['quote']);
    expect([...path.nodes].sort()).toEqual(['act', 'f1', 'quotes']);
    expect([...path.edges]).toEqual(['e1', 'e3']);
  });

  it('knows families of types, and takes every source where no type is known', () => {
    expect([...pathTo(flow, 'act', ['claim.received']).nodes].sort()).toEqual(['act', 'c1', 'claims']);
    expect(pathTo(flow, 'act', []).edges.size).toBe(4);
  });

  it('does not hang on a cycle', () => {
    const cyclic = { ...flow, edges: [...flow.edges, { id: 'e6', source: 'act', target: 'f1' }] };
    expect(pathTo(cyclic, 'act', ['quote']).nodes.has('quotes')).toBe(true);
  });
});
