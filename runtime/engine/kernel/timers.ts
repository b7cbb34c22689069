/**
 * Timers of one node, as numbers: due time, the order in which they were set, and what they are for. A node's delay
 * is mostly constant, so most timers come in order of their due time and lie in a ring; what comes out of order goes
 * into a heap. About 20 bytes a timer (SPEC §3 "Timers with the same d").
 */
import { grown } from './grow.ts';

export class TimerQueue {
  private ringDue = new Float64Array(16);
  private ringSeq = new Float64Array(16);
  private ringFor = new Int32Array(16);
  private head = 0;
  private count = 0;
  private heapDue = new Float64Array(16);
  private heapSeq = new Float64Array(16);
  private heapFor = new Int32Array(16);
  private heapSize = 0;

  /** Due time of the next timer, or Infinity. */
  due = Number.POSITIVE_INFINITY;
  /** Its place in the order of setting. */
  seq = 0;

  get size(): number {
    return this.count + this.heapSize;
  }

  set(due: number, seq: number, payload: number): void {
    if (this.isLast(due, seq)) {
      if (this.count === this.ringDue.length) this.growRing();
      const at = (this.head + this.count++) & (this.ringDue.length - 1);
      this.ringDue[at] = due;
      this.ringSeq[at] = seq;
      this.ringFor[at] = payload;
    } else this.heapPush(due, seq, payload);
    if (due < this.due || (due === this.due && seq < this.seq)) this.look();
  }

  /** True where the timer comes after all in the ring. */
  private isLast(due: number, seq: number): boolean {
    if (this.count === 0) return true;
    const last = (this.head + this.count - 1) & (this.ringDue.length - 1);
    return due > this.ringDue[last] || (due === this.ringDue[last] && seq > this.ringSeq[last]);
  }

  /** Takes the next timer away: what it is for. Read `due` and `seq` before. */
  take(): number {
    let payload: number;
    if (this.ringIsNext()) {
      payload = this.ringFor[this.head];
      this.head = (this.head + 1) & (this.ringDue.length - 1);
      this.count--;
    } else payload = this.heapPop();
    this.look();
    return payload;
  }

  /** Forgets the timers that are no longer meant; their number is the caller's to watch. */
  compact(isMeant: (payload: number, seq: number) => boolean): void {
    const kept: [number, number, number][] = [];
    const ringMask = this.ringDue.length - 1;
    let to = 0;
    for (let i = 0; i < this.count; i++) {
      const from = (this.head + i) & ringMask;
      if (!isMeant(this.ringFor[from], this.ringSeq[from])) continue;
      const at = (this.head + to++) & ringMask;
      this.ringDue[at] = this.ringDue[from];
      this.ringSeq[at] = this.ringSeq[from];
      this.ringFor[at] = this.ringFor[from];
    }
    this.count = to;
    for (let i = 0; i < this.heapSize; i++)
      if (isMeant(this.heapFor[i], this.heapSeq[i]))
        kept.push([this.heapDue[i], this.heapSeq[i], this.heapFor[i]]);
    this.heapSize = 0;
    for (const [due, seq, payload] of kept) this.heapPush(due, seq, payload);
    this.look();
  }

  private ringIsNext(): boolean {
    if (this.heapSize === 0) return true;
    if (this.count === 0) return false;
    const ring = this.ringDue[this.head];
    return ring < this.heapDue[0] || (ring === this.heapDue[0] && this.ringSeq[this.head] < this.heapSeq[0]);
  }

  private look(): void {
    if (this.count === 0 && this.heapSize === 0) {
      this.due = Number.POSITIVE_INFINITY;
      return;
    }
    const ring = this.ringIsNext();
    this.due = ring ? this.ringDue[this.head] : this.heapDue[0];
    this.seq = ring ? this.ringSeq[this.head] : this.heapSeq[0];
  }

  private growRing(): void {
    const size = this.ringDue.length;
    const unrolled = <T extends Float64Array | Int32Array>(old: T): T => {
      const next = new (old.constructor as new (length: number) => T)(size * 2);
      for (let i = 0; i < this.count; i++) next[i] = old[(this.head + i) & (size - 1)];
      return next;
    };
    this.ringDue = unrolled(this.ringDue);
    this.ringSeq = unrolled(this.ringSeq);
    this.ringFor = unrolled(this.ringFor);
    this.head = 0;
  }

  private heapPush(due: number, seq: number, payload: number): void {
    if (this.heapSize === this.heapDue.length) {
      this.heapDue = grown(this.heapDue, this.heapSize + 1);
      this.heapSeq = grown(this.heapSeq, this.heapSize + 1);
      this.heapFor = grown(this.heapFor, this.heapSize + 1);
    }
    let at = this.heapSize++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.before(due, seq, up)) break;
      this.heapMove(up, at);
      at = up;
    }
    this.heapDue[at] = due;
    this.heapSeq[at] = seq;
    this.heapFor[at] = payload;
  }

  private heapPop(): number {
    const payload = this.heapFor[0];
    const last = --this.heapSize;
    if (last === 0) return payload;
    const due = this.heapDue[last];
    const seq = this.heapSeq[last];
    const carried = this.heapFor[last];
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= last) break;
      if (child + 1 < last && this.before(this.heapDue[child + 1], this.heapSeq[child + 1], child)) child++;
      if (this.before(due, seq, child)) break;
      this.heapMove(child, at);
      at = child;
    }
    this.heapDue[at] = due;
    this.heapSeq[at] = seq;
    this.heapFor[at] = carried;
    return payload;
  }

  private before(due: number, seq: number, other: number): boolean {
    return due < this.heapDue[other] || (due === this.heapDue[other] && seq < this.heapSeq[other]);
  }

  private heapMove(from: number, to: number): void {
    this.heapDue[to] = this.heapDue[from];
    this.heapSeq[to] = this.heapSeq[from];
    this.heapFor[to] = this.heapFor[from];
  }
}
