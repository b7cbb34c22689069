import { describe, expect, it } from 'vitest';
import { pasteOffset } from './paste-place.ts';

const card = (x: number, y: number) => ({ id: `${x} ${y}`, type: 'filter', position: { x, y }, data: {} });
const nodes = [card(100, 50), card(420, 200)];
const seen = { x: 0, y: 0, width: 1000, height: 600 };

describe('what is pasted', () => {
  it('comes with its upper left corner to where it is asked for', () => {
    expect(pasteOffset({ nodes: [card(420, 10), card(100, 50)] }, 3, seen, { x: 700, y: 300 })).toEqual({
      x: 600,
      y: 290,
    });
  });

  it('comes beside what it was copied from, each time further on', () => {
    expect(pasteOffset({ nodes }, 1, seen)).toEqual({ x: 48, y: 64 });
    expect(pasteOffset({ nodes }, 2, seen)).toEqual({ x: 96, y: 128 });
  });

  it('comes into the middle of what is seen where none of it would be seen', () => {
    const far = { ...seen, x: 5000 };
    const offset = pasteOffset({ nodes }, 1, far);
    // The box around both is 556 wide and 296 high.
    expect(offset).toEqual({ x: 5000 + 222 - 100, y: 152 - 50 });
    expect(pasteOffset({ nodes }, 2, far)).toEqual({ x: offset.x + 48, y: offset.y + 64 });
  });

  it('may be nothing', () => {
    expect(pasteOffset({ nodes: [] }, 1, seen)).toEqual({ x: 0, y: 0 });
  });
});
