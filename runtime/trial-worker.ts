/** Runs in a worker of its own: one trial (runtime/trial). */
import { parentPort, workerData } from 'node:worker_threads';
import type { TrialMessage } from './trial/trial-in-worker.ts';
import { type TrialTask, workOffTrial } from './trial/work-off-trial.ts';

workOffTrial(workerData as TrialTask)
  .then((trial) => parentPort!.postMessage({ trial } satisfies TrialMessage))
  .catch((error: unknown) => {
    // An error outside of every call ends the worker, and who asked hears of it.
    setImmediate(() => {
      throw error;
    });
  });
