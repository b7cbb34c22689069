/** What one request holds in memory while it is read, out of the room that all of them share. */
import type { ByteGate, Patience } from './byte-gate.ts';

export class BodyHold {
  private held = 0;

  constructor(private readonly gate: ByteGate) {}

  /** Waits for room for so many bytes besides. @throws NoRoom */
  async more(bytes: number, patience: Patience = 'body'): Promise<void> {
    if (bytes <= 0) return;
    await this.gate.take(bytes, patience);
    this.held += bytes;
  }

  /** Holds so many bytes from now on. @throws NoRoom */
  async atMost(bytes: number, patience: Patience): Promise<void> {
    if (bytes > this.held) await this.more(bytes - this.held, patience);
    else this.release(this.held - bytes);
  }

  /** Gives room back; all of it by default. */
  release(bytes = this.held): void {
    if (bytes === 0) return;
    this.held -= bytes;
    this.gate.give(bytes);
  }
}
