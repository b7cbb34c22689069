import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checksum } from './checksum.ts';

describe('checksum', () => {
  it('is CRC-32, for short and long parts, from any seed', () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * 37) % 251));
    for (const [from, to] of [
      [0, 0],
      [3, 4],
      [5, 29],
      [0, 256],
      [1, 258],
      [0, 1000],
    ])
      for (const seed of [0, 1, 0xdeadbeef, 0xffffffff])
        expect(checksum(bytes, from, to, seed)).toBe(crc32(bytes.subarray(from, to), seed));
  });
});
