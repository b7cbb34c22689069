/**
 * editor/live: what is happening now. Counts, rates, matches and the state of the connection come over Socket.IO,
 * typed by runtime/wire, and go into stores of their own.
 *
 * This file: the connection. A message that does not keep to the catalogue is logged and left out, never thrown.
 */
import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import {
  type Changed,
  type ClientToServer,
  changedSchema,
  type LiveMatch,
  type LiveMessage,
  liveMessageSchema,
  matchesMessageSchema,
  matchSchema,
  type People,
  type Presence,
  peopleSchema,
  type ServerToClient,
} from '../../runtime/wire/live.ts';
import type { CountsStore } from './counts.ts';

/** As much of Socket.IO's client as is used here, so that a test can stand in for it. */
export interface LiveSocket {
  on<Name extends keyof ServerToClient>(name: Name, listener: ServerToClient[Name]): unknown;
  on(name: 'connect' | 'disconnect' | 'connect_error', listener: (cause?: unknown) => void): unknown;
  emit: <Name extends keyof ClientToServer>(
    name: Name,
    ...parts: Parameters<ClientToServer[Name]>
  ) => unknown;
  connect(): unknown;
  disconnect(): unknown;
  readonly connected: boolean;
}

export type ConnectionState = 'connecting' | 'connected' | 'lost';

const recentSchema = z.object({ matches: z.array(matchSchema) });

interface MatchTail {
  take(oldestFirst: readonly LiveMatch[], skipped?: number): void;
  clear(): void;
}
interface EventTail {
  take(oldestFirst: LiveMessage['tail']): void;
  clear(): void;
}

export interface LiveStores {
  readonly counts: CountsStore;
  readonly matches: MatchTail;
  readonly events: EventTail;
}

export function createLiveClient(socket: LiveSocket, stores: LiveStores) {
  const connection = createStore<{ state: ConnectionState; refused: boolean }>(() => ({
    state: 'connecting',
    refused: false,
  }));
  const changedListeners = new Set<(change: Changed) => void>();
  const peopleListeners = new Set<(people: People) => void>();
  let presence: Presence | undefined;
  let watched: readonly string[] = [];
  let turn = 0;

  function takeMessage(raw: unknown) {
    const parsed = liveMessageSchema.safeParse(raw);
    if (!parsed.success) {
      console.warn('live message left out', parsed.error.issues);
      return;
    }
    const message = parsed.data;
    stores.counts.takeSystem(message.system);
    stores.counts.takeFlows(message.flows);
    stores.counts.takeSimulations(message.simulations);
    stores.events.take(message.tail);
  }

  function takeMatches(raw: unknown) {
    const parsed = matchesMessageSchema.safeParse(raw);
    if (parsed.success) stores.matches.take(parsed.data.matches, parsed.data.skipped);
    else console.warn('matches left out', parsed.error.issues);
  }

  function askToWatch() {
    const mine = ++turn;
    socket.emit('watch', { flows: [...watched] }, (answer) => {
      // An answer to what is not watched any more.
      if (mine !== turn) return;
      const parsed = recentSchema.safeParse(answer);
      if (parsed.success) stores.matches.take(parsed.data.matches);
      else console.warn('recent matches left out', parsed.error.issues);
    });
  }

  const tellChanged = (change: Changed) => {
    for (const listener of [...changedListeners]) listener(change);
  };

  socket.on('connect', () => {
    const again = connection.getState().state === 'lost';
    connection.setState({ state: 'connected', refused: false });
    askToWatch();
    if (presence) socket.emit('present', presence);
    // Whatever changed meanwhile was told to nobody.
    if (again) for (const what of changedSchema.shape.what.options) tellChanged({ what });
  });
  socket.on('disconnect', () => {
    connection.setState({ state: 'lost' });
    stores.counts.clear();
  });
  socket.on('connect_error', (cause) => {
    // 'xhr poll error' and the like mean that nobody answers; anything else is a refusal.
    const message = cause instanceof Error ? cause.message : '';
    connection.setState({ state: 'lost', refused: /unauthori[sz]ed|token/i.test(message) });
  });
  socket.on('live', takeMessage);
  socket.on('matches', takeMatches);
  socket.on('changed', (raw) => {
    const parsed = changedSchema.safeParse(raw);
    if (!parsed.success) console.warn('change left out', parsed.error.issues);
    else tellChanged(parsed.data);
  });

  socket.on('people', (raw) => {
    const parsed = peopleSchema.safeParse(raw);
    if (!parsed.success) console.warn('people left out', parsed.error.issues);
    else for (const listener of [...peopleListeners]) listener(parsed.data);
  });

  return {
    connection,
    connect: () => void socket.connect(),
    disconnect: () => void socket.disconnect(),
    /** Replaces what is watched; matches and events of what was watched before are forgotten. */
    watch(flows: readonly string[]): void {
      if (flows.length === watched.length && flows.every((flow, i) => flow === watched[i])) return;
      watched = [...flows];
      stores.matches.clear();
      stores.events.clear();
      if (socket.connected) askToWatch();
    },
    /** Says who is at this page, and where; said again when the connection is back. */
    present(said: Presence): void {
      presence = said;
      if (socket.connected) socket.emit('present', said);
    },
    /** Calls `listener` with those who have the same flow open. Gives a function that ends it. */
    onPeople(listener: (people: People) => void): () => void {
      peopleListeners.add(listener);
      return () => peopleListeners.delete(listener);
    },
    /** Calls `listener` when something that is kept has changed. Gives a function that ends it. */
    onChanged(listener: (change: Changed) => void): () => void {
      changedListeners.add(listener);
      return () => changedListeners.delete(listener);
    },
  };
}
