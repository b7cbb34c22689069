/**
 * flows/format/traps: what is allowed and yet probably not meant. A trap is a hint: it is shown and keeps no flow from
 * running (SPEC §2). Rules are pure and go over the graph once, so that they run at each edit.
 *
 * This file: all that can be told from the drawing. What shows only while a flow runs is in live-traps.ts.
 */
import type { Fault } from '../../../nodes/kit/fault.ts';
import { conditionTraps } from './condition-traps.ts';
import { timeTraps } from './time-traps.ts';
import { type Inputs, sceneOf, type TrapFlow } from './trap.ts';
import { wiringTraps } from './wiring-traps.ts';

/** @param inputs the fields that arrive, by node and handle, as far as they are known */
export function trapsOf(flow: TrapFlow, inputs: Inputs = {}): Fault[] {
  const scene = sceneOf(flow, inputs);
  return [...wiringTraps(scene), ...conditionTraps(scene), ...timeTraps(scene)];
}

/** By the code of a trap, the code of the plainer hint at the same node that it says better. */
const SAYS_BETTER: Readonly<Record<string, string>> = {
  'absence-without-key': 'empty-key',
};

/** Faults and traps in one list, each thing said once. */
export function withTraps(faults: readonly Fault[], traps: readonly Fault[]): Fault[] {
  const better = new Set(traps.map((each) => `${SAYS_BETTER[each.code]} ${each.node}`));
  return [...faults.filter((fault) => !better.has(`${fault.code} ${fault.node}`)), ...traps];
}
