/** What the two threads of a feed tell each other: counts and flags in a control block that both see. */
import { LINE_ROOMS } from '../kernel/row-memory.ts';
import { AwaitedCount, COUNT_WORDS } from './awaited-count.ts';

const FILLED = 0;
const TURNS = FILLED + COUNT_WORDS;
const WRITTEN = TURNS + COUNT_WORDS;
const WORKED_OFF = WRITTEN + COUNT_WORDS;
const HANDED_OVER = WORKED_OFF + 1;
const IS_CLOSED = HANDED_OVER + 1;
const FAULT = IS_CLOSED + 1;
const PIECES = FAULT + 1;
const CONTROL_BYTES = (PIECES + LINE_ROOMS) * 4;

export function newControl(): SharedArrayBuffer {
  const control = new SharedArrayBuffer(CONTROL_BYTES);
  const { filled, turns, written } = new FeedCounts(control);
  for (const count of [filled, turns, written]) count.clear();
  return control;
}

export class FeedCounts {
  /** Slots that the scanning thread has filled. */
  readonly filled: AwaitedCount;
  /** What the engine has done that the other thread may wait for: slots worked off, rooms handed over. */
  readonly turns: AwaitedCount;
  /** Rooms with lines that have been written. */
  readonly written: AwaitedCount;
  private readonly words: Int32Array;

  constructor(control: SharedArrayBuffer) {
    this.words = new Int32Array(control);
    this.filled = new AwaitedCount(this.words, FILLED);
    this.turns = new AwaitedCount(this.words, TURNS);
    this.written = new AwaitedCount(this.words, WRITTEN);
  }

  /** Slots that the engine has worked off. */
  get workedOff(): number {
    return Atomics.load(this.words, WORKED_OFF);
  }

  workOff(count: number): void {
    Atomics.store(this.words, WORKED_OFF, count);
    this.turns.countUp();
  }

  /** Rooms with lines that the engine has handed over. */
  get handedOver(): number {
    return Atomics.load(this.words, HANDED_OVER);
  }

  /** Hands over one more room, in which there are so many pieces. */
  handOver(count: number, pieces: number): void {
    this.words[PIECES + ((count - 1) % LINE_ROOMS)] = pieces;
    Atomics.store(this.words, HANDED_OVER, count);
    this.turns.countUp();
  }

  piecesOf(room: number): number {
    return this.words[PIECES + (room % LINE_ROOMS)];
  }

  /** No room will be handed over any more. */
  get isClosed(): boolean {
    return Atomics.load(this.words, IS_CLOSED) === 1;
  }

  /** @param turns at least as many as the other thread waits for */
  close(turns: number): void {
    Atomics.store(this.words, IS_CLOSED, 1);
    this.turns.countUp(turns);
  }

  /** Why lines could not be written: the system's number of the error, or OTHER_FAULT; 0 while all is well. */
  get fault(): number {
    return Atomics.load(this.words, FAULT);
  }

  fail(fault: number): void {
    Atomics.store(this.words, FAULT, fault);
  }
}
