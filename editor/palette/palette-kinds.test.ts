import { describe, expect, it } from 'vitest';
import { NODE_KINDS } from '../../nodes/register.ts';
import { freePlace } from './free-place.ts';
import { kindGroups } from './palette-kinds.ts';

describe('kindGroups', () => {
  it('shows every kind once', () => {
    const shown = kindGroups().flatMap((group) => group.kinds.map((each) => each.kind));
    expect([...shown].sort()).toEqual([...NODE_KINDS].sort());
    expect(new Set(kindGroups().map((group) => group.category)).size).toBe(kindGroups().length);
  });

  it('finds kinds in either language', () => {
    const found = (text: string) => kindGroups(text).flatMap((group) => group.kinds.map((each) => each.kind));
    expect(found('  Filter ')).toContain('filter');
    expect(found('거르기')).toContain('filter');
    expect(found('집계')).toEqual(['window']);
    expect(found('vlookup')).toEqual(['lookup']);
    expect(found('no such kind')).toEqual([]);
  });
});

describe('freePlace', () => {
  it('puts the middle of the card where it was asked for', () => {
    expect(freePlace([], { x: 500, y: 300 })).toEqual({ x: 382, y: 225 });
  });

  it('never covers a node', () => {
    const nodes: { position: { x: number; y: number } }[] = [];
    for (let i = 0; i < 20; i++) {
      const position = freePlace(nodes, { x: 0, y: 0 });
      for (const other of nodes) {
        const apart =
          Math.abs(other.position.x - position.x) >= 236 || Math.abs(other.position.y - position.y) >= 150;
        expect(apart).toBe(true);
      }
      nodes.push({ position });
    }
  });
});
