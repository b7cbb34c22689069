/** Timers that were not set in the order in which they fire: a binary heap of numbers, 20 bytes a timer. */
import { grown } from './grow.ts';
import { beginPart, ofLength, openPart, type StateReader, type StateWriter } from './state.ts';

export class TimerHeap {
  private dues = new Float64Array(16);
  private seqs = new Float64Array(16);
  private payloads = new Int32Array(16);
  size = 0;

  /** Due time of the first timer, where there is one. */
  get due(): number {
    return this.dues[0];
  }

  /** Its place in the order of setting. */
  get seq(): number {
    return this.seqs[0];
  }

  add(due: number, seq: number, payload: number): void {
    if (this.size === this.dues.length) {
      this.dues = grown(this.dues, this.size + 1);
      this.seqs = grown(this.seqs, this.size + 1);
      this.payloads = grown(this.payloads, this.size + 1);
    }
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.isBefore(due, seq, up)) break;
      this.move(up, at);
      at = up;
    }
    this.put(at, due, seq, payload);
  }

  /** Takes the first timer away: what it is for. */
  take(): number {
    const payload = this.payloads[0];
    const last = --this.size;
    if (last === 0) return payload;
    const due = this.dues[last];
    const seq = this.seqs[last];
    const carried = this.payloads[last];
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= last) break;
      if (child + 1 < last && this.isBefore(this.dues[child + 1], this.seqs[child + 1], child)) child++;
      if (this.isBefore(due, seq, child)) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, due, seq, carried);
    return payload;
  }

  /** Moves the due times of all timers, which leaves their order. */
  shift(by: number): void {
    for (let at = 0; at < this.size; at++) this.dues[at] += by;
  }

  forEach(visit: (due: number, seq: number, payload: number) => void): void {
    for (let at = 0; at < this.size; at++) visit(this.dues[at], this.seqs[at], this.payloads[at]);
  }

  save(out: StateWriter): void {
    beginPart(out, 'timer-heap', 1);
    out.array(this.dues, this.size);
    out.array(this.seqs, this.size);
    out.array(this.payloads, this.size);
  }

  load(from: StateReader): void {
    openPart(from, 'timer-heap', 1);
    this.dues = from.float64();
    this.size = this.dues.length;
    this.seqs = ofLength(from.float64(), this.size);
    this.payloads = ofLength(from.int32(), this.size);
  }

  private isBefore(due: number, seq: number, other: number): boolean {
    return due < this.dues[other] || (due === this.dues[other] && seq < this.seqs[other]);
  }

  private move(from: number, to: number): void {
    this.put(to, this.dues[from], this.seqs[from], this.payloads[from]);
  }

  private put(at: number, due: number, seq: number, payload: number): void {
    this.dues[at] = due;
    this.seqs[at] = seq;
    this.payloads[at] = payload;
  }
}
