/**
 * A bound for bytes that are somewhere at once. Who wants more waits in line, so long and no longer; the line is bounded
 * too. So a flood of requests is answered instead of being held in memory.
 */
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';

/** Ms that a request whose body is held waits, and a stream, which is slowed meanwhile by not being read. */
export const PATIENCE = { body: 5_000, stream: 60_000 } as const;
export type Patience = keyof typeof PATIENCE;

/** Requests that stand in line. */
const LINE = 1_000;
/** How often is looked who has waited too long. */
const LOOK = 250;

/** There is no room now: to be sent again in so many seconds. Nothing of it was taken. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';

  /** @param kind stable name of the problem */
  constructor(
    readonly status: 429 | 503,
    readonly kind: 'busy' | 'cannot-store' | 'engine-lost',
    readonly text: Text,
    readonly retryAfter: number,
  ) {
    super(text.en);
  }
}

export interface ByteGateOptions {
  readonly limit: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Resolves when there is room besides that for bytes. Asked by one at a time. */
  readonly room?: () => Promise<void>;
  /** Why nobody may pass now. */
  readonly closed?: () => NoRoom | undefined;
}

interface Waiting {
  readonly size: number;
  readonly until: number;
  readonly patience: Patience;
  readonly go: () => void;
  readonly refuse: (error: NoRoom) => void;
}

export class ByteGate {
  private bytes = 0;
  private line: Waiting[] = [];
  private letting = false;
  private looking = false;

  constructor(private readonly options: ByteGateOptions) {}

  /** Bytes that have passed and were not given back, and requests that wait. */
  get usage(): { readonly bytes: number; readonly waiting: number } {
    return { bytes: this.bytes, waiting: this.line.length };
  }

  /** Resolves when there is room; `give` must follow. What is larger than all the room goes alone. @throws NoRoom */
  async take(size: number, patience: Patience): Promise<void> {
    const closed = this.options.closed?.();
    if (closed && patience === 'body') throw closed;
    if (this.line.length >= LINE) throw busy();
    await new Promise<void>((go, refuse) => {
      this.line.push({ size, patience, until: this.options.clock.now() + PATIENCE[patience], go, refuse });
      void this.letIn();
      this.lookSoon();
    });
  }

  give(size: number): void {
    this.bytes -= size;
    void this.letIn();
  }

  /** One after the other, in the order in which they came. */
  private async letIn(): Promise<void> {
    if (this.letting) return;
    this.letting = true;
    try {
      while (this.line.length > 0 && this.hasRoom(this.line[0].size) && !this.options.closed?.()) {
        await this.options.room?.();
        // Who was first may have given up meanwhile.
        if (this.line.length === 0 || !this.hasRoom(this.line[0].size)) continue;
        const { size, go } = this.line.shift()!;
        this.bytes += size;
        go();
      }
    } finally {
      this.letting = false;
    }
  }

  private hasRoom(size: number): boolean {
    return this.bytes === 0 || this.bytes + size <= this.options.limit;
  }

  private lookSoon(): void {
    if (this.looking || this.line.length === 0) return;
    this.looking = true;
    const { clock, signal } = this.options;
    clock.after(LOOK, () => this.look(), signal);
  }

  /** Sends away who has waited too long, or waits at a closed gate without being able to wait. */
  private look(): void {
    this.looking = false;
    const now = this.options.clock.now();
    const closed = this.options.closed?.();
    const stays = (each: Waiting) => now < each.until && !(closed && each.patience === 'body');
    const gone = this.line.filter((each) => !stays(each));
    this.line = this.line.filter(stays);
    for (const { refuse } of gone) refuse(closed ?? busy());
    void this.letIn();
    this.lookSoon();
  }
}

/** Seconds after which it is worth trying again. */
const BUSY_FOR = 2;

function busy(): NoRoom {
  return new NoRoom(
    429,
    'busy',
    {
      ko: '지금은 이벤트가 너무 많아 처리가 밀려 있습니다. 잠시 뒤에 남은 이벤트부터 다시 보내세요.',
      en: 'There is more to do than can be done at once. Send what is left again in a moment.',
    },
    BUSY_FOR,
  );
}
