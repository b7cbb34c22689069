/**
 * Timers in the order in which they fire. A node's delay is mostly constant, so most of its timers are set in just
 * that order, and a line to whose end they are put does.
 *
 * The line is made of chunks, so that it grows without being copied and gives back what has fired. In a chunk a timer
 * is three 32-bit numbers, two of them as distances from those that the chunk begins with: 12 bytes a timer.
 */
import { beginPart, expectFit, ofLength, openPart, type StateReader, type StateWriter } from './state.ts';

/** Timers of the first chunk: most nodes have few. */
const FEW = 16;
const MANY = 1024;

class Chunk {
  /** Milliseconds after `firstDue`. */
  readonly dues: Uint32Array;
  /** After (or before) `firstSeq`. */
  readonly seqs: Int32Array;
  readonly payloads: Int32Array;
  firstDue = 0;
  firstSeq = 0;
  head = 0;
  end = 0;
  next: Chunk | undefined;

  constructor(size: number) {
    this.dues = new Uint32Array(size);
    this.seqs = new Int32Array(size);
    this.payloads = new Int32Array(size);
  }

  get isFull(): boolean {
    return this.end === this.dues.length;
  }

  /** False where the numbers are too far from the first timer's to be written. */
  add(due: number, seq: number, payload: number): boolean {
    if (this.head === this.end) {
      this.head = 0;
      this.end = 0;
      this.firstDue = due;
      this.firstSeq = seq;
    }
    const dueAfter = due - this.firstDue;
    const seqAfter = seq - this.firstSeq;
    if (dueAfter >>> 0 !== dueAfter || (seqAfter | 0) !== seqAfter) return false;
    const at = this.end++;
    this.dues[at] = dueAfter;
    this.seqs[at] = seqAfter;
    this.payloads[at] = payload;
    return true;
  }

  save(out: StateWriter): void {
    for (const each of [this.dues.length, this.head, this.firstDue, this.firstSeq]) out.number(each);
    out.array(this.dues, this.end);
    out.array(this.seqs, this.end);
    out.array(this.payloads, this.end);
  }

  static load(from: StateReader): Chunk {
    const size = from.number();
    const head = from.number();
    const firstDue = from.number();
    const firstSeq = from.number();
    expectFit(size === FEW || size === MANY);
    const chunk = new Chunk(size);
    const dues = from.uint32();
    expectFit(head >= 0 && head <= dues.length && dues.length <= size);
    chunk.head = head;
    chunk.end = dues.length;
    chunk.firstDue = firstDue;
    chunk.firstSeq = firstSeq;
    chunk.dues.set(dues);
    chunk.seqs.set(ofLength(from.int32(), chunk.end));
    chunk.payloads.set(ofLength(from.int32(), chunk.end));
    return chunk;
  }
}

export class TimerLine {
  private first = new Chunk(FEW);
  private last = this.first;
  private chunks = 1;
  /** Chunks to use again, so that a line that moves on makes no garbage. */
  private spare: Chunk | undefined;
  private spares = 0;
  private lastDue = 0;
  private lastSeq = 0;
  size = 0;

  /** Puts a timer to the end; false where it does not belong there, or can't be written there. */
  add(due: number, seq: number, payload: number): boolean {
    if (this.size > 0) {
      if (due < this.lastDue || (due === this.lastDue && seq <= this.lastSeq)) return false;
      if (this.last.isFull) this.append();
    }
    if (!this.last.add(due, seq, payload)) return false;
    this.lastDue = due;
    this.lastSeq = seq;
    this.size++;
    return true;
  }

  /** Due time of the first timer, where there is one. */
  get due(): number {
    return this.first.firstDue + this.first.dues[this.first.head];
  }

  /** Its place in the order of setting. */
  get seq(): number {
    return this.first.firstSeq + this.first.seqs[this.first.head];
  }

  /** Takes the first timer away: what it is for. */
  take(): number {
    const { first } = this;
    const payload = first.payloads[first.head++];
    this.size--;
    if (first.head === first.end && first.next) {
      this.first = first.next;
      this.putAside(first);
    }
    return payload;
  }

  /** Moves the due times of all timers, which leaves their order. */
  shift(by: number): void {
    for (let chunk: Chunk | undefined = this.first; chunk; chunk = chunk.next) chunk.firstDue += by;
    this.lastDue += by;
  }

  /** Lets go of timers; those that can't be written where they come to stand then are handed to `other`. */
  filter(
    isMeant: (payload: number, seq: number) => boolean,
    other: (due: number, seq: number, payload: number) => void,
  ): void {
    let old: Chunk | undefined = this.first;
    this.first = new Chunk(FEW);
    this.last = this.first;
    this.chunks++;
    this.size = 0;
    while (old) {
      for (let at = old.head; at < old.end; at++) {
        const due = old.firstDue + old.dues[at];
        const seq = old.firstSeq + old.seqs[at];
        const payload = old.payloads[at];
        if (isMeant(payload, seq) && !this.add(due, seq, payload)) other(due, seq, payload);
      }
      const { next }: Chunk = old;
      this.putAside(old);
      old = next;
    }
  }

  save(out: StateWriter): void {
    beginPart(out, 'timer-line', 2);
    for (const each of [this.chunks, this.size, this.lastDue, this.lastSeq]) out.number(each);
    for (let chunk: Chunk | undefined = this.first; chunk; chunk = chunk.next) chunk.save(out);
  }

  load(from: StateReader): void {
    expectFit(openPart(from, 'timer-line', 2) === 2);
    const chunks = from.number();
    this.size = from.number();
    this.lastDue = from.number();
    this.lastSeq = from.number();
    this.first = Chunk.load(from);
    this.last = this.first;
    let size = this.first.end - this.first.head;
    for (this.chunks = 1; this.chunks < chunks; this.chunks++) {
      this.last.next = Chunk.load(from);
      this.last = this.last.next;
      size += this.last.end - this.last.head;
    }
    expectFit(size === this.size);
  }

  private append(): void {
    const chunk = this.spare ?? new Chunk(MANY);
    if (this.spare) {
      this.spare = chunk.next;
      this.spares--;
    }
    chunk.head = 0;
    chunk.end = 0;
    chunk.next = undefined;
    this.last.next = chunk;
    this.last = chunk;
    this.chunks++;
  }

  /** Keeps an emptied chunk, but no more of them than are in use. */
  private putAside(chunk: Chunk): void {
    this.chunks--;
    if (chunk.dues.length < MANY || this.spares >= this.chunks) return;
    chunk.next = this.spare;
    this.spare = chunk;
    this.spares++;
  }
}
