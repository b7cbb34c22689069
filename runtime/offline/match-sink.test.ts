import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { matchSink } from './match-sink.ts';

/** How much the next writes take at most, again and again. */
let takes: readonly number[] = [];
let written = 0;

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const writeSync = (file: number, bytes: Uint8Array, at: number) =>
    fs.writeSync(file, bytes, at, Math.min(bytes.length - at, takes[written++ % takes.length]));
  return { ...fs, writeSync };
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'naru-sink-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('writes everything, also where the system takes only a part at a time', () => {
  const path = join(folder, 'matches.ndjson');
  const pieces = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 10 });
  fc.assert(
    fc.property(pieces, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (bytes, lengths) => {
      takes = lengths;
      const sink = matchSink(path);
      const shared = new Uint8Array(64);
      for (const piece of bytes) {
        // What is handed over is only good during the call.
        shared.set(piece);
        sink.write(shared.subarray(0, piece.length));
        expect(sink.settle()).toBeUndefined();
        shared.fill(0);
      }
      sink.close();
      expect(readFileSync(path)).toEqual(Buffer.concat(bytes));
    }),
    { numRuns: 60 },
  );
});

it('says which file it cannot write', () => {
  expect(() => matchSink(join(folder, 'nowhere', 'matches.ndjson'))).toThrow(/nowhere/);
});
