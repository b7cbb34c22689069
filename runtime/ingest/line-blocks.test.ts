import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { EVENT_LIMIT } from './event-limits.ts';
import { type LineBlock, LineBlocks } from './line-blocks.ts';

function cut(text: string, chunkSizes: readonly number[]): LineBlock[] {
  const bytes = new TextEncoder().encode(text);
  const lines = new LineBlocks();
  const blocks: LineBlock[] = [];
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = Math.max(1, chunkSizes[i % chunkSizes.length] ?? bytes.length);
    blocks.push(...lines.push(bytes.slice(at, at + size)));
    at += size;
  }
  return [...blocks, ...lines.finish()];
}

const textOf = (blocks: readonly LineBlock[]) =>
  blocks.map(({ block }) => new TextDecoder().decode(block)).join('');

describe('lines of a stream', () => {
  it('begin after the mark that some programs put before UTF-8, however it is cut', () => {
    for (const sizes of [[1], [2], [100]]) {
      expect(textOf(cut('\uFEFFa\nb', sizes))).toBe('a\nb');
      expect(cut('\uFEFF', sizes)).toEqual([]);
    }
    const bytes = Uint8Array.of(0xef, 0xbb);
    const lines = new LineBlocks();
    expect([...lines.push(bytes), ...lines.finish()].map(({ block }) => [...block])).toEqual([[0xef, 0xbb]]);
  });

  test.prop([
    fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 20 }),
    fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
  ])('are the same however the stream is cut, and no block ends inside one', (parts, sizes) => {
    const text = parts.join('\n');
    const blocks = cut(text, sizes);
    expect(textOf(blocks)).toBe(text);
    for (const { block } of blocks.slice(0, -1)) expect(block[block.length - 1]).toBe(10);
  });

  it('that are too long are named in their place, and let go', () => {
    const blocks = cut(`first\n${'x'.repeat(EVENT_LIMIT + 1)}\nlast\n`, [100_000]);
    expect(blocks.map(({ tooLong }) => tooLong)).toEqual([false, true, false]);
    expect(blocks[1].block.length).toBeLessThan(100_000);
    expect(textOf([blocks[0], blocks[2]])).toBe('first\nlast\n');
  });

  it('of exactly the largest size are taken', () => {
    const blocks = cut(`${'x'.repeat(EVENT_LIMIT)}\n`, [70_000]);
    expect(blocks.map(({ tooLong }) => tooLong)).toEqual([false]);
  });

  it('are measured also where they come in one huge chunk', () => {
    const blocks = cut(`a\n${'x'.repeat(3 * EVENT_LIMIT)}\nb`, [10_000_000]);
    expect(blocks.map(({ tooLong }) => tooLong)).toEqual([false, true, false]);
  });
});
