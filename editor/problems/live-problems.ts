/** What the running flow shows to be wrong, looked at every few seconds: counts change ten times in one. */
import { useSyncExternalStore } from 'react';
import { sameValue } from '../../flows/format/diff.ts';
import type { FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { liveTraps } from '../../flows/format/traps/live-traps.ts';
import { sceneOf } from '../../flows/format/traps/trap.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import { documentStore } from '../document/open-document.ts';
import { type CountsStore, partKey } from '../live/counts.ts';
import { counts } from '../live/live.ts';

const LOOK_EVERY = 3000;
const NONE: readonly Fault[] = [];

/** Only of nodes that run as they are drawn: what was changed since has not been counted yet. */
export function liveProblemsOf(
  flow: FlowFile | null,
  deployed: FlowFile | null,
  live: CountsStore,
): readonly Fault[] {
  const events = flow && live.flows.get(flow.id)?.events;
  if (!flow || !deployed || !events) return NONE;
  const running = new Map(deployed.nodes.map((node) => [node.id, node]));
  const tallyOf = (node: FlowNode) => {
    const same = running.get(node.id);
    if (same?.type !== node.type || !sameValue(same.data, node.data)) return undefined;
    return live.nodes.get(partKey(flow.id, node.id));
  };
  return liveTraps(sceneOf(flow), tallyOf, events);
}

let found = NONE;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function look(): void {
  const { flow, deployed } = documentStore.getState();
  const next = liveProblemsOf(flow, deployed, counts);
  if (sameValue(found, next)) return;
  found = next;
  for (const listener of [...listeners]) listener();
}

/** One look for all who ask: every card does. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    look();
    timer = setInterval(look, LOOK_EVERY);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    found = NONE;
  };
}

export function useLiveProblems(): readonly Fault[] {
  return useSyncExternalStore(subscribe, () => found);
}

/** Of one node; the same list as long as the same is found. */
export function useLiveProblemsOf(node: string): readonly Fault[] {
  return useSyncExternalStore(subscribe, () => byNode(found).get(node) ?? NONE);
}

const sorted = new WeakMap<readonly Fault[], ReadonlyMap<string, readonly Fault[]>>();

function byNode(faults: readonly Fault[]): ReadonlyMap<string, readonly Fault[]> {
  const known = sorted.get(faults);
  if (known) return known;
  const map = new Map<string, Fault[]>();
  for (const fault of faults)
    if (fault.node !== undefined) map.set(fault.node, [...(map.get(fault.node) ?? []), fault]);
  sorted.set(faults, map);
  return map;
}
