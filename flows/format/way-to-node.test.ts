import { describe, expect, it } from 'vitest';
import type { FlowEdge, FlowFile } from './flow-file.ts';
import { cutToNode, wayKey, wayTo } from './way-to-node.ts';

const node = (id: string, data: Record<string, unknown> = {}) => ({
  id,
  type: 'filter',
  position: { x: 0, y: 0 },
  data,
});
const edge = (source: string, target: string): FlowEdge => ({ id: `${source}-${target}`, source, target });

function flow(more: Partial<FlowFile> = {}): FlowFile {
  return {
    id: 'f',
    name: 'F',
    nodes: [node('far'), node('near'), node('here', { a: 1 }), node('after'), node('beside')],
    edges: [edge('far', 'near'), edge('near', 'here'), edge('here', 'after'), edge('near', 'beside')],
    ...more,
  };
}

describe('the way to a node', () => {
  it('is what lies upstream, with the edges into the node', () => {
    const way = wayTo(flow(), 'here');
    expect(way.nodes.map(({ id }) => id)).toEqual(['far', 'near']);
    expect(way.edges.map(({ id }) => id)).toEqual(['far-near', 'near-here']);
  });

  it('takes circles and edges that lead nowhere', () => {
    const circle = flow({ edges: [edge('here', 'near'), edge('near', 'here'), edge('gone', 'here')] });
    expect(wayTo(circle, 'here').nodes.map(({ id }) => id)).toEqual(['near']);
    expect(wayTo(circle, 'none').nodes).toEqual([]);
  });

  it('can be cut out of the flow, with the node', () => {
    const cut = cutToNode(flow({ tests: [] }), 'here');
    expect(cut.nodes.map(({ id }) => id)).toEqual(['far', 'near', 'here']);
    expect(cut.edges.length).toBe(2);
    expect(cut).not.toHaveProperty('tests');
  });

  it('has a key that changes with the way, and not with labels, places or the node itself', () => {
    const key = wayKey(flow(), 'here');
    const moved = flow().nodes.map((each) => ({
      ...each,
      position: { x: 9, y: 9 },
      data: { ...each.data, label: 'x', ...(each.id === 'here' && { a: 2 }) },
    }));
    expect(wayKey(flow({ nodes: moved }), 'here')).toBe(key);
    expect(wayKey(flow({ edges: flow().edges.slice(1) }), 'here')).not.toBe(key);
    expect(wayKey(flow({ timezone: 'Asia/Seoul' }), 'here')).not.toBe(key);
    const changed = flow().nodes.map((each) => (each.id === 'far' ? node('far', { b: 1 }) : each));
    expect(wayKey(flow({ nodes: changed }), 'here')).not.toBe(key);
  });
});
