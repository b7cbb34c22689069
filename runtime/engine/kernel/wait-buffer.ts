/** Events that wait for the watermark (SPEC §3), with their bytes, in order of (time, arrival): a binary heap of numbers. */
import { ByteArena } from './byte-arena.ts';
import { grown } from './grow.ts';
import { beginPart, expectFit, ofLength, openPart, type StateReader, type StateWriter } from './state.ts';

export class WaitBuffer {
  private readonly arena = new ByteArena();
  private times = new Float64Array(32);
  private places = new Float64Array(32);
  private ids = new Int32Array(32);
  private origins = new Int32Array(32);
  size = 0;

  /** Time of the next event, or Infinity. */
  get time(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.times[0];
  }

  get place(): number {
    return this.places[0];
  }

  /** What its adder noted of where it came from. */
  get origin(): number {
    return this.origins[0];
  }

  /** The bytes of the next event; only good until the buffer changes. */
  get bytes(): Uint8Array {
    const start = this.arena.start(this.ids[0]);
    return this.arena.bytes.subarray(start, start + this.arena.length(this.ids[0]));
  }

  /** The places of all that wait. */
  forEachPlace(visit: (place: number) => void): void {
    for (let at = 0; at < this.size; at++) visit(this.places[at]);
  }

  add(time: number, place: number, bytes: Uint8Array, start: number, end: number, origin: number): void {
    if (this.size === this.times.length) {
      this.times = grown(this.times, this.size + 1);
      this.places = grown(this.places, this.size + 1);
      this.ids = grown(this.ids, this.size + 1);
      this.origins = grown(this.origins, this.size + 1);
    }
    const id = this.arena.add(bytes, start, end);
    let at = this.size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.before(time, place, up)) break;
      this.move(up, at);
      at = up;
    }
    this.put(at, time, place, id, origin);
  }

  drop(): void {
    this.arena.remove(this.ids[0]);
    const last = --this.size;
    if (last === 0) return;
    const time = this.times[last];
    const place = this.places[last];
    const id = this.ids[last];
    const origin = this.origins[last];
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= last) break;
      if (child + 1 < last && this.before(this.times[child + 1], this.places[child + 1], child)) child++;
      if (this.before(time, place, child)) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, time, place, id, origin);
  }

  save(out: StateWriter): void {
    beginPart(out, 'waiting', 1);
    out.array(this.times, this.size);
    out.array(this.places, this.size);
    out.array(this.ids, this.size);
    out.array(this.origins, this.size);
    this.arena.save(out);
  }

  load(from: StateReader): void {
    openPart(from, 'waiting', 1);
    this.times = from.float64();
    this.size = this.times.length;
    this.places = ofLength(from.float64(), this.size);
    this.ids = ofLength(from.int32(), this.size);
    this.origins = ofLength(from.int32(), this.size);
    this.arena.load(from);
    for (const id of this.ids) expectFit(this.arena.has(id));
  }

  private before(time: number, place: number, other: number): boolean {
    return time < this.times[other] || (time === this.times[other] && place < this.places[other]);
  }

  private move(from: number, to: number): void {
    this.put(to, this.times[from], this.places[from], this.ids[from], this.origins[from]);
  }

  private put(at: number, time: number, place: number, id: number, origin: number): void {
    this.times[at] = time;
    this.places[at] = place;
    this.ids[at] = id;
    this.origins[at] = origin;
  }
}
