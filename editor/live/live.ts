/** The live connection of this page and its stores, with their React hooks. */
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { io } from 'socket.io-client';
import { useStore } from 'zustand';
import type {
  Changed,
  LiveMatch,
  SimulationState,
  SystemCounts,
  TailEvent,
} from '../../runtime/wire/live.ts';
import { CountsStore, type EdgeLive, type FlowLive, type NodeLive, partKey } from './counts.ts';
import { useKeyed } from './keyed-store.ts';
import { type ConnectionState, createLiveClient, type LiveSocket } from './live-client.ts';
import { createTail } from './tail.ts';

const KEPT_MATCHES = 500;
const KEPT_EVENTS = 200;

export const counts = new CountsStore();
export const matchTail = createTail<LiveMatch>(KEPT_MATCHES, (match) => match.id);
export const eventTail = createTail<TailEvent>(KEPT_EVENTS, (event) => `${event.source} ${event.id}`);

const socket = io({ autoConnect: false, withCredentials: true }) as unknown as LiveSocket;

export const live = createLiveClient(socket, { counts, matches: matchTail, events: eventTail });

const whole = <Value>(value: Value): Value => value;

export function useNodeLive(flow: string, node: string): NodeLive | undefined {
  return useKeyed(counts.nodes, partKey(flow, node), whole);
}

export function useEdgeLive(flow: string, edge: string): EdgeLive | undefined {
  return useKeyed(counts.edges, partKey(flow, edge), whole);
}

const NONE: readonly string[] = [];

/** What several edges carried together; undefined where nothing is known of them. */
export function useEdgeSum(flow: string, edges: readonly string[] = NONE): number | undefined {
  const key = edges.join(' ');
  const keys = useMemo(() => (key ? key.split(' ').map((id) => partKey(flow, id)) : []), [flow, key]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = keys.map((each) => counts.edges.subscribe(each, listener));
      return () => {
        for (const end of ends) end();
      };
    },
    [keys],
  );
  return useSyncExternalStore(subscribe, () => {
    const known = keys.map((each) => counts.edges.get(each)).filter((each) => each !== undefined);
    return known.length > 0 ? known.reduce((sum, each) => sum + each.count, 0) : undefined;
  });
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
