/**
 * Timers of one node, as numbers: due time, the order in which they were set, and what they are for (SPEC §3 "Timers
 * with the same d"). What comes in the order of firing lies in a line, anything else in a heap.
 */
import type { StateReader, StateWriter } from './state.ts';
import { TimerHeap } from './timer-heap.ts';
import { TimerLine } from './timer-line.ts';

export class TimerQueue {
  private readonly line = new TimerLine();
  private heap = new TimerHeap();

  /** Due time of the next timer, or Infinity. */
  due = Number.POSITIVE_INFINITY;
  /** Its place in the order of setting. */
  seq = 0;

  get size(): number {
    return this.line.size + this.heap.size;
  }

  set(due: number, seq: number, payload: number): void {
    this.put(due, seq, payload);
    if (due < this.due || (due === this.due && seq < this.seq)) {
      this.due = due;
      this.seq = seq;
    }
  }

  /** Takes the next timer away: what it is for. Read `due` and `seq` before. */
  take(): number {
    const payload = this.lineIsNext() ? this.line.take() : this.heap.take();
    this.look();
    return payload;
  }

  /** Forgets the timers that are no longer meant; their number is the caller's to watch. */
  compact(isMeant: (payload: number, seq: number) => boolean): void {
    const { line, heap } = this;
    this.heap = new TimerHeap();
    line.filter(isMeant, (due, seq, payload) => this.heap.add(due, seq, payload));
    heap.forEach((due, seq, payload) => {
      if (isMeant(payload, seq)) this.put(due, seq, payload);
    });
    this.look();
  }

  /** Moves the due times of all timers, which leaves their order. */
  shift(by: number): void {
    this.line.shift(by);
    this.heap.shift(by);
    this.look();
  }

  save(out: StateWriter): void {
    this.line.save(out);
    this.heap.save(out);
  }

  load(from: StateReader): void {
    this.line.load(from);
    this.heap.load(from);
    this.look();
  }

  private put(due: number, seq: number, payload: number): void {
    if (!this.line.add(due, seq, payload)) this.heap.add(due, seq, payload);
  }

  private lineIsNext(): boolean {
    const { line, heap } = this;
    if (heap.size === 0) return true;
    if (line.size === 0) return false;
    return line.due < heap.due || (line.due === heap.due && line.seq < heap.seq);
  }

  private look(): void {
    if (this.size === 0) {
      this.due = Number.POSITIVE_INFINITY;
      return;
    }
    const next = this.lineIsNext() ? this.line : this.heap;
    this.due = next.due;
    this.seq = next.seq;
  }
}
