/** The Socket.IO half: who may connect, what each page watches, and the rooms of those that watch the same. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { type Access, unauthorized } from '../api/access.ts';
import type { Clock } from '../clock.ts';
import {
  type Changed,
  type ClientToServer,
  type LiveMatch,
  type LiveMessage,
  type MatchesMessage,
  type ServerToClient,
  watchSchema,
} from '../wire/live.ts';
import { openPresence } from './presence.ts';

/**
 * Answers that a page may leave unread before it is cut off. What is told by itself is left out for a page that does not
 * read, and one that does not answer a ping is gone within a minute; but who asks again and again would be answered.
 */
const MOST_UNREAD = 20;

export type LiveServer = Server<ClientToServer, ServerToClient>;
type LiveClient = Socket<ClientToServer, ServerToClient>;

export interface LiveSocketOptions {
  readonly http: HttpServer;
  readonly access: Access;
  readonly recent: (flows: readonly string[]) => LiveMatch[];
  readonly warn: (line: string) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface LiveSocket {
  readonly io: LiveServer;
  watched(): readonly (readonly string[])[];
  send(flows: readonly string[], message: LiveMessage): void;
  sendMatches(flows: readonly string[], message: MatchesMessage): void;
  sendChanged(change: Changed): void;
}

export function openLiveSocket({ http, access, recent, warn, clock, signal }: LiveSocketOptions): LiveSocket {
  const watches = new Map<string, { readonly flows: readonly string[]; clients: number }>();
  const io: LiveServer = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    allowRequest: (request, done) => {
      const problem = access.misdirected(request) ?? access.foreign(request);
      done(problem?.message ?? null, problem === undefined);
    },
  });
  io.use((socket, next) => {
    const { token } = socket.handshake.auth as { token?: unknown };
    const ok = access.isAuthorized(socket.request) || (typeof token === 'string' && access.isToken(token));
    next(ok ? undefined : new Error(unauthorized().kind));
  });

  const unwatch = (client: LiveClient) => {
    const room = roomOf(client);
    const watch = room === undefined ? undefined : watches.get(room);
    if (room === undefined || !watch) return;
    void client.leave(room);
    if (--watch.clients === 0) watches.delete(room);
  };

  const watch = (client: LiveClient, flows: readonly string[]) => {
    unwatch(client);
    const room = `watch ${JSON.stringify(flows)}`;
    client.data = { room };
    void client.join(room);
    const found = watches.get(room);
    if (found) found.clients++;
    else watches.set(room, { flows, clients: 1 });
  };

  const onFlow = (flow: string) => `on ${flow}`;
  const presence = openPresence({
    clock,
    signal,
    warn,
    tell: (people) => void io.to(onFlow(people.flow)).volatile.emit('people', people),
  });

  io.on('connection', (client) => {
    watch(client, []);
    let entered: string | null = null;
    const enter = (flow: string | null) => {
      if (entered !== null) void client.leave(onFlow(entered));
      if (flow !== null) void client.join(onFlow(flow));
      entered = flow;
    };
    client.on('present', (said) => presence.hear(client.id, said, enter));
    let unread = 0;
    let isWarned = false;
    client.conn.on('drain', () => {
      unread = 0;
    });
    client.on('watch', (request, answer) => {
      if (!client.conn.transport.writable && ++unread > MOST_UNREAD) {
        client.conn.close(true);
        return;
      }
      const parsed = watchSchema.safeParse(request);
      if (!parsed.success) {
        // Once of each: a page that is wrong is wrong again and again.
        if (!isWarned)
          warn(`a page asked to watch what is no list of flows: ${parsed.error.issues[0]?.message}`);
        isWarned = true;
        return;
      }
      const flows = [...new Set(parsed.data.flows)].sort();
      watch(client, flows);
      if (typeof answer === 'function') answer({ matches: recent(flows) });
    });
    client.on('disconnect', () => {
      unwatch(client);
      presence.leave(client.id);
    });
  });

  /** Those who watch these; one who reads slowly misses it. */
  const watching = (flows: readonly string[]) => io.to(`watch ${JSON.stringify(flows)}`).volatile;

  return {
    io,
    watched: () => [...watches.values()].map(({ flows }) => flows),
    send: (flows, message) => void watching(flows).emit('live', message),
    sendMatches: (flows, message) => void watching(flows).emit('matches', message),
    sendChanged: (change) => void io.emit('changed', change),
  };
}

function roomOf(client: LiveClient): string | undefined {
  const { room } = client.data as { room?: unknown };
  return typeof room === 'string' ? room : undefined;
}
