import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { moveNodes, setNodeData } from '../document/operations.ts';
import { Drawing } from './drawn-parts.ts';

const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'a', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'x' } },
    {
      id: 'c',
      type: 'correlate',
      position: { x: 300, y: 0 },
      data: {
        steps: [
          { name: 'one', key: ['k'] },
          { name: 'two', key: ['k'] },
        ],
        within: 'P1D',
      },
    },
  ],
  edges: [
    { id: 'e1', source: 'a', target: 'c', targetHandle: 'one' },
    { id: 'e2', source: 'a', target: 'c', targetHandle: 'two' },
  ],
};
const nothing = { nodes: [], edges: [] };
const nameOf = (node: { id: string }) => node.id.toUpperCase();
const view = { measured: {}, dragged: {} };

describe('Drawing', () => {
  it('hands over what did not change as the same object', () => {
    const drawing = new Drawing();
    const [a, c] = drawing.nodes(flow, nothing, view, nameOf);
    const [e1, e2] = drawing.edges(flow, nothing, nameOf);
    const changed = setNodeData(flow, 'a', { eventType: 'y' });
    expect(drawing.nodes(changed, nothing, view, nameOf)[0]).not.toBe(a);
    expect(drawing.nodes(changed, nothing, view, nameOf)[1]).toBe(c);
    expect(drawing.edges(changed, { nodes: [], edges: ['e2'] }, nameOf)[0]).toBe(e1);
    expect(drawing.edges(changed, { nodes: [], edges: ['e2'] }, nameOf)[1]).not.toBe(e2);
  });

  it('keeps the data of a node that is only moved or dragged', () => {
    const drawing = new Drawing();
    const [a] = drawing.nodes(flow, nothing, view, nameOf);
    const [dragged] = drawing.nodes(flow, nothing, { ...view, dragged: { a: { x: 9, y: 9 } } }, nameOf);
    expect(dragged.position).toEqual({ x: 9, y: 9 });
    expect(dragged.data).toBe(a.data);
    expect(drawing.nodes(moveNodes(flow, { a: { x: 9, y: 9 } }), nothing, view, nameOf)[0].position).toEqual({
      x: 9,
      y: 9,
    });
  });

  it('knows which edges lead to which handle', () => {
    expect(new Drawing().nodes(flow, nothing, view, nameOf)[1].data.incoming).toEqual({
      one: ['e1'],
      two: ['e2'],
    });
  });

  it('shows a handle that only an edge names', () => {
    const renamed = {
      ...flow,
      edges: [
        ...flow.edges,
        { id: 'e3', source: 'a', sourceHandle: 'no', target: 'c', targetHandle: 'gone' },
      ],
    };
    const [a, c] = new Drawing().nodes(renamed, nothing, view, nameOf);
    expect(a.data.missingOutputs).toEqual(['no']);
    expect(c.data.missingInputs).toEqual(['gone']);
  });
});
