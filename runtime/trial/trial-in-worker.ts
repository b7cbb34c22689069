/**
 * Trials in workers, one each: whatever a draft brings about there, the worker can be ended from here at any moment,
 * and with it go its time and its memory.
 */
import { Worker } from 'node:worker_threads';
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import type { Trial } from '../wire/trial.ts';
import { type RunTrial, TrialRefused } from './trials.ts';

/** What a worker sends when it is done. */
export interface TrialMessage {
  readonly trial: Trial | undefined;
}

/** MiB of JavaScript's own memory. */
const HEAP = 512;
/** Bytes by which the process may grow meanwhile: the engine's columns lie outside of that memory. */
const GROWTH = 1024 * 1024 * 1024;
/** Ms between two looks at the memory. */
const LOOK = 100;

const TOO_LARGE: Text = {
  ko: '시험에 메모리가 너무 많이 들어 멈췄습니다. 윈도 간격이 너무 촘촘하지 않은지 확인하거나, 이벤트를 적게 붙여넣어 시험하세요.',
  en: 'The trial took too much memory and was stopped. See whether a window is cut too fine, or paste fewer events.',
};
const FAILED: Text = {
  ko: '시험이 예기치 않게 멈췄습니다. 실행 중인 흐름에는 영향이 없습니다.',
  en: 'The trial stopped unexpectedly. The flows that run are not touched.',
};

/** @param script the worker's built file */
export function trialInWorker(script: string | URL, clock: Clock): RunTrial {
  return async (task, signal) => {
    signal.throwIfAborted();
    const worker = new Worker(script, {
      workerData: task,
      name: 'naru-trial',
      resourceLimits: { maxOldGenerationSizeMb: HEAP },
    });
    const over = new AbortController();
    try {
      return await new Promise<Trial | undefined>((resolve, reject) => {
        worker.once('message', ({ trial }: TrialMessage) => resolve(trial));
        worker.once('error', (error) => reject(refusalOf(error)));
        worker.once('exit', () => reject(new TrialRefused('failed', FAILED)));
        signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
        const before = process.memoryUsage.rss();
        const look = () => {
          if (process.memoryUsage.rss() - before > GROWTH) reject(new TrialRefused('too-large', TOO_LARGE));
        };
        clock.every(LOOK, look, over.signal);
      });
    } finally {
      over.abort();
      await worker.terminate();
    }
  };
}

function refusalOf(error: Error & { code?: string }): TrialRefused {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return new TrialRefused('too-large', TOO_LARGE);
  const refusal = new TrialRefused('failed', FAILED);
  refusal.cause = error;
  return refusal;
}
