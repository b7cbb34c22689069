import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { CARD } from './card-size.ts';
import { boxAround } from './group-boxes.ts';
import { meet } from './in-view.ts';
import { tidy } from './tidy.ts';

const node = (id: string, type = 'filter') => ({ id, type, position: { x: 7, y: 9 }, data: {} });
const edge = (source: string, target: string) => ({ id: `${source}${target}`, source, target });
const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: ['s', 'a', 'b', 'c', 'd', 'x', 'y'].map((id) => node(id)).concat(node('note', 'comment')),
  // Ways that cross between the groups, and two nodes of none in the same columns
  edges: [
    edge('s', 'a'),
    edge('s', 'c'),
    edge('s', 'x'),
    edge('a', 'b'),
    edge('c', 'd'),
    edge('x', 'y'),
    edge('a', 'd'),
  ],
  groups: [
    { id: 'one', title: '1', nodes: ['a', 'b', 'note'] },
    { id: 'two', title: '2', nodes: ['c', 'd'] },
  ],
};

describe('tidying up', () => {
  it('keeps the nodes of a group together, apart from all others', async () => {
    const places = await tidy(flow, () => undefined);
    const placeOf = (id: string) => places[id] && { ...places[id], ...CARD };
    const one = boxAround(['a', 'b'], placeOf)!;
    const two = boxAround(['c', 'd'], placeOf)!;
    expect(meet(one, two)).toBe(false);
    for (const id of ['s', 'x', 'y'])
      for (const box of [one, two]) expect([id, meet({ ...places[id], ...CARD }, box)]).toEqual([id, false]);
  });

  it('takes the comments of a group along, and leaves others where they are', async () => {
    const places = await tidy(flow, () => undefined);
    expect(places.note).toEqual(places.a);
    expect('note' in (await tidy({ ...flow, groups: [] }, () => undefined))).toBe(false);
  });
});
