/**
 * Many short byte strings in one buffer, named by dense ids that are given back. 12 bytes a string besides its
 * own bytes. When half of the buffer is garbage it is moved together; ids stay.
 */
import { grown } from './grow.ts';

const SMALLEST_COMPACTION = 1 << 16;

export class ByteArena {
  bytes = new Uint8Array(1 << 12);
  private starts = new Float64Array(64);
  private lengths = new Int32Array(64).fill(-1);
  private used = 0;
  private garbage = 0;
  private ids = 0;
  private readonly free: number[] = [];

  /** How many strings are held. */
  get size(): number {
    return this.ids - this.free.length;
  }

  /** Highest id ever given plus one: how long an array indexed by id must be. */
  get idLimit(): number {
    return this.ids;
  }

  add(source: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (this.used + length > this.bytes.length) this.makeRoom(length);
    const id = this.free.pop() ?? this.ids++;
    if (id >= this.starts.length) {
      this.starts = grown(this.starts, id + 1);
      this.lengths = grown(this.lengths, id + 1);
    }
    copyBytes(source, start, end, this.bytes, this.used);
    this.starts[id] = this.used;
    this.lengths[id] = length;
    this.used += length;
    return id;
  }

  remove(id: number): void {
    this.garbage += this.lengths[id];
    this.lengths[id] = -1;
    this.free.push(id);
  }

  start(id: number): number {
    return this.starts[id];
  }

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

  private makeRoom(length: number): void {
    if (this.garbage > SMALLEST_COMPACTION && this.garbage * 2 > this.used) this.compact();
    if (this.used + length > this.bytes.length) this.bytes = grown(this.bytes, this.used + length);
  }

  /** Moves what is held together, in the order in which it lies. */
  private compact(): void {
    const held: number[] = [];
    for (let id = 0; id < this.ids; id++) if (this.lengths[id] >= 0) held.push(id);
    held.sort((a, b) => this.starts[a] - this.starts[b]);
    let to = 0;
    for (const id of held) {
      const from = this.starts[id];
      this.bytes.copyWithin(to, from, from + this.lengths[id]);
      this.starts[id] = to;
      to += this.lengths[id];
    }
    this.used = to;
    this.garbage = 0;
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
