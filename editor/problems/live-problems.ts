/** What the running flow shows to be wrong, looked at every few seconds: counts change ten times in one. */
import { useEffect, useState } from 'react';
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

export function useLiveProblems(): readonly Fault[] {
  const [problems, setProblems] = useState(NONE);
  useEffect(() => {
    const look = () => {
      const { flow, deployed } = documentStore.getState();
      const found = liveProblemsOf(flow, deployed, counts);
      setProblems((before) => (sameValue(before, found) ? before : found));
    };
    look();
    const timer = setInterval(look, LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  return problems;
}
