/**
 * Events over HTTP into the built server with everything on: checks, the engine with four flows, deliveries, and a
 * page that watches. How soon a match is on the socket, and how much goes in, beside a server that only reads the
 * same bytes.
 */
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../runtime/wire/live.ts';
import { BATCH, Batches } from './http/batches.ts';
import { Sender } from './http/send.ts';
import { type Server, SHIPPED, startByteCounter, startFlows, WATCHED } from './http/servers.ts';
import { median } from './measure.ts';
import type { Figure, MeasureSection, SectionOptions } from './section.ts';

/** Of the latency: 20,000 events/s. */
const BATCHES_A_SECOND = 20;
const CONNECTIONS = 4;
/** Bodies to send in turn: 200,000 different events. */
const BODIES = 200;
/** So many customers and accounts that of a thousand events one or two make a match, as in life. */
const KEYS = 2_000_000;

export const measureHttp: MeasureSection = async (options) => {
  const { runs, events, seed, onProgress } = options;
  const batches = new Batches({ count: Math.min(BODIES, Math.ceil(events / BATCH)), keys: KEYS, seed });
  const latencies: Percentiles[] = [];
  const speeds: { naru: number; bytes: number; matches: number }[] = [];
  for (let run = 1; run <= runs; run++) {
    latencies.push(await withFlows(options, (server) => latency(server, batches, options)));
    const { speed: naru, matches } = await withFlows(options, (server) =>
      naruSpeed(server, batches, options),
    );
    const bytes = await withServer(startByteCounter(), (server) => speed(server, batches, options));
    speeds.push({ naru, bytes, matches });
    onProgress(
      `run ${run}: p50 ${latencies[run - 1].p50.toFixed(1)} ms, p99 ${latencies[run - 1].p99.toFixed(1)} ms; ${grouped(naru)} against ${grouped(bytes)} events/s`,
    );
  }
  return {
    title: `events over HTTP, lines of JSON, ${BATCH} a request, ${Math.round(batches.bytesOfEvent)} bytes each`,
    figures: [latencyFigure(latencies), speedFigure(speeds)],
  };
};

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly count: number;
}

function latencyFigure(all: readonly Percentiles[]): Figure {
  const of = (name: keyof Percentiles) => median(all.map((each) => each[name]));
  return {
    what: 'POST to the match on the socket at 20,000 events/s: p99, ms',
    measured: of('p99'),
    target: { is: '<=', value: 50 },
    note: `p50 ${of('p50').toFixed(1)}, most ${of('most').toFixed(1)}, of ${of('count')} batches a run`,
  };
}

function speedFigure(all: readonly { naru: number; bytes: number; matches: number }[]): Figure {
  const of = (name: 'naru' | 'bytes' | 'matches') => median(all.map((each) => each[name]));
  return {
    what: 'ingest against an Express handler that only reads: ratio',
    measured: median(all.map(({ naru, bytes }) => naru / bytes)),
    target: { is: '>=', value: 0.5 },
    note: [
      `${grouped(of('naru'))} against ${grouped(of('bytes'))} events/s`,
      `${SHIPPED.length + 1} flows, ${grouped(of('matches'))} matches/s, a page that watches`,
      `${CONNECTIONS} connections; the sender is on the same machine`,
    ].join('; '),
  };
}

const grouped = (value: number) => Math.round(value).toLocaleString('en-US');

async function withServer<Result>(
  starting: Promise<Server>,
  use: (server: Server) => Promise<Result>,
): Promise<Result> {
  const server = await starting;
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

const withFlows = <Result>({ folder }: SectionOptions, use: (server: Server) => Promise<Result>) =>
  withServer(startFlows(folder), use);

/** A page that watches the flows. */
async function openPage(
  { address }: Server,
  flows: readonly string[],
  listen: (page: Socket<ServerToClient, ClientToServer>) => void,
) {
  const page: Socket<ServerToClient, ClientToServer> = io(address, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  listen(page);
  await new Promise<void>((resolve, reject) => {
    page.on('connect_error', reject);
    page.on('connect', () => page.emit('watch', { flows: [...flows] }, () => resolve()));
  });
  return page;
}

const sleepUntil = (at: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));

/** From the moment at which a batch is sent to the moment at which its match is there. */
async function latency(server: Server, batches: Batches, { events }: SectionOptions): Promise<Percentiles> {
  const count = Math.min(200, Math.max(10, Math.round(events / 5_000)));
  const warmUp = Math.ceil(count / 5);
  const sentAt = new Map<string, number>();
  const took: number[] = [];
  const page = await openPage(server, [WATCHED], (socket) =>
    socket.on('matches', ({ matches }) => {
      for (const { causes } of matches) {
        const at = sentAt.get(causes[0]);
        if (at !== undefined) took.push(performance.now() - at);
        sentAt.delete(causes[0]);
      }
    }),
  );
  const sender = new Sender(server.address, CONNECTIONS);
  const answers: Promise<string>[] = [];
  try {
    const start = performance.now();
    for (let i = 0; i < warmUp + count; i++) {
      await sleepUntil(start + (i * 1_000) / BATCHES_A_SECOND);
      const { bytes, id } = batches.next();
      if (i >= warmUp) sentAt.set(id, performance.now());
      answers.push(sender.send(bytes));
    }
    await Promise.all(answers);
    for (let patience = 0; sentAt.size > 0 && patience < 100; patience++)
      await sleepUntil(performance.now() + 100);
    if (sentAt.size > 0) throw new Error(`${sentAt.size} of ${count} matches never came.`);
  } finally {
    sender.close();
    page.close();
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.ceil(took.length * share) - 1)];
  return { p50: at(0.5), p99: at(0.99), most: at(1), count };
}

async function naruSpeed(server: Server, batches: Batches, options: SectionOptions) {
  let matches = 0;
  const page = await openPage(server, [...SHIPPED, WATCHED], (socket) =>
    socket.on('live', ({ flows }) => {
      matches = Object.values(flows).reduce((sum, flow) => sum + flow.matches, 0);
    }),
  );
  const from = performance.now();
  try {
    const reached = await speed(server, batches, options);
    return { speed: reached, matches: (1_000 * matches) / (performance.now() - from) };
  } finally {
    page.close();
  }
}

/** Events a second, each connection sending the next body when the last one is answered; after a short warm-up. */
async function speed(server: Server, batches: Batches, { events }: SectionOptions): Promise<number> {
  const seconds = Math.min(4, Math.max(0.3, events / 250_000));
  const sender = new Sender(server.address, CONNECTIONS);
  let from = performance.now() + 250 * seconds;
  const end = from + 1_000 * seconds;
  let sent = 0;
  let began = false;
  const sendOn = async () => {
    while (performance.now() < end) {
      const answer = await sender.send(batches.next().bytes);
      const { accepted = BATCH } = JSON.parse(answer) as { accepted?: number };
      if (accepted !== BATCH) throw new Error(`Not all events were taken: ${answer}`);
      const now = performance.now();
      if (began) sent += BATCH;
      else if (now >= from) {
        began = true;
        from = now;
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, sendOn));
    return (1_000 * sent) / (performance.now() - from);
  } finally {
    sender.close();
  }
}
