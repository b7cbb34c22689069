import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { besideOthers, nextPlace } from './next-place.ts';

const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'a', type: 'event-source', position: { x: 0, y: 0 }, data: {} },
    { id: 'b', type: 'comment', position: { x: 0, y: 400 }, data: {} },
  ],
  edges: [],
};
const centre = { x: 1000, y: 1000 };

describe('nextPlace', () => {
  it('is beside the selected node, wired to it', () => {
    expect(nextPlace(flow, ['a'], centre)).toEqual({
      place: { x: 320, y: 0 },
      end: { node: 'a', handle: 'out', side: 'source' },
    });
  });

  it('is below what stands there already', () => {
    const taken = { id: 'c', type: 'filter', position: { x: 320, y: 0 }, data: {} };
    const { place } = nextPlace({ ...flow, nodes: [...flow.nodes, taken] }, ['a'], centre);
    expect(place.y).toBeGreaterThan(100);
  });

  it('is in the middle where nothing can come after, or several are selected', () => {
    const alone = { place: { x: 882, y: 925 } };
    expect(nextPlace(flow, ['b'], centre)).toEqual(alone);
    expect(nextPlace(flow, ['a', 'b'], centre)).toEqual(alone);
  });
});

describe('besideOthers', () => {
  const end = { node: 'a', handle: 'out', side: 'source' } as const;

  it('leaves a place that is free as it is', () => {
    expect(besideOthers(flow, { x: 300, y: 20 }, end)).toEqual({ x: 300, y: 20 });
  });

  it('goes beside the card on which it would lie, on the side to which the wire leads', () => {
    expect(besideOthers(flow, { x: 150, y: 20 }, end)).toEqual({ x: 320, y: 20 });
    expect(besideOthers(flow, { x: -150, y: 20 }, { ...end, side: 'target' })).toEqual({ x: -320, y: 20 });
  });
});
