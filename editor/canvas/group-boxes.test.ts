import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { applyDrop, boxAround, GROUP_ROOM, groupDrop } from './group-boxes.ts';

const node = (id: string, x: number) => ({ id, type: 'filter', position: { x, y: 0 }, data: {} });
const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [node('a', 0), node('b', 200), node('c', 1000), node('d', 1200)],
  edges: [],
  groups: [
    { id: 'left', title: 'L', nodes: ['a', 'b'] },
    { id: 'right', title: 'R', nodes: ['c'] },
  ],
};
const size = { width: 100, height: 50 };
const placeOf = (id: string) => {
  const found = flow.nodes.find((each) => each.id === id);
  return found && { ...found.position, ...size };
};
const at = (id: string, x: number) => ({ id, x, y: 0, ...size });

describe('a box', () => {
  it('goes around its nodes, with room for the title', () => {
    const { side, title } = GROUP_ROOM;
    expect(boxAround(['a', 'b', 'nobody'], placeOf)).toEqual({
      x: -side,
      y: -title,
      width: 300 + 2 * side,
      height: 50 + side + title,
    });
    expect(boxAround(['nobody'], placeOf)).toBeUndefined();
  });
});

describe('a drop', () => {
  const drop = (id: string, x: number, dragged = [id], leaves = false) =>
    groupDrop(flow, at(id, x), dragged, placeOf, leaves);

  it('inside a box joins its group', () => {
    expect(drop('d', 50)).toEqual({ into: 'left', nodes: ['d'] });
    expect(applyDrop(flow, drop('d', 50)).groups?.[0].nodes).toEqual(['a', 'b', 'd']);
    expect(drop('d', 400)).toBeUndefined();
  });

  it('of a member elsewhere stretches the box, and with the key it leaves', () => {
    expect(drop('b', 500)).toBeUndefined();
    expect(drop('b', 500, ['b'], true)).toEqual({ nodes: ['b'] });
    expect(drop('d', 50, ['d'], true)).toBeUndefined();
  });

  it('goes from one group to another, and a whole group keeps together', () => {
    expect(drop('b', 1010)).toEqual({ into: 'right', nodes: ['b'] });
    expect(drop('a', 1010, ['a', 'b'])).toBeUndefined();
    expect(drop('d', 1010, ['a', 'b', 'd'])).toEqual({ into: 'right', nodes: ['d'] });
    expect(applyDrop(flow, undefined)).toBe(flow);
  });
});
