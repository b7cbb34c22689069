/**
 * The trials that are asked for: a few at a time, each with an end. Who asks no more is not answered, and gives his
 * place to the next.
 */
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import { rowOf, rowsOf, textOf } from '../../nodes/kit/lenient.ts';
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import type { Tables } from '../engine/engine-types.ts';
import type { Trial, TryNode } from '../wire/trial.ts';
import type { TrialTask } from './work-off-trial.ts';

/** Works a trial off, until the signal is aborted. @returns undefined where the draft has no such node */
export type RunTrial = (task: TrialTask, signal: AbortSignal) => Promise<Trial | undefined>;

/** Why there is no answer; the sentence is for the person who asked. */
export class TrialRefused extends Error {
  override readonly name = 'TrialRefused';
  constructor(
    readonly reason: 'busy' | 'too-long' | 'too-large' | 'failed',
    readonly text: Text,
  ) {
    super(text.en);
  }
}

export interface TrialsOptions {
  readonly run: RunTrial;
  readonly journal: string;
  readonly tables: () => Tables;
  readonly surroundings: () => Surroundings;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
}

const AT_ONCE = 2;
const WAITING = 8;
/** Ms that a trial may take. */
export const LONGEST = 10_000;
/** Tables from which made-up events are made (runtime/simulate/world.ts). */
const WORLD = ['customers', 'consultants', 'merchants'];

const BUSY: Text = {
  ko: '다른 시험이 많이 진행 중입니다. 잠시 뒤에 다시 시험하세요.',
  en: 'Many other trials are under way. Try again in a moment.',
};
const TOO_LONG: Text = {
  ko: `시험이 ${LONGEST / 1_000}초 안에 끝나지 않아 멈췄습니다. 윈도 간격이 너무 촘촘하지 않은지 확인하거나, 이벤트를 적게 붙여넣어 시험하세요.`,
  en: `The trial did not end within ${LONGEST / 1_000} seconds and was stopped. See whether a window is cut too fine, or paste fewer events.`,
};

interface Waiter {
  readonly go: () => void;
}

export class Trials {
  private running = 0;
  private readonly waiting: Waiter[] = [];

  constructor(private readonly options: TrialsOptions) {}

  /**
   * @param asked aborted when nobody waits for the answer any more
   * @throws TrialRefused
   */
  async try(request: TryNode, asked: AbortSignal): Promise<Trial | undefined> {
    await this.turn(asked);
    try {
      return await this.run(request, asked);
    } catch (error) {
      if (error instanceof TrialRefused && error.cause !== undefined)
        this.options.warn(`a trial of ${request.flow.id}/${request.node}: ${String(error.cause)}`);
      throw error;
    } finally {
      const next = this.waiting.shift();
      if (next) next.go();
      else this.running--;
    }
  }

  /** A place among those that run: a free one, or that of one that ends. */
  private turn(asked: AbortSignal): Promise<void> | undefined {
    asked.throwIfAborted();
    if (this.running < AT_ONCE) {
      this.running++;
      return undefined;
    }
    if (this.waiting.length >= WAITING) throw new TrialRefused('busy', BUSY);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        reject(asked.reason);
      };
      const waiter: Waiter = {
        go: () => {
          asked.removeEventListener('abort', leave);
          resolve();
        },
      };
      this.waiting.push(waiter);
      asked.addEventListener('abort', leave, { once: true });
    });
  }

  private async run(request: TryNode, asked: AbortSignal): Promise<Trial | undefined> {
    const { clock, signal, journal, surroundings, run } = this.options;
    const end = new AbortController();
    const task = {
      request,
      journal,
      surroundings: surroundings(),
      tables: this.tablesOf(request),
      now: clock.now(),
    };
    clock.after(
      LONGEST,
      () => end.abort(new TrialRefused('too-long', TOO_LONG)),
      AbortSignal.any([signal, end.signal]),
    );
    try {
      return await run(task, AbortSignal.any([end.signal, asked, signal]));
    } finally {
      end.abort();
    }
  }

  /** Only what it can look into: each is copied to where the trial runs. */
  private tablesOf({ flow }: TryNode): Tables {
    const all = this.options.tables();
    const named = rowsOf(flow.nodes).map(({ data }) => textOf(rowOf(data).table));
    const names = new Set([...named, ...WORLD]);
    return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  }
}
