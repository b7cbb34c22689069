/**
 * A process of its own that says how much memory waiting takes (built by waiting-section.ts):
 * `node --expose-gc waiting-memory.js <kind> <log> <events> <customers>`. Prints a `WaitingMemory` as JSON.
 *
 * What is measured is what the process holds in fact (resident), after a garbage collection, over what it held
 * before the first of these events came. Before that, events of a few customers have gone through the same engine,
 * so that code and buffers are not taken for state.
 */

import { createEngine } from '../../runtime/engine/engine.ts';
import type { Engine } from '../../runtime/engine/engine-types.ts';
import { MemoryLog } from '../../runtime/engine/kernel/event-log.ts';
import { NoLog } from './no-log.ts';
import { eventLine, LINE, type WaitingKind, type WaitingState, waitingStates } from './waiting-states.ts';

/** `none`: nothing is kept, as where events can be read again from a file; `memory`: their bytes are kept. */
export type LogKind = 'none' | 'memory';

export interface WaitingMemory {
  /** Runs, windows or keys that wait at the end, as the engine counts them, without those of the warm-up. */
  readonly open: number;
  /** Resident bytes, beside what the process held before. */
  readonly bytes: number;
  /** Of processor time that the engine took for each event. */
  readonly nanoseconds: number;
}

const WARM_UP = 200_000;
/** Customers of the warm-up: few, so that what waits for them is nothing beside what is measured. */
const FEW = 500;
const LINES_A_BLOCK = 2_000;

type LineOf = (number: number) => string;

/** First a few customers begin and end by turns; then all that follow begin, one after the other. */
function lines({ begins, ends }: WaitingState, customers: number): LineOf {
  return (number) => {
    if (number >= WARM_UP) return eventLine(begins, number, FEW + ((number - WARM_UP) % customers));
    return eventLine(number % 2 === 0 ? begins : ends, number, (number >> 1) % FEW);
  };
}

/** Returns the processor time that the engine took, in ms. */
function push(engine: Engine, lineOf: LineOf, from: number, to: number): number {
  const block = Buffer.alloc(LINES_A_BLOCK * LINE);
  let taken = 0;
  for (let at = from; at < to; at += LINES_A_BLOCK) {
    const count = Math.min(LINES_A_BLOCK, to - at);
    for (let i = 0; i < count; i++) block.write(lineOf(at + i), i * LINE, 'latin1');
    const before = process.cpuUsage();
    engine.push(block.subarray(0, count * LINE), 0);
    const { user, system } = process.cpuUsage(before);
    taken += (user + system) / 1000;
  }
  return taken;
}

/** Bytes that the process holds once all garbage is gone. */
function resident(): number {
  for (let i = 0; i < 3; i++) gc?.();
  return process.memoryUsage.rss();
}

function measure(kind: WaitingKind, log: LogKind, events: number, customers: number): WaitingMemory {
  const state = waitingStates[kind];
  const { flow } = state;
  const lineOf = lines(state, customers);
  const engine = createEngine(
    { mode: 'offline', onMatch: () => {} },
    log === 'none' ? new NoLog() : new MemoryLog(),
  );
  const open = () =>
    Object.values(engine.counts(flow.id, 0)!.nodes).reduce((sum, node) => sum + node.open, 0);
  engine.deploy(flow);
  push(engine, lineOf, 0, WARM_UP);
  const before = { open: open(), bytes: resident() };
  const taken = push(engine, lineOf, WARM_UP, WARM_UP + events);
  return {
    open: open() - before.open,
    bytes: resident() - before.bytes,
    nanoseconds: (taken / events) * 1e6,
  };
}

const [kind, log, events, customers] = process.argv.slice(2);
const measured = measure(kind as WaitingKind, log as LogKind, Number(events), Number(customers));
process.stdout.write(JSON.stringify(measured));
