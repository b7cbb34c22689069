import type { EventLog } from '../../runtime/engine/kernel/event-log.ts';

/** Keeps nothing, as where events lie in a journal. Nothing is read back, as long as all that waits goes on waiting. */
export class NoLog implements EventLog {
  private next = 0;

  open(block: Uint8Array): number {
    const base = this.next;
    this.next += block.length;
    return base;
  }

  present(): void {}
  keep(): void {}
  release(): void {}

  read(): never {
    throw new Error('Something ended that should have waited.');
  }
}
