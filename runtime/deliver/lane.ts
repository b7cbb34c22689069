/** The deliveries of one outer channel on their way: so many at once, repeated with growing pauses, then given up. */
import type { Clock } from '../clock.ts';
import type { OuterChannel } from './channel.ts';
import { DeliveryFailed } from './delivery-failed.ts';
import type { Outbox } from './outbox.ts';

export const ATTEMPTS = 5;
const FIRST_PAUSE = 1_000;
const GROWTH = 4;
/** Deliveries of one channel that may be pending; beyond, they are kept as failed and can be sent again. */
export const PENDING_LIMIT = 4_000;

/**
 * Ms before the next attempt: 1 s, 4 s, 16 s, 64 s, each up to a quarter shorter or longer, so that what failed
 * together does not come back together.
 *
 * @param attempts that have failed
 * @param random 0 to 1
 */
export function pauseAfter(attempts: number, random: number): number {
  return Math.round(FIRST_PAUSE * GROWTH ** (attempts - 1) * (0.75 + 0.5 * random));
}

export interface LaneOptions {
  readonly channel: OuterChannel;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
  readonly warn: (line: string) => void;
}

export class Lane {
  private readonly ready: string[] = [];
  private pending = 0;
  private running = 0;

  constructor(private readonly options: LaneOptions) {}

  /** A delivery that is pending in the outbox. */
  add(id: string): void {
    if (this.pending >= PENDING_LIMIT) {
      this.end(id, 'failed', QUEUE_FULL);
      return;
    }
    this.pending++;
    this.ready.push(id);
    this.go();
  }

  private go(): void {
    const { channel, signal } = this.options;
    while (this.running < channel.atOnce && this.ready.length > 0 && !signal.aborted) {
      const id = this.ready.shift()!;
      this.running++;
      void this.attempt(id).finally(() => {
        this.running--;
        this.go();
      });
    }
  }

  private async attempt(id: string): Promise<void> {
    const { channel, outbox, signal } = this.options;
    const delivery = outbox.get(id);
    if (delivery?.status !== 'pending') {
      this.pending--;
      return;
    }
    const tried = { ...delivery, attempts: delivery.attempts + 1 };
    try {
      await channel.send(tried, signal);
      this.end(id, 'delivered', undefined, tried.attempts);
    } catch (error) {
      // It stays pending, and is sent when the runtime starts again.
      if (signal.aborted) return;
      this.failed(id, tried.attempts, error);
    }
  }

  private failed(id: string, attempts: number, error: unknown): void {
    const { clock, signal, outbox, random = Math.random } = this.options;
    const failure = error instanceof DeliveryFailed ? error : this.bug(error);
    if (!failure.retry || attempts >= ATTEMPTS) {
      this.end(id, 'failed', failure, attempts);
      return;
    }
    const delivery = outbox.get(id);
    if (delivery) outbox.put({ ...delivery, attempts, ...reasonOf(failure), updatedAt: this.now() });
    clock.after(
      pauseAfter(attempts, random()),
      () => {
        this.ready.push(id);
        this.go();
      },
      signal,
    );
  }

  private end(id: string, status: 'delivered' | 'failed', failure?: DeliveryFailed, attempts?: number): void {
    if (failure !== QUEUE_FULL) this.pending--;
    const delivery = this.options.outbox.get(id);
    if (!delivery) return;
    const { reason: _reason, reasonText: _reasonText, ...rest } = delivery;
    this.options.outbox.put({
      ...rest,
      status,
      attempts: attempts ?? delivery.attempts,
      ...(failure && reasonOf(failure)),
      updatedAt: this.now(),
    });
  }

  private bug(error: unknown): DeliveryFailed {
    const { channel, warn } = this.options;
    warn(
      `channel ${channel.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return new DeliveryFailed(
      { ko: '보내는 중에 내부 오류가 났습니다.', en: 'Sending it failed by an error of ours.' },
      false,
    );
  }

  private now(): string {
    return new Date(this.options.clock.now()).toISOString();
  }
}

const QUEUE_FULL = new DeliveryFailed(
  {
    ko: `보낼 것이 ${PENDING_LIMIT}건 넘게 밀려 있어 보내지 않았습니다. 나중에 다시 보내세요.`,
    en: `More than ${PENDING_LIMIT} are waiting to be sent, so this one was not. Send it again later.`,
  },
  false,
);

function reasonOf({ text }: DeliveryFailed) {
  return { reason: text.en, reasonText: text };
}
