import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ManualClock, manualClock } from '../clock.ts';
import { until } from '../testing/naru-under-test.ts';
import { type EngineHost, NOTHING_RECOVERED, type Recovered, StorageTrouble } from './engine-host.ts';
import { hostInWorker } from './host-in-worker.ts';

/** A worker that does as the test says: it answers a push when it is told to, and ticks as often as there is more. */
const SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads');
  const nothing = { matches: [], bad: [] };
  let refuses = false;
  let more = 0;
  const held = [];
  const settled = [];
  const gone = [];
  const holds = [];
  const answer = (id, result) => parentPort.postMessage({ answer: { id, result, ...nothing } });
  parentPort.on('message', ({ id, name, args }) => {
    if (name === 'push') {
      const word = new TextDecoder().decode(args[0]);
      if (word === 'refuse') { refuses = true; parentPort.postMessage({ trouble: 'ENOSPC' }); held.push(id); return; }
      if (word === 'die') process.exit(1);
      if (word.startsWith('more')) more = Number(word.slice(4));
      answer(id, { accepted: 1, duplicates: 0, refused: [], lines: 1 });
    } else if (name === 'deploy' && refuses) {
      refuses = false;
      parentPort.postMessage({ trouble: undefined });
      for (const each of held.splice(0)) answer(each, { accepted: 1 });
      answer(id);
    } else if (name === 'setTable') { if (args[1] === null) gone.push(args[0]); answer(id); }
    else if (name === 'hold') { holds.push(args); answer(id); }
    else if (name === 'tick') answer(id, more-- > 1);
    else if (name === 'settle') { settled.push(...args[0].map(([{ number }]) => number)); answer(id); }
    else answer(id, name === 'counts' ? { ticksLeft: more, gone, settled, holds } : undefined);
  });
  setTimeout(() => parentPort.postMessage({ recovered: workerData.keep.recovered }), workerData.keep.takes);
`;

interface Under {
  readonly host: EngineHost;
  readonly clock: ManualClock;
  /** Waits before more is worked off. */
  letGo(): void;
  /** Time passes, and nothing runs. */
  standStill(ms: number): void;
}

/** @param takes ms until the worker is ready */
async function hosted(
  recovered: Partial<Recovered> = {},
  { takes = 0, catchUp = 0, onRecovered = (_host: EngineHost) => {} } = {},
): Promise<Under> {
  const data = mkdtempSync(join(tmpdir(), 'naru-host-'));
  const clock = manualClock();
  const end = new AbortController();
  let go = () => {};
  const open = hostInWorker(
    new URL(
      `data:text/javascript,${encodeURIComponent(`import{createRequire}from'node:module';const require=createRequire('/');${SCRIPT}`)}`,
    ),
  );
  const keep = { ms: 0, bytes: 0, takes, recovered: { ...NOTHING_RECOVERED, ...recovered } };
  let stood = 0;
  const host: EngineHost = open({
    clock: { ...clock, now: () => clock.now() + stood },
    signal: end.signal,
    tables: {},
    data,
    keep,
    catchUp,
    known: () => ({}),
    room: () =>
      new Promise<void>((resolve) => {
        go = resolve;
      }),
    onRecovered: () => onRecovered(host),
    onMatch: () => {},
    onBadEvent: () => {},
    warn: () => {},
  });
  onTestFinished(async () => {
    end.abort();
    await host.close();
    rmSync(data, { recursive: true });
  });
  await host.recovered;
  return {
    host,
    clock,
    letGo: () => go(),
    standStill: (ms) => {
      stood += ms;
    },
  };
}

const block = (word: string) => new TextEncoder().encode(word);

describe('the host of a worker', () => {
  it('refuses events while the disk does, after some patience those that wait for it too', async () => {
    const { host, clock } = await hosted();
    const waiting = host.push(block('refuse'));
    await until(() => host.trouble !== undefined);
    await expect(host.push(block('next'))).rejects.toThrow(StorageTrouble);
    const refused = expect(waiting).rejects.toThrow(StorageTrouble);
    clock.advance(5_000);
    await refused;
    await host.deploy({ id: 'a' } as never);
    await until(() => host.trouble === undefined);
    expect(await host.push(block('again'))).toMatchObject({ accepted: 1 });
  });

  it('works off a part at a time what falls due, as there is room; events wait for it', async () => {
    const { host, clock, letGo } = await hosted();
    await host.push(block('more3'));
    clock.advance(200);
    letGo();
    // The first part is answered, and there is more.
    await until(async () => ((await host.counts('a')) as unknown as { ticksLeft: number }).ticksLeft === 2);
    await new Promise((resolve) => setImmediate(resolve));
    let taken = false;
    const push = host.push(block('now')).then(() => {
      taken = true;
    });
    await host.counts('a');
    expect(taken).toBe(false);
    await until(async () => {
      letGo();
      await host.counts('a');
      return taken;
    });
    await push;
  });

  it('takes away the tables whose files are gone', async () => {
    const { host } = await hosted({ tables: ['stores'] });
    expect(await host.counts('a')).toMatchObject({ gone: ['stores'] });
  });

  it('holds time after it stood still, before an event of now can move it', async () => {
    const { host, clock, standStill } = await hosted({}, { catchUp: 30_000 });
    const start = clock.now();
    clock.advance(1_000);
    standStill(20_000);
    await host.push(block('now'));
    const now = start + 21_000;
    expect(await host.counts('a')).toMatchObject({ holds: [[start + 1_000, now]] });
    expect(host.catchingUpUntil).toBe(now + 20_000);
    clock.advance(20_000);
    expect(host.catchingUpUntil).toBeUndefined();
    expect(await host.counts('a')).toMatchObject({ holds: { length: 1 } });
  });

  it('lets no time pass while the sources bring what piled up', async () => {
    const start = Date.UTC(2026, 2, 2);
    const { host, clock, letGo } = await hosted({ lastNow: start - 60_000, catchingUpUntil: start + 30_000 });
    await host.push(block('more1'));
    const ticksLeft = async () => ((await host.counts('a')) as unknown as { ticksLeft: number }).ticksLeft;
    expect(host.catchingUpUntil).toBe(start + 30_000);
    clock.advance(29_800);
    expect(await ticksLeft()).toBe(1);
    clock.advance(200);
    expect(host.catchingUpUntil).toBeUndefined();
    await until(async () => {
      letGo();
      return (await ticksLeft()) === 0;
    });
  });

  it('tells an engine that starts anew what became of deliveries in order, though some comes before it is ready', async () => {
    const settle = (host: EngineHost, number: number) =>
      void host.settle({ number, id: `d${number}`, flow: 'a', node: 'b', simulated: false }, 'done');
    let starts = 0;
    const { host } = await hosted(
      {},
      {
        takes: 50,
        onRecovered: (ready) => {
          if (++starts === 2) for (const number of [1, 2, 3]) settle(ready, number);
        },
      },
    );
    await expect(host.push(block('die'))).rejects.toThrow();
    settle(host, 3);
    await until(() => starts === 2);
    expect(await host.counts('a')).toMatchObject({ settled: [1, 2, 3] });
  });

  it('counts the time of the sources from when there is somebody to bring things to', async () => {
    const start = Date.UTC(2026, 2, 2);
    const { host, clock } = await hosted({ catchingUpUntil: start + 30_000 }, { takes: 50 });
    expect(host.catchingUpUntil).toBe(start + 30_000);
    await expect(host.push(block('die'))).rejects.toThrow();
    clock.advance(10_000);
    await until(() => host.catchingUpUntil === start + 40_000);
  });
});
