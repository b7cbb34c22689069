import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { stuckAt } from './stuck-at.ts';

const node = (id: string, type: string) => ({ id, type, position: { x: 0, y: 0 }, data: {} });
const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [node('in', 'event-source'), node('a', 'filter'), node('b', 'filter'), node('it', 'filter')],
  edges: [
    { id: '1', source: 'in', target: 'a' },
    { id: '2', source: 'a', sourceHandle: 'match', target: 'b' },
    { id: '3', source: 'b', sourceHandle: 'match', target: 'it' },
  ],
};
const out = (count: number, match = 0, other = 0) => ({ in: count, out: { match, else: other } });

describe('where events went no further', () => {
  it('is the last node that had some and let none go this way', () => {
    const source = { in: 9, out: { out: 9 } };
    expect(stuckAt(flow, 'it', { in: source, a: out(9, 4), b: out(4, 0, 4) })?.id).toBe('b');
    expect(stuckAt(flow, 'it', { in: source, a: out(9, 0, 9), b: out(0) })?.id).toBe('a');
    expect(stuckAt(flow, 'it', { in: { in: 0, out: { out: 0 } } })).toBeUndefined();
    expect(stuckAt(flow, 'it', {})).toBeUndefined();
  });
});
