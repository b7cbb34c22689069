import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { manualClock, systemClock } from '../clock.ts';
import { trialInWorker } from './trial-in-worker.ts';
import { TrialRefused } from './trials.ts';
import type { TrialTask } from './work-off-trial.ts';

/** A worker that does what the node's name says. */
const SCRIPT = `
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.once('message', ({ request }) => {
  const { node } = request;
  if (node === 'thread') parentPort.postMessage({ trial: { from: threadId } });
  if (node === 'none') parentPort.postMessage({ trial: undefined });
  if (node === 'answer') parentPort.postMessage({ trial: { from: request.from } });
  if (node === 'loop') for (;;);
  if (node === 'throw') throw new Error('a bug');
  if (node === 'exit') process.exit(1);
  if (node === 'heap') for (const all = []; ; ) all.push(new Array(1e6).fill(all.length + 0.5));
  if (node === 'bytes') for (const all = []; ; ) all.push(new Uint8Array(1e8).fill(1));
  });
`;
const urlOf = (script: string) => new URL(`data:text/javascript,${encodeURIComponent(script)}`);
const end = new AbortController();
afterAll(() => end.abort());
const run = trialInWorker(urlOf(SCRIPT), systemClock, end.signal);

function task(node: string): TrialTask {
  const request = { flow: { id: 'f' }, node, from: 'given' as const };
  return { request, journal: '', tables: {}, surroundings: {}, now: 0 };
}

const forever = () => new AbortController().signal;
const reasonOf = (node: string) =>
  run(task(node), forever()).catch((error: unknown) => (error as TrialRefused).reason);

describe('a trial in a worker', () => {
  it('gives its answer', async () => {
    expect(await run(task('answer'), forever())).toEqual({ from: 'given' });
    expect(await run(task('none'), forever())).toBeUndefined();
  });

  it('is ended in the middle of whatever it does', async () => {
    const stop = new AbortController();
    const endless = run(task('loop'), stop.signal);
    setTimeout(() => stop.abort(new TrialRefused('too-long', { ko: '너무 깁니다', en: 'too long' })), 200);
    await expect(endless).rejects.toThrow('too long');
    await expect(run(task('loop'), stop.signal)).rejects.toThrow('too long');
  });

  it('has a worker of its own each time', async () => {
    const threads = new Set<unknown>();
    for (let i = 0; i < 5; i++) threads.add((await run(task('thread'), forever()))?.from);
    await Promise.all([1, 2, 3].map(async () => threads.add((await run(task('thread'), forever()))?.from)));
    expect(threads.size).toBe(8);
  });

  it('is ended when it takes too much memory, of whatever kind', async () => {
    expect(await reasonOf('heap')).toBe('too-large');
    expect(await reasonOf('bytes')).toBe('too-large');
  }, 30_000);

  it('says when it stops unexpectedly', async () => {
    const error = await run(task('throw'), forever()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TrialRefused);
    expect(String((error as TrialRefused).cause)).toContain('a bug');
    expect(await reasonOf('exit')).toBe('failed');
    expect(await run(task('answer'), forever())).toEqual({ from: 'given' });
  });
});

/** Tells the test when a worker begins, and when one ends: over a channel that both know. */
const TELLING = `
  import { BroadcastChannel, parentPort, threadId } from 'node:worker_threads';
  const told = new BroadcastChannel('trial-in-worker.test');
  told.unref();
  told.postMessage(threadId);
  parentPort.once('message', ({ request }) => {
    if (request.node === 'answer') parentPort.postMessage({ trial: { from: 'given' } });
    if (request.node === 'throw') throw new Error('a bug');
  });
`;

describe('the worker of the next trial', () => {
  const told = new BroadcastChannel('trial-in-worker.test');
  let begun = 0;
  told.onmessage = () => begun++;
  afterAll(() => told.close());
  /** As many have begun, and no more do. */
  async function expectBegun(count: number): Promise<void> {
    await vi.waitFor(() => expect(begun).toBe(count), 10_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(begun).toBe(count);
  }

  it('begins when a trial is over, however it ended, serves one, and goes when nobody comes', async () => {
    const clock = manualClock();
    const over = new AbortController();
    onTestFinished(() => over.abort());
    const tryOut = trialInWorker(urlOf(TELLING), clock, over.signal);
    await expectBegun(0);
    await tryOut(task('answer'), forever());
    await expectBegun(2);
    await tryOut(task('answer'), forever());
    await expectBegun(3);
    await expect(tryOut(task('throw'), forever())).rejects.toThrow();
    await expectBegun(4);
    clock.advance(5 * 60_000);
    await tryOut(task('answer'), forever());
    // One in place of the one that went, and the next.
    await expectBegun(6);
  });

  it('is not begun any more when no trials come', async () => {
    begun = 0;
    const over = new AbortController();
    const tryOut = trialInWorker(urlOf(TELLING), manualClock(), over.signal);
    const last = tryOut(task('answer'), forever());
    over.abort();
    await last;
    await expectBegun(1);
  });

  it('is replaced where it does not come up', async () => {
    const dying = trialInWorker(
      urlOf(`import { parentPort, threadId } from 'node:worker_threads';
        parentPort.once('message', () => parentPort.postMessage({ trial: { from: 'given' } }));
        setTimeout(() => process.exit(1), 300);`),
      systemClock,
      end.signal,
    );
    await dying(task('answer'), forever());
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await dying(task('answer'), forever())).toEqual({ from: 'given' });
  });
});
