/**
 * How long saving and loading the state of a million waiting customers takes: built as the server is, with the kind of
 * waiting and their number as arguments. The pause is what an engine stands still for a checkpoint.
 */

import { ColumnEngine } from '../../runtime/engine/engine.ts';
import { StateBytes, StateCopy } from '../../runtime/engine/kernel/state.ts';
import { NoLog } from './no-log.ts';
import { eventLine, LINE, type WaitingKind, waitingStates } from './waiting-states.ts';

const LINES_A_BLOCK = 2_000;

const [kind = 'absence', count = '1000000'] = process.argv.slice(2);
const { flow, begins } = waitingStates[kind as WaitingKind];
const customers = Number(count);
const engine = new ColumnEngine({ mode: 'offline', onMatch: () => {} }, new NoLog());
engine.deploy(flow);
const block = Buffer.alloc(LINES_A_BLOCK * LINE);
for (let at = 0; at < customers; at += LINES_A_BLOCK) {
  for (let i = 0; i < LINES_A_BLOCK; i++) block.write(eventLine(begins, at + i, at + i), i * LINE, 'latin1');
  engine.push(block, 0);
}

const timed = <T>(what: string, work: () => T): T => {
  const begun = performance.now();
  const result = work();
  process.stdout.write(`${what}: ${(performance.now() - begun).toFixed(1)} ms\n`);
  return result;
};

for (let round = 0; round < 3; round++) {
  const copy = new StateCopy(timed('stateBytes', () => engine.stateBytes()));
  timed('prepare', () => {
    while (copy.touchNext());
  });
  timed('save', () => engine.save(copy));
  process.stdout.write(`${(copy.size / 2 ** 20).toFixed(1)} MB\n`);
  if (round < 2) continue;
  const bytes = Buffer.concat([...copy.pieces()]);
  const other = new ColumnEngine({ mode: 'offline', onMatch: () => {} }, new NoLog());
  timed('load', () => other.load(new StateBytes(bytes)));
}
