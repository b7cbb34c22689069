/**
 * Lines that another thread writes. The engine says what they are made of: pieces, each an address in the memory that both
 * share and a length, so that an event's bytes are copied by the other thread alone. Pieces and what lies nowhere else fill
 * a room; rooms are handed over and used one after the other, so the engine waits when all of them are still to be written.
 *
 * The other thread is the one that scans ahead (feed.ts), which writes what was handed over before it reads on: the bytes
 * that pieces mean are there until then.
 */
import type { LineRooms } from '../kernel/json-writer.ts';
import * as layout from '../kernel/row-layout.ts';
import { GATHER_ROOM, LINE_ROOMS, type RowMemory } from '../kernel/row-memory.ts';
import { FeedCounts } from './feed-counts.ts';

const PIECE_BYTES = 8;
/** A fault that the system has no number for (its numbers are negative). */
export const OTHER_FAULT = 1;

/** Lines could not be written. */
export class LinesNotWritten extends Error {
  /** The system's number of the error (negative), or OTHER_FAULT. */
  readonly fault: number;

  constructor(fault: number) {
    super('The thread that writes the matches has failed.');
    this.fault = fault;
  }
}

/** Takes bytes that are only good during the call; throws where they can't be written. */
export type WriteBytes = (bytes: Uint8Array) => void;

/** Where things lie in the shared memory. */
export interface LineFeed {
  /** The addresses of the rooms. */
  readonly rooms: readonly number[];
  /** Where there is GATHER_ROOM to put lines together. */
  readonly gathered: number;
}

/** The engine's end. */
export class HandedLines implements LineRooms {
  private readonly counts: FeedCounts;
  private readonly memory: RowMemory;
  private handed = 0;

  constructor(control: SharedArrayBuffer, memory: RowMemory) {
    this.counts = new FeedCounts(control);
    this.memory = memory;
  }

  get room(): number {
    return this.memory.lineRoom(this.handed);
  }

  handOver(pieces: number): void {
    this.counts.handOver(++this.handed, pieces);
    this.counts.written.waitFor(this.handed - LINE_ROOMS + 1);
    this.expectWritten();
  }

  /** @throws LinesNotWritten */
  expectWritten(): void {
    const { fault } = this.counts;
    if (fault !== 0) throw new LinesNotWritten(fault);
  }

  /** Says that nothing more will come. @param turns see FeedCounts.close */
  close(turns: number): void {
    this.counts.close(turns);
  }

  /** Whether all that was handed over has been written, or given up; waits so many ms for it. */
  isThrough(ms: number): boolean {
    return this.counts.written.waitFor(this.handed, ms);
  }
}

/** What a thread needs to put lines together. */
export interface Gathering {
  readonly memory: WebAssembly.Memory;
  /** Its scanner's header. */
  readonly header: number;
  readonly gather: (pieces: number, count: number, to: number, end: number) => number;
}

/** The other thread's end. */
export class LineDrain {
  private readonly counts: FeedCounts;
  private readonly feed: LineFeed;
  private readonly gathering: Gathering;
  private readonly write: WriteBytes;
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;
  private done = 0;

  constructor(counts: FeedCounts, feed: LineFeed, gathering: Gathering, write: WriteBytes) {
    this.counts = counts;
    this.feed = feed;
    this.gathering = gathering;
    this.write = write;
    this.bytes = new Uint8Array(gathering.memory.buffer);
    this.words = new Int32Array(gathering.memory.buffer);
  }

  /** Writes what was handed over. After a fault the rest is given up, so that nobody waits for it. */
  drain(): void {
    const { counts, feed } = this;
    for (const { handedOver } = counts; this.done < handedOver; ) {
      if (counts.fault === 0)
        try {
          this.writeRoom(feed.rooms[this.done % feed.rooms.length], counts.piecesOf(this.done));
        } catch (error) {
          counts.fail((error as NodeJS.ErrnoException).errno ?? OTHER_FAULT);
        }
      this.done++;
      counts.written.countUp();
    }
  }

  /** Goes on until the engine's end is closed. */
  drainToEnd(): void {
    const { counts } = this;
    for (;;) {
      // In this order: what was done before these are read is seen after.
      const turns = counts.turns.value;
      const { isClosed } = counts;
      this.drain();
      if (isClosed) return;
      counts.turns.waitFor(turns + 1);
    }
  }

  private writeRoom(room: number, count: number): void {
    const { header, gather } = this.gathering;
    const to = this.feed.gathered;
    const end = room + count * PIECE_BYTES;
    for (let piece = room; piece < end; ) {
      const written = gather(piece, (end - piece) / PIECE_BYTES, to, to + GATHER_ROOM);
      if (written > to) this.write(this.bytes.subarray(to, written));
      piece += this.words[header / 4 + layout.PIECES_DONE] * PIECE_BYTES;
      // One that is larger than the room to put lines together.
      if (written === to) piece = this.writePiece(piece);
    }
  }

  private writePiece(piece: number): number {
    const start = this.words[piece / 4];
    this.write(this.bytes.subarray(start, start + this.words[piece / 4 + 1]));
    return piece + PIECE_BYTES;
  }
}
