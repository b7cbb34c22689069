/**
 * Events of a file, read back by their place (the byte offset of their line): nothing is kept in memory but the block
 * that is being worked off.
 */
import { readSync } from 'node:fs';
import type { EventBytes, EventLog } from '../engine/kernel/event-log.ts';

const NEWLINE = 10;
/** Bytes read at first: most events are shorter. */
const PIECE = 512;

export class FileLog implements EventLog {
  private readonly file: number;
  private block: Uint8Array = new Uint8Array(0);
  private base = 0;
  private buffer = new Uint8Array(PIECE);

  /** @param file descriptor of the file; its owner closes it */
  constructor(file: number) {
    this.file = file;
  }

  /** Says where the next block begins in the file. */
  moveTo(offset: number): void {
    this.base = offset;
  }

  open(block: Uint8Array): number {
    this.block = block;
    return this.base;
  }

  present(): void {}
  keep(): void {}
  release(): void {}

  read(place: number): EventBytes {
    const start = place - this.base;
    if (start < 0 || start >= this.block.length) return this.readLine(place);
    const newline = this.block.indexOf(NEWLINE, start);
    return { bytes: this.block, start, end: newline < 0 ? this.block.length : newline };
  }

  private readLine(place: number): EventBytes {
    let length = 0;
    for (;;) {
      const read = readSync(this.file, this.buffer, length, this.buffer.length - length, place + length);
      const newline = this.buffer.subarray(0, length + read).indexOf(NEWLINE, length);
      length += read;
      if (newline >= 0) return { bytes: this.buffer, start: 0, end: newline };
      if (read === 0) return { bytes: this.buffer, start: 0, end: length };
      if (length === this.buffer.length) {
        const bigger = new Uint8Array(this.buffer.length * 2);
        bigger.set(this.buffer);
        this.buffer = bigger;
      }
    }
  }
}
