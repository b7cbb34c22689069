/**
 * Whatever bytes come, a scanner's rows mean what `JSON.parse` makes of the same lines. `NARU_FUZZ_RUNS` says how many
 * blocks of lines, `NARU_FUZZ_SEED` which; a failure names its seed.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { block, PATHS } from './random-lines.ts';
import { ScannedBlocks } from './scanned-block.ts';

const RUNS = Number(process.env.NARU_FUZZ_RUNS ?? 400);
const SEED = process.env.NARU_FUZZ_SEED === undefined ? undefined : Number(process.env.NARU_FUZZ_SEED);
const LONG = 60_000 + RUNS * 50;
const parameters = (numRuns: number) => ({ numRuns, ...(SEED === undefined ? {} : { seed: SEED }) });

describe.each(['wasm', 'plain', 'none'] as const)('scanner %s', (kind) => {
  it(
    'means what JSON.parse means, on random lines and random damage to them',
    () => {
      const scanned = new ScannedBlocks(kind);
      fc.assert(
        fc.property(block, (bytes) => {
          scanned.expectAgain(bytes, scanned.expectRead(bytes));
        }),
        parameters(RUNS),
      );
      expect(scanned.compared).toBeGreaterThan(RUNS);
      // Many lines are usual ones; the scanner in TypeScript leaves those with an envelope beyond ASCII.
      const least = { wasm: 0.4, plain: 0.2, none: 0 };
      expect(scanned.taken).toBeGreaterThanOrEqual(scanned.compared * least[kind]);
    },
    LONG,
  );

  it(
    'takes live what is not from the future and did not come before',
    () => {
      const scanned = new ScannedBlocks(kind, PATHS, 'live');
      fc.assert(
        fc.property(block, (bytes) => {
          scanned.expectRead(bytes);
        }),
        parameters(Math.ceil(RUNS / 4)),
      );
      expect(scanned.compared).toBeGreaterThan(0);
    },
    LONG,
  );
});
