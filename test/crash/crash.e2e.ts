/**
 * Twenty kills; `npm run crash -- 200` does as many as one likes. What failed is repeated by NARU_CRASH_SEED (the same
 * load and, as far as a machine's speed allows, the same moments).
 */
import { expect, it } from 'vitest';
import { differences } from './compare-runs.ts';
import { crashRun } from './crash-run.ts';

const ROUNDS = Number(process.env.NARU_CRASHES ?? 20);
const SEED = Number(process.env.NARU_CRASH_SEED ?? Math.floor(Math.random() * 1_000_000));

it(
  `finds, delivers and counts the same after ${ROUNDS} kills`,
  async () => {
    const rounds = { seed: SEED, rounds: ROUNDS };
    const undisturbed = await crashRun({ ...rounds, disturbed: false });
    // Otherwise nothing below would say anything.
    expect(differences(undisturbed, undisturbed)).toEqual([]);
    expect(undisturbed.received.length).toBeGreaterThan(20 * ROUNDS);
    expect(undisturbed.records.length).toBeGreaterThan(20 * ROUNDS);
    const run = await crashRun({ ...rounds, disturbed: true });
    const { kills, checkpoints, slowestStart, requests, events, received } = run;
    console.log(
      `seed ${SEED}: ${kills} kills, ${checkpoints} checkpoints, ${events} events in ${requests} requests, ${received.length} calls of web hooks, slowest start ${Math.round(slowestStart)} ms`,
    );
    expect(kills).toBeGreaterThanOrEqual(ROUNDS);
    expect(checkpoints).toBeGreaterThan(ROUNDS);
    const wrong = differences(run, undisturbed);
    expect(wrong, `NARU_CRASH_SEED=${SEED} NARU_CRASHES=${ROUNDS}\n${wrong.join('\n')}\n`).toEqual([]);
  },
  120_000 + 10_000 * ROUNDS,
);
