import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import * as operations from './operations.ts';

function flowOf(parts: Partial<FlowFile> = {}): FlowFile {
  return {
    id: 'f',
    name: 'F',
    nodes: [
      { id: 'a', type: 'event-source', position: { x: 0, y: 0 }, data: { label: { ko: '가', en: 'A' } } },
      { id: 'b', type: 'filter', position: { x: 100, y: 0 }, data: { label: 'B' } },
      { id: 'c', type: 'action', position: { x: 200, y: 0 }, data: {} },
    ],
    edges: [
      { id: 'e1', source: 'a', target: 'b' },
      { id: 'e2', source: 'b', sourceHandle: 'match', target: 'c' },
    ],
    ...parts,
  };
}

describe('addNode', () => {
  it('takes the first free number of its kind', () => {
    const once = operations.addNode(flowOf(), 'event-source', { x: 1.4, y: 2.6 }, {});
    expect(once.id).toBe('eventSource1');
    expect(once.flow.nodes.at(-1)).toEqual({
      id: 'eventSource1',
      type: 'event-source',
      position: { x: 1, y: 3 },
      data: {},
    });
    expect(operations.addNode(once.flow, 'event-source', { x: 0, y: 0 }, {}).id).toBe('eventSource2');
  });
});

describe('moveNodes', () => {
  it('gives back the same flow where nothing moved', () => {
    const flow = flowOf();
    expect(operations.moveNodes(flow, { a: { x: 0.2, y: 0 }, nobody: { x: 9, y: 9 } })).toBe(flow);
  });

  it('leaves the other nodes as they are', () => {
    const flow = flowOf();
    const moved = operations.moveNodes(flow, { b: { x: 5, y: 6 } });
    expect(moved.nodes[1].position).toEqual({ x: 5, y: 6 });
    expect(moved.nodes[0]).toBe(flow.nodes[0]);
    expect(moved.edges).toBe(flow.edges);
  });
});

describe('removeParts', () => {
  it('takes the edges of a node with it', () => {
    const flow = operations.removeParts(flowOf(), ['b']);
    expect(flow.nodes.map((node) => node.id)).toEqual(['a', 'c']);
    expect(flow.edges).toEqual([]);
  });

  it('removes a lone edge', () => {
    expect(operations.removeParts(flowOf(), [], ['e1']).edges.map((edge) => edge.id)).toEqual(['e2']);
  });
});

describe('connect', () => {
  it('gives the edge a free id and leaves out handles that are not named', () => {
    const flow = operations.connect(flowOf(), {
      source: 'a',
      sourceHandle: null,
      target: 'c',
      targetHandle: 'in',
    });
    expect(flow.edges.at(-1)).toEqual({ id: 'e3', source: 'a', target: 'c', targetHandle: 'in' });
  });

  it('does not draw the same edge twice', () => {
    const flow = flowOf();
    expect(operations.connect(flow, { source: 'b', sourceHandle: 'match', target: 'c' })).toBe(flow);
  });
});

describe('renameLabel', () => {
  it('changes the reader’s language alone', () => {
    expect(operations.renameLabel(flowOf(), 'a', 'en', 'Z').nodes[0].data.label).toEqual({
      ko: '가',
      en: 'Z',
    });
  });

  it('keeps a plain label plain', () => {
    expect(operations.renameLabel(flowOf(), 'b', 'ko', '나').nodes[1].data.label).toBe('나');
  });

  it('takes an empty label away', () => {
    expect(operations.renameLabel(flowOf(), 'b', 'ko', '').nodes[1].data).toEqual({});
    expect(operations.renameLabel(flowOf(), 'a', 'ko', '').nodes[0].data.label).toEqual({ en: 'A' });
  });
});

describe('setFlowSettings', () => {
  it('keeps what it does not know and drops what is taken away', () => {
    const flow = { ...flowOf({ timezone: 'Asia/Seoul' }), owner: 'kim' } as FlowFile;
    const next = operations.setFlowSettings(flow, { timezone: undefined, late: 'drop' });
    expect(next).toMatchObject({ owner: 'kim', late: 'drop' });
    expect('timezone' in next).toBe(false);
  });
});

describe('duplicate', () => {
  it('copies nodes with the edges among them, under new ids', () => {
    const { flow, ids } = operations.duplicate(flowOf(), ['a', 'b']);
    expect(ids).toEqual(['a1', 'b1']);
    expect(flow.nodes).toHaveLength(5);
    expect(flow.edges).toHaveLength(3);
    expect(flow.edges[2]).toMatchObject({ id: 'e3', source: 'a1', target: 'b1' });
    expect(flow.nodes[3].position).toEqual({ x: 48, y: 64 });
  });

  it('names two copies of one stem differently', () => {
    const flow = flowOf();
    const fragment = {
      nodes: [
        { ...flow.nodes[0], id: 'x1' },
        { ...flow.nodes[0], id: 'x2' },
      ],
      edges: [],
    };
    expect(operations.insertFragment(flow, fragment, { x: 0, y: 0 }).ids).toEqual(['x1', 'x2']);
  });
});
