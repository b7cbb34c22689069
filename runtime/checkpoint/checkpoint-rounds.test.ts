import { expect, it } from 'vitest';
import { manualClock } from '../clock.ts';
import { CheckpointRounds } from './checkpoint-rounds.ts';

it('lets go of settlements that every checkpoint has which is kept', async () => {
  const settlements = [10, 10, 30, 40, 50];
  let position = 0;
  const told: number[] = [];
  const rounds = new CheckpointRounds({
    clock: manualClock(),
    signal: new AbortController().signal,
    host: {
      checkpoint: async () => {
        const settlement = settlements.shift();
        return settlement === undefined
          ? undefined
          : { position: ++position, bytes: 1, pause: 0, settlement };
      },
      checkpointIfDue: async () => undefined,
      commitCheckpoint: async () => {},
    },
    stored: async () => {},
    onSettled: (settlement) => told.push(settlement),
    warn: () => {},
  });
  const toldAfter: number[][] = [];
  for (let i = 0; i < 6; i++) {
    await rounds.now();
    toldAfter.push([...told]);
  }
  expect(toldAfter).toEqual([[], [], [10], [10, 10], [10, 10, 30], [10, 10, 30]]);
});
