import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { trialInWorker } from './trial-in-worker.ts';
import { TrialRefused } from './trials.ts';
import type { TrialTask } from './work-off-trial.ts';

/** A worker that does what the node's name says. */
const SCRIPT = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { node } = workerData.request;
  if (node === 'none') parentPort.postMessage({ trial: undefined });
  if (node === 'answer') parentPort.postMessage({ trial: { from: workerData.request.from } });
  if (node === 'loop') for (;;);
  if (node === 'throw') throw new Error('a bug');
  if (node === 'exit') process.exit(1);
  if (node === 'heap') for (const all = []; ; ) all.push(new Array(1e6).fill(all.length + 0.5));
  if (node === 'bytes') for (const all = []; ; ) all.push(new Uint8Array(1e8).fill(1));
`;
const run = trialInWorker(new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`), systemClock);

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
    const end = new AbortController();
    const endless = run(task('loop'), end.signal);
    setTimeout(() => end.abort(new TrialRefused('too-long', { ko: '너무 깁니다', en: 'too long' })), 200);
    await expect(endless).rejects.toThrow('too long');
    await expect(run(task('loop'), end.signal)).rejects.toThrow('too long');
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
  });
});
