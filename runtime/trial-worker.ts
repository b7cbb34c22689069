/** Runs in a worker of its own: one trial (runtime/trial), as soon as it is told which. */
import { parentPort } from 'node:worker_threads';
import type { TrialMessage } from './trial/trial-in-worker.ts';
import { type TrialTask, workOffTrial } from './trial/work-off-trial.ts';

parentPort!.once('message', (task: TrialTask) => {
  workOffTrial(task)
    .then((trial) => parentPort!.postMessage({ trial } satisfies TrialMessage))
    .catch((error: unknown) => {
      // An error outside of every call ends the worker, and who asked hears of it.
      setImmediate(() => {
        throw error;
      });
    });
});
