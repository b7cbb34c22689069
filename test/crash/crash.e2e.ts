/**
 * Twenty kills; `npm run crash -- 200` does as many as one likes. What failed is repeated by NARU_CRASH_SEED (the same
 * load and, as far as a machine's speed allows, the same moments).
 */
import { expect, it } from 'vitest';
import { differences } from './compare-runs.ts';
import { crashRun } from './crash-run.ts';

const KILLS = Number(process.env.NARU_CRASHES ?? 20);
const SEED = Number(process.env.NARU_CRASH_SEED ?? Math.floor(Math.random() * 1_000_000));
/** Of one home: what it keeps for people is bounded, and must all be there to be compared. */
const MOST = 50;

const series = Array.from({ length: Math.ceil(KILLS / MOST) }, (_, i) => ({
  seed: SEED + i,
  rounds: Math.min(MOST, KILLS - i * MOST),
}));

it.each(series)(
  'finds, delivers and counts the same after $rounds kills (seed $seed)',
  async ({ seed, rounds }) => {
    const undisturbed = await crashRun({ seed, rounds, disturbed: false });
    // Otherwise nothing below would say anything.
    expect(differences(undisturbed, undisturbed)).toEqual([]);
    expect(undisturbed.received.length).toBeGreaterThan(20 * rounds);
    expect(undisturbed.records.length).toBeGreaterThan(20 * rounds);
    const run = await crashRun({ seed, rounds, disturbed: true });
    const { kills, checkpoints, slowestStart, requests, events, received } = run;
    console.log(
      `seed ${seed}: ${kills} kills, ${checkpoints} checkpoints, ${events} events in ${requests} requests, ${received.length} calls of web hooks, slowest start ${Math.round(slowestStart)} ms`,
    );
    expect(kills).toBeGreaterThanOrEqual(rounds);
    expect(checkpoints).toBeGreaterThan(rounds);
    const wrong = differences(run, undisturbed);
    expect(wrong, `NARU_CRASH_SEED=${seed} NARU_CRASHES=${rounds}\n${wrong.join('\n')}\n`).toEqual([]);
  },
  120_000 + 20_000 * MOST,
);
