/**
 * runtime/testing: the runtime as a test runs it, with a home of its own in a temporary folder, on a port that the
 * system chooses, and (unless it says otherwise) a clock that the test moves.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { validateFlow } from '../../flows/format/validate.ts';
import { type ManualClock, manualClock } from '../clock.ts';
import { createEngine } from '../engine/engine.ts';
import type { Home } from '../home.ts';
import { hostInThread } from '../host/host-in-thread.ts';
import { createServer, type NaruServer, type ServerDeps } from '../server.ts';
import { workOffTrial } from '../trial/work-off-trial.ts';

/** On a busy machine a request may take its time; a test that hangs still ends. */
const PATIENCE = 20_000;
vi.setConfig({ testTimeout: 2 * PATIENCE, hookTimeout: 2 * PATIENCE });

/** A flow that filters big amounts, and writes them down by a channel. */
export function bigAmounts(
  id: string,
  channel = 'task',
  params: Record<string, unknown> = { title: 'Big {{ amount }}' },
) {
  return {
    id,
    name: { ko: '큰 금액', en: 'Big amounts' },
    timezone: 'Asia/Seoul',
    nodes: [
      { id: 'in', type: 'event-source', position: { x: 0, y: 0 }, data: { eventType: 'test.paid' } },
      {
        id: 'big',
        type: 'filter',
        position: { x: 240, y: 0 },
        data: { where: { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 100 }] } },
      },
      { id: 'act', type: 'action', position: { x: 480, y: 0 }, data: { channel, params } },
    ],
    edges: [
      { id: 'e1', source: 'in', target: 'big' },
      { id: 'e2', source: 'big', sourceHandle: 'match', target: 'act' },
    ],
  };
}

export async function temporaryHome(flows: readonly { readonly id: string }[] = []): Promise<Home> {
  const base = await mkdtemp(join(tmpdir(), 'naru-'));
  onTestFinished(() => rm(base, { recursive: true, force: true, maxRetries: 3 }));
  const home = { flows: join(base, 'flows'), data: join(base, 'data'), editor: join(base, 'editor') };
  await mkdir(join(home.flows, 'tables'), { recursive: true });
  await mkdir(home.data);
  for (const flow of flows) await writeFile(join(home.flows, `${flow.id}.json`), JSON.stringify(flow));
  return home;
}

export interface NaruUnderTest {
  readonly naru: NaruServer;
  readonly home: Home;
  readonly clock: ManualClock;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** What was said to the person who looks after the runtime. */
  readonly warnings: readonly string[];
  /** A request with a JSON body, where one is given. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Events as lines. */
  send(events: readonly unknown[]): Promise<Response>;
}

export interface UnderTest extends Partial<ServerDeps> {
  readonly flows?: readonly { readonly id: string }[];
}

/** Starts it; it is closed when the test is over. */
export async function startNaru({ flows = [], ...deps }: UnderTest = {}): Promise<NaruUnderTest> {
  const home = deps.home ?? (await temporaryHome(flows));
  const clock = manualClock();
  const warnings: string[] = [];
  const naru = await createServer({
    home,
    clock,
    openHost: hostInThread(createEngine),
    runTrial: workOffTrial,
    validate: validateFlow,
    scenarioOf: () => undefined,
    eventTypes: [],
    tableInfos: [],
    version: '0.0.0',
    warn: (line) => warnings.push(line),
    ...deps,
  });
  const port = await naru.start(0, '127.0.0.1');
  onTestFinished(() => naru.close());
  const url = `http://127.0.0.1:${port}`;
  const ask: NaruUnderTest['ask'] = (method, path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    naru,
    home,
    clock,
    url,
    warnings,
    ask,
    send: (events) =>
      fetch(`${url}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: events.map((event) => JSON.stringify(event)).join('\n'),
      }),
  };
}

let made = 0;

/** An event that the flow of `bigAmounts` takes. */
export function paid(amount: number, more: Record<string, unknown> = {}) {
  return { id: `paid-${++made}`, source: '/test', type: 'test.paid', data: { amount }, ...more };
}

/** Waits until something holds, looking at it each time the process has nothing else to do. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it never came to hold');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
