import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteArena } from './byte-arena.ts';

const encoder = new TextEncoder();

describe('ByteArena', () => {
  it('keeps what it holds through compaction', () => {
    const arena = new ByteArena();
    const held = new Map<number, string>();
    for (let i = 0; i < 30_000; i++) {
      const text = `text ${i} ${'x'.repeat(i % 90)}`;
      const bytes = encoder.encode(text);
      held.set(arena.add(bytes, 0, bytes.length), text);
      if (i % 3 === 0) continue;
      const [id] = held.keys();
      arena.remove(id);
      held.delete(id);
    }
    expect(arena.size).toBe(held.size);
    for (const [id, text] of held) {
      const start = arena.start(id);
      expect(new TextDecoder().decode(arena.bytes.subarray(start, start + arena.length(id)))).toBe(text);
    }
  });

  it('agrees with a Map, whatever is added and removed', () => {
    const command = fc.tuple(fc.boolean(), fc.nat(3_000), fc.nat(50));
    fc.assert(
      fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
        const arena = new ByteArena();
        const model = new Map<number, Uint8Array>();
        for (const [adds, length, which] of commands) {
          const [oldest] = model.keys();
          if (adds || oldest === undefined) {
            const bytes = new Uint8Array(length).fill(which);
            const id = arena.add(bytes, 0, length);
            expect(model.has(id)).toBe(false);
            model.set(id, bytes);
          } else {
            const id = [...model.keys()][which % model.size];
            arena.remove(id);
            model.delete(id);
            expect(arena.length(id)).toBeLessThan(0);
          }
        }
        expect(arena.size).toBe(model.size);
        for (const [id, bytes] of model) expect(arena.equals(id, bytes, 0, bytes.length)).toBe(true);
      }),
    );
  });

  it('gives room back when most of what it held is gone', () => {
    const arena = new ByteArena();
    const piece = new Uint8Array(1_000);
    const ids = Array.from({ length: 2_000 }, () => arena.add(piece, 0, piece.length));
    const most = arena.bytes.length;
    for (const id of ids) arena.remove(id);
    for (let i = 0; i < 2_000; i++) arena.remove(arena.add(piece, 0, piece.length));
    expect(arena.bytes.length).toBeLessThan(most / 8);
    expect(arena.idLimit).toBe(2_000);
  });
});
