/** The live connection of this page and its stores, with their React hooks. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type {
  Changed,
  LiveMatch,
  SimulationState,
  SystemCounts,
  TailEvent,
} from '../../runtime/wire/live.ts';
import { CountsStore, type EdgeLive, type FlowLive, partKey } from './counts.ts';
import { useKeyed } from './keyed-store.ts';
import { lateSocket } from './late-socket.ts';
import { type ConnectionState, createLiveClient } from './live-client.ts';
import { createTail } from './tail.ts';

const KEPT_MATCHES = 500;
const KEPT_EVENTS = 200;

export const counts = new CountsStore();
export const matchTail = createTail<LiveMatch>(KEPT_MATCHES, (match) => match.id);
export const eventTail = createTail<TailEvent>(KEPT_EVENTS, (event) => `${event.source} ${event.id}`);

export const live = createLiveClient(lateSocket(), { counts, matches: matchTail, events: eventTail });

/** One figure of an edge. */
export function useEdgeLive<Part>(
  flow: string,
  edge: string,
  select: (live: EdgeLive | undefined) => Part,
): Part {
  return useKeyed(counts.edges, partKey(flow, edge), select);
}

/** One figure of a flow. `select` gives a plain value, not an object of its own making. */
export function useFlowLive<Part>(flow: string, select: (live: FlowLive | undefined) => Part): Part {
  return useKeyed(counts.flows, flow, select);
}

/** One figure of the simulation of a flow. */
export function useSimulation<Part>(
  flow: string,
  select: (state: SimulationState | undefined) => Part,
): Part {
  return useKeyed(counts.simulations, flow, select);
}

/** One figure of the runtime as a whole. */
export function useSystem<Part>(select: (system: SystemCounts | undefined) => Part): Part {
  return useKeyed(counts.system, 'system', select);
}

export function useConnection(): ConnectionState {
  return useStore(live.connection, (state) => state.state);
}

/** Calls `listener` when something of the named kind has changed on the server, as long as the component is there. */
export function useChanged(what: Changed['what'], listener: (change: Changed) => void): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => live.onChanged((change) => change.what === what && latest.current(change)), [what]);
}

/** Watches flows as long as the component is there. */
export function useWatch(flows: readonly string[]): void {
  const key = flows.join(' ');
  useEffect(() => {
    live.watch(key ? key.split(' ') : []);
    return () => live.watch([]);
  }, [key]);
}
