import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import { firstView } from './first-view.ts';

const ROOM = { width: 1200, height: 700 };
const card = (x: number, y: number, type = 'filter'): FlowNode => ({
  id: `${x} ${y}`,
  type,
  position: { x, y },
  data: {},
});
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => card((i % 20) * 320, Math.floor(i / 20) * 220));

describe('the first view', () => {
  it('holds the whole flow in its middle, and no larger than it is', () => {
    const { x, y, zoom } = firstView({ nodes: [card(-500, 300), card(100, 300)] }, ROOM);
    expect(zoom).toBe(1);
    // 600 px from card to card, and the last card itself
    expect(x - 500).toBeCloseTo((ROOM.width - 836) / 2);
    expect(y + 300).toBeGreaterThan(0);
  });

  it('is the beginning of a flow that would be too small to read', () => {
    expect(firstView({ nodes: rows(300) }, ROOM)).toEqual({ x: 28, y: 28, zoom: 0.45 });
    const groups = [{ id: 'g', nodes: [] }] as never;
    expect(firstView({ nodes: rows(300), groups }, ROOM)).toEqual({ x: 48, y: 68, zoom: 0.45 });
  });

  it('is the full width of one that is only high', () => {
    const column = Array.from({ length: 9 }, (_, i) => card(0, i * 220));
    expect(firstView({ nodes: column }, ROOM).zoom).toBe(0.64);
  });

  it('makes room for comments, and is nothing special where there is nothing, or no room', () => {
    const { y } = firstView({ nodes: [card(0, 0), card(0, -400, 'comment')] }, ROOM);
    expect(y - 400).toBeGreaterThanOrEqual(28);
    expect(firstView({ nodes: [] }, ROOM)).toEqual({ x: 0, y: 0, zoom: 1 });
    expect(firstView({ nodes: rows(3) }, { width: 0, height: 0 })).toEqual({ x: 0, y: 0, zoom: 1 });
  });
});
