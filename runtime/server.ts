/**
 * The server: the runtime behind REST and Socket.IO, and the built page, on one port. Made from what it is given, so
 * that a test runs it on port 0 with a clock, a home and an engine of its own.
 */
import { setMaxListeners } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express, { type Express } from 'express';
import { createAccess, guardOrigin, guardToken } from './api/access.ts';
import { badEventRoutes } from './api/bad-events.ts';
import { catalogueRoutes } from './api/catalogue.ts';
import { deliveryRoutes } from './api/deliveries.ts';
import { deployRoutes } from './api/deploys.ts';
import { eventRoutes } from './api/events.ts';
import { flowRoutes } from './api/flows.ts';
import { matchRoutes } from './api/matches.ts';
import { openApiRoute } from './api/openapi-route.ts';
import { readPage, servePage } from './api/page.ts';
import { ApiProblem, rawProblem } from './api/problem.ts';
import { recordRoutes } from './api/records.ts';
import { problemsOf, registerRoutes } from './api/register-routes.ts';
import type { AnyRoute } from './api/route.ts';
import { contentSecurityPolicy, securityHeaders } from './api/security-headers.ts';
import { sessionRoutes } from './api/session.ts';
import { settingsRoutes } from './api/settings.ts';
import { simulationRoutes } from './api/simulation.ts';
import { surroundingsRoutes } from './api/surroundings.ts';
import { trialRoutes } from './api/trials.ts';
import { LiveHub } from './live/live-hub.ts';
import { type LiveServer, openLiveSocket } from './live/live-socket.ts';
import { openRuntime, type Runtime, type RuntimeListener, type RuntimeOptions } from './runtime.ts';
import type { SystemCounts } from './wire/live.ts';

export interface ServerDeps extends RuntimeOptions {
  readonly token?: string;
  /** Origins of other hosts that may use the API. */
  readonly origins?: readonly string[];
  /** Of the product; shown by /api/health and in OpenAPI. */
  readonly version: string;
}

export interface NaruServer {
  readonly app: Express;
  readonly http: HttpServer;
  readonly io: LiveServer;
  readonly runtime: Runtime;
  /** Every route that is registered. */
  readonly routes: readonly AnyRoute[];
  /** @returns the port, which the system chooses where it is 0 */
  start(port: number, host: string): Promise<number>;
  /** Ends everything: connections, timers, engines; resolves when what has to be on disk is there. */
  close(): Promise<void>;
}

/** Opens the stores, deploys the flows, and makes the server. It listens when it is started. */
export async function createServer(deps: ServerDeps): Promise<NaruServer> {
  const { clock, warn, token, origins = [] } = deps;
  const end = new AbortController();
  setMaxListeners(0, end.signal);
  const access = createAccess({ origins, ...(token !== undefined && { token }) });
  const events = relay();
  const runtime = await openRuntime(deps, events.listener);

  const app = express();
  // Without `Host` a request is answered by us, with a problem like every other.
  const http = createHttpServer({ requireHostHeader: false }, app);
  const connections = connectionsOf(http);
  const live = openLiveSocket({
    http,
    access,
    warn,
    clock,
    signal: end.signal,
    recent: (flows) => hub.recent(flows),
  });
  const hub = new LiveHub({
    clock,
    warn,
    signal: end.signal,
    watched: live.watched,
    send: live.send,
    sendMatches: live.sendMatches,
    sendChanged: live.sendChanged,
    counts: (flow) => runtime.host.counts(flow),
    simulation: (flow) => runtime.simulations.state(flow),
    flow: (id) => (runtime.isRunning(id) ? (runtime.flows.get(id)?.running ?? undefined) : undefined),
    totals: () => runtime.intake.totals,
    heldUp: () => heldUp(runtime),
    outbox: () => ({ pending: runtime.outbox.count('pending'), failed: runtime.outbox.count('failed') }),
  });
  events.to(hub);

  const routes = [
    ...flowRoutes(runtime),
    ...deployRoutes(runtime),
    ...simulationRoutes(runtime, (flow) => hub.forget(flow)),
    ...matchRoutes(runtime, (flow) => hub.recent([flow])),
    ...eventRoutes(runtime),
    ...badEventRoutes(runtime),
    ...deliveryRoutes(runtime),
    ...recordRoutes(runtime),
    ...surroundingsRoutes(runtime),
    ...trialRoutes(runtime),
    ...catalogueRoutes(runtime),
    ...settingsRoutes(runtime, () => hub.changed({ what: 'settings' })),
    ...sessionRoutes(access, clock, deps.version),
  ];
  routes.push(openApiRoute(routes, deps.version, access.needsToken));

  const page = readPage(deps.home.editor);
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(securityHeaders(contentSecurityPolicy(page)));
  app.use(guardOrigin(access));
  const open = new Set(routes.filter((route) => route.open).map(({ path }) => path));
  app.use('/api', guardToken(access, open));
  registerRoutes(app, routes);
  servePage(app, deps.home.editor, page);
  app.use(problemsOf(warn));
  harden(http);

  return {
    app,
    http,
    io: live.io,
    runtime,
    routes,
    start: (port, host) => listen(http, port, host),
    async close() {
      end.abort();
      // First of all nobody new gets in. What is under way would be waited for, and some of it never ends (a stream of
      // events, a page that does not read): so it is broken off. Pages find their way back by themselves: they are not
      // told to leave.
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      const left = live.io.close();
      for (const connection of connections) connection.destroy();
      await Promise.all([closed, left]);
      await runtime.close();
    },
  };
}

function heldUp({ host, database }: Runtime): Pick<SystemCounts, 'catchingUpUntil' | 'storageTrouble'> {
  const { catchingUpUntil } = host;
  const isRefused = host.trouble !== undefined || database.trouble !== undefined;
  return {
    ...(catchingUpUntil !== undefined && { catchingUpUntil }),
    ...(isRefused && { storageTrouble: true }),
  };
}

/** Those that are open, the ones of sockets too, which the HTTP server itself forgets. */
function connectionsOf(http: HttpServer): ReadonlySet<Socket> {
  const open = new Set<Socket>();
  http.on('connection', (connection: Socket) => {
    open.add(connection);
    connection.once('close', () => open.delete(connection));
  });
  return open;
}

/** The runtime begins before there is anybody to tell; what it says until then concerns no page. */
function relay(): { listener: RuntimeListener; to(hub: LiveHub): void } {
  let hub: LiveHub | undefined;
  return {
    listener: {
      onMatch: (hosted) => hub?.onMatch(hosted),
      onBlock: (block) => hub?.onBlock(block),
      onSimulated: (flow, events) => hub?.onSimulated(flow, events),
      onViewChanged: (flow) => hub?.forget(flow),
      onChanged: (change) => hub?.changed(change),
    },
    to(created) {
      hub = created;
    },
  };
}

function listen(http: HttpServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}

/** A stream of events may go on for hours; a connection on which nothing comes may not. */
function harden(http: HttpServer): void {
  // Each may hold some 130 KiB of what is not read yet.
  http.maxConnections = 4_000;
  http.requestTimeout = 0;
  http.headersTimeout = 30_000;
  http.timeout = 120_000;
  http.keepAliveTimeout = 30_000;
  http.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const under = socket as Socket & { _httpMessage?: ServerResponse };
    if (!socket.writable || error.code === 'ECONNRESET' || under._httpMessage?.headersSent) {
      socket.destroy();
      return;
    }
    socket.end(rawProblem(malformed(error.code)));
  });
}

function malformed(code: string | undefined): ApiProblem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ApiProblem(431, 'headers-too-large', {
      ko: '요청 헤더가 너무 큽니다.',
      en: 'The request’s headers are too large.',
    });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ApiProblem(408, 'timeout', {
      ko: '요청이 너무 늦게 왔습니다.',
      en: 'The request took too long.',
    });
  return new ApiProblem(400, 'bad-request', { ko: 'HTTP 요청이 아닙니다.', en: 'This is no HTTP request.' });
}
