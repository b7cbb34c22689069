/** A file and a stream are cut into blocks of whole lines in the same way, whatever their pieces. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LARGEST_EVENT } from '../engine/scan/parse-event.ts';
import { fileBlocks } from './file-blocks.ts';
import { type LineBlock, lineBlocks } from './line-blocks.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'naru-blocks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Line {
  readonly offset: number;
  /** Its bytes, or that there are too many of them. */
  readonly text: string;
}

const TOO_LONG = 'too long';

function linesOf({ bytes, offset }: LineBlock, largest: number): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const text =
      end - start > largest ? TOO_LONG : Buffer.from(bytes.subarray(start, end)).toString('latin1');
    lines.push({ offset: offset + start, text });
    start = end + 1;
  }
  return lines;
}

/** The lines of a whole file by definition. */
function linesByDefinition(bytes: Uint8Array, largest: number): Line[] {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return linesOf({ bytes: bytes.subarray(mark), offset: mark }, largest);
}

function linesOfFile(bytes: Uint8Array, piece: number, largest: number): Line[] {
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, bytes);
  const file = openSync(path, 'r');
  try {
    return readAll(file, piece, largest);
  } finally {
    closeSync(file);
  }
}

/** A block is only good until the next one is asked for. */
function readAll(file: number, piece: number, largest: number): Line[] {
  const lines: Line[] = [];
  for (const block of fileBlocks(file, piece, largest)) lines.push(...linesOf(block, largest));
  return lines;
}

async function linesOfStream(bytes: Uint8Array, pieces: readonly number[], largest: number): Promise<Line[]> {
  const cuts: Uint8Array[] = [];
  for (let at = 0, next = 0; at < bytes.length; next++) {
    const length = pieces[next % pieces.length];
    cuts.push(bytes.subarray(at, at + length));
    at += length;
  }
  const lines: Line[] = [];
  for await (const block of lineBlocks(cuts, largest)) lines.push(...linesOf(block, largest));
  return lines;
}

const bytes = fc
  .tuple(
    fc.constantFrom('', '', '\xef\xbb\xbf', '\xef\xbb', '\n\xef\xbb\xbf', '\r\n'),
    fc.array(
      fc.tuple(
        fc.oneof(
          fc.string({ unit: fc.constantFrom('a', 'b', '\r', ' ', '\xef', '\xbb', '\xbf'), maxLength: 12 }),
          fc.nat(60).map((length) => 'l'.repeat(length)),
        ),
        fc.constantFrom('\n', '\n', '\r\n', '\n\n'),
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom('', 'end', 'a long end that is longer than the limit'),
  )
  .map(([mark, lines, end]) => Buffer.from(`${mark}${lines.flat().join('')}${end}`, 'latin1'));

describe('blocks of whole lines', () => {
  it('hold the lines of a file, whatever is read at a time', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.integer({ min: 3, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (file, piece, largest) => {
          expect(linesOfFile(file, piece, largest)).toEqual(linesByDefinition(file, largest));
        },
      ),
      { numRuns: 700 },
    );
  });

  it('hold the lines of a stream, whatever its pieces', async () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(bytes, pieces, fc.integer({ min: 3, max: 30 }), async (stream, lengths, largest) => {
        expect(await linesOfStream(stream, lengths, largest)).toEqual(linesByDefinition(stream, largest));
      }),
      { numRuns: 1500 },
    );
  });

  it.each([-1, 0, 1, 70_000])(
    'hold lines about 1 MiB (%i bytes more) of a file and a stream',
    async (more) => {
      const long = 'x'.repeat(LARGEST_EVENT + more);
      const file = Buffer.from(`\ufeff{"a":1}\n${long}\n{"b":2}\n\n${long}\n${long}\n{"c":3}`);
      const expected = linesByDefinition(file, LARGEST_EVENT);
      expect(expected.map(({ text }) => text).filter((text) => text.startsWith('{'))).toHaveLength(3);
      expect(linesOfFile(file, 1 << 20, LARGEST_EVENT)).toEqual(expected);
      expect(await linesOfStream(file, [65_536], LARGEST_EVENT)).toEqual(expected);
    },
  );
});
