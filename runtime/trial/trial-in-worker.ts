/**
 * Trials in workers, one each: whatever a draft brings about there, the worker can be ended from here at any moment,
 * and with it go its time and its memory. The worker of the next trial stands ready.
 */
import { Worker } from 'node:worker_threads';
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import type { Trial } from '../wire/trial.ts';
import { type RunTrial, TrialRefused } from './trials.ts';
import type { TrialTask } from './work-off-trial.ts';

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
/** Ms that a worker stands ready for somebody who tries something: it holds some tens of MiB. */
const KEPT = 5 * 60_000;

const TOO_LARGE: Text = {
  ko: '시험에 메모리가 너무 많이 들어 멈췄습니다. 윈도 간격이 너무 촘촘하지 않은지 확인하거나, 이벤트를 적게 붙여넣어 시험하세요.',
  en: 'The trial took too much memory and was stopped. See whether a window is cut too fine, or paste fewer events.',
};
const FAILED: Text = {
  ko: '시험이 예기치 않게 멈췄습니다. 실행 중인 흐름에는 영향이 없습니다.',
  en: 'The trial stopped unexpectedly. The flows that run are not touched.',
};

/**
 * @param script the worker's built file
 * @param end aborted when no more trials come
 */
export function trialInWorker(script: string | URL, clock: Clock, end: AbortSignal): RunTrial {
  const start = () => new TrialWorker(script);
  const ready = new ReadyWorker(start, clock, end);
  return async (task, signal) => {
    signal.throwIfAborted();
    const worker = ready.take() ?? start();
    const over = new AbortController();
    try {
      return await new Promise<Trial | undefined>((resolve, reject) => {
        worker.onAnswer = resolve;
        worker.onFailure = reject;
        signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
        const before = process.memoryUsage.rss();
        const look = () => {
          if (process.memoryUsage.rss() - before > GROWTH) reject(new TrialRefused('too-large', TOO_LARGE));
        };
        clock.every(LOOK, look, over.signal);
        worker.workOff(task);
      });
    } finally {
      over.abort();
      await worker.end();
      ready.prepare();
    }
  };
}

/** Works one trial off, and never another: nothing that a draft left behind meets the next one. */
class TrialWorker {
  onAnswer: (trial: Trial | undefined) => void = () => {};
  /** Told once it can answer no more, whatever the cause. */
  onFailure: (refusal: TrialRefused) => void = () => {};
  private readonly worker: Worker;

  constructor(script: string | URL) {
    this.worker = new Worker(script, {
      name: 'naru-trial',
      resourceLimits: { maxOldGenerationSizeMb: HEAP },
    });
    this.worker.once('message', ({ trial }: TrialMessage) => this.onAnswer(trial));
    this.worker.once('error', (error) => this.onFailure(refusalOf(error)));
    this.worker.once('exit', () => this.onFailure(new TrialRefused('failed', FAILED)));
    // Who waits for an answer keeps the process alive; a worker that waits for work does not.
    this.worker.unref();
  }

  workOff(task: TrialTask): void {
    this.worker.ref();
    this.worker.postMessage(task);
  }

  async end(): Promise<void> {
    this.onFailure = () => {};
    await this.worker.terminate();
  }
}

/**
 * The worker for the next trial, begun when the one before is over: to load all of the engine takes several times as
 * long as most trials. Somebody who tries a node tries it again soon; where nobody does, it goes.
 */
class ReadyWorker {
  private worker: TrialWorker | undefined;
  private taken = new AbortController();

  constructor(
    private readonly start: () => TrialWorker,
    private readonly clock: Clock,
    private readonly end: AbortSignal,
  ) {
    end.addEventListener('abort', () => void this.take()?.end(), { once: true });
  }

  take(): TrialWorker | undefined {
    const { worker } = this;
    this.worker = undefined;
    this.taken.abort();
    return worker;
  }

  prepare(): void {
    if (this.worker || this.end.aborted) return;
    const worker = this.start();
    this.worker = worker;
    this.taken = new AbortController();
    worker.onFailure = () => {
      if (this.worker === worker) this.take();
    };
    this.clock.after(KEPT, () => void this.take()?.end(), this.taken.signal);
  }
}

function refusalOf(error: Error & { code?: string }): TrialRefused {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return new TrialRefused('too-large', TOO_LARGE);
  const refusal = new TrialRefused('failed', FAILED);
  refusal.cause = error;
  return refusal;
}
