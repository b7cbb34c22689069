/**
 * Many short byte strings in one buffer, named by dense ids that are given back. 8 bytes a string besides its own
 * bytes. When half of the buffer is garbage, what is held moves to a buffer of its own size; ids stay.
 */
import { grown } from './grow.ts';
import { beginPart, expectFit, ofLength, openPart, type StateReader, type StateWriter } from './state.ts';

const SMALLEST_COMPACTION = 1 << 16;
const SMALLEST_BUFFER = 1 << 12;
/** Where a string may begin at most, as long as that is written in 32 bits. */
const MOST_BYTES = 2 ** 32;
const NONE = -1;

/** @see ByteArena.places */
export interface ArenaPlaces {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Int32Array;
  readonly used: number;
  readonly garbage: number;
  readonly ids: number;
  readonly held: number;
  readonly firstFree: number;
}

export class ByteArena {
  bytes = new Uint8Array(SMALLEST_BUFFER);
  private starts = new Uint32Array(64);
  /** Of an id that was given back: -2 - the one given back before it, so that the free ids are a list. */
  private lengths = new Int32Array(64);
  private used = 0;
  private garbage = 0;
  private ids = 0;
  private firstFree = NONE;
  private held = 0;

  /** How many strings are held. */
  get size(): number {
    return this.held;
  }

  /** Highest id ever given plus one: how long an array indexed by id must be. */
  get idLimit(): number {
    return this.ids;
  }

  add(source: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (this.used + length > this.bytes.length) this.makeRoom(length);
    const id = this.newId();
    copyBytes(source, start, end, this.bytes, this.used);
    this.starts[id] = this.used;
    this.lengths[id] = length;
    this.used += length;
    return id;
  }

  private newId(): number {
    this.held++;
    const free = this.firstFree;
    if (free >= 0) {
      this.firstFree = -2 - this.lengths[free];
      return free;
    }
    const id = this.ids++;
    if (id >= this.starts.length) {
      this.starts = grown(this.starts, id + 1);
      this.lengths = grown(this.lengths, id + 1);
    }
    return id;
  }

  remove(id: number): void {
    this.garbage += this.lengths[id];
    this.lengths[id] = -2 - this.firstFree;
    this.firstFree = id;
    this.held--;
  }

  start(id: number): number {
    return this.starts[id];
  }

  /** Of the string; negative where the id was given back. */
  length(id: number): number {
    return this.lengths[id];
  }

  /** True where the arena holds exactly these bytes under the id. */
  equals(id: number, source: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (this.lengths[id] !== length) return false;
    const bytes = this.bytes;
    const from = this.starts[id];
    for (let i = 0; i < length; i++) if (bytes[from + i] !== source[start + i]) return false;
    return true;
  }

  /** Bytes are only ever written behind those that are used, and move to other memory: they need no copy. */
  save(out: StateWriter): void {
    beginPart(out, 'bytes', 1);
    for (const each of [this.ids, this.held, this.garbage, this.firstFree]) out.number(each);
    out.array(this.starts, this.ids);
    out.array(this.lengths, this.ids);
    out.frozen(this.bytes, this.used);
  }

  load(from: StateReader): void {
    openPart(from, 'bytes', 1);
    this.ids = from.number();
    this.held = from.number();
    this.garbage = from.number();
    this.firstFree = from.number();
    this.starts = ofLength(from.uint32(), this.ids);
    this.lengths = ofLength(from.int32(), this.ids);
    this.bytes = from.uint8();
    this.used = this.bytes.length;
    let held = 0;
    for (let id = 0; id < this.ids; id++) {
      if (this.lengths[id] < 0) continue;
      expectFit(this.starts[id] + this.lengths[id] <= this.used);
      held++;
    }
    let free = 0;
    for (let id = this.firstFree; id !== NONE && free <= this.ids; id = -2 - this.lengths[id]) {
      expectFit(this.lengths[id] < 0);
      free++;
    }
    expectFit(held === this.held && held + free === this.ids);
  }

  /** Whether a string is held under the id. */
  has(id: number): boolean {
    return this.lengths[id] >= 0;
  }

  /** A note of which ids are held where, for `putBack`. */
  places(): ArenaPlaces {
    const { bytes, used, garbage, ids, held, firstFree } = this;
    const starts = this.starts.slice(0, ids);
    return { starts, lengths: this.lengths.slice(0, ids), bytes, used, garbage, ids, held, firstFree };
  }

  /**
   * Everything as it was noted, where the same ids are held as then: what came meanwhile has left no trace, not even in
   * the order in which ids are given out next.
   */
  putBack(noted: ArenaPlaces): void {
    if (noted.held !== this.held) return;
    for (let id = 0; id < noted.ids; id++) if (this.has(id) !== noted.lengths[id] >= 0) return;
    Object.assign(this, noted);
  }

  private makeRoom(length: number): void {
    if (this.garbage > SMALLEST_COMPACTION && this.garbage * 2 >= this.used) this.compact();
    const needed = this.used + length;
    if (needed > MOST_BYTES) throw new Error(`An arena holds ${MOST_BYTES} bytes at most.`);
    if (needed > this.bytes.length) this.bytes = grown(this.bytes, needed);
  }

  /** Moves what is held into a new buffer, with room for as much again. */
  private compact(): void {
    const { bytes } = this;
    this.bytes = new Uint8Array(Math.max((this.used - this.garbage) * 2, SMALLEST_BUFFER));
    this.used = 0;
    this.garbage = 0;
    for (let id = 0; id < this.ids; id++) {
      const length = this.lengths[id];
      if (length < 0) continue;
      copyBytes(bytes, this.starts[id], this.starts[id] + length, this.bytes, this.used);
      this.starts[id] = this.used;
      this.used += length;
    }
  }
}

/** A loop beats `set(subarray())` for the short strings that keys are. */
function copyBytes(source: Uint8Array, start: number, end: number, target: Uint8Array, at: number): void {
  if (end - start > 64) {
    target.set(source.subarray(start, end), at);
    return;
  }
  for (let i = start; i < end; i++) target[at++] = source[i];
}
