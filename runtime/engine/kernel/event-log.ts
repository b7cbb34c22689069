/**
 * Where source events are read back from, by their place. A place is a whole number that grows in the order of
 * arrival. Offline from a file it is the byte offset (nothing is kept in memory); live it is a position in a log.
 */
import { ByteArena } from './byte-arena.ts';
import { grown } from './grow.ts';
import { NumberMap } from './number-map.ts';

/** Where the JSON text of an event lies; only good until the next event is read. */
export interface EventBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export interface EventLog {
  /** Notes that a block begins; returns the place of its first byte. An event's place is that plus its offset. */
  open(block: Uint8Array): number;
  /** Shows an event of an earlier block that is worked off now; it can be kept and read until the next one is shown. */
  present(place: number, bytes: Uint8Array, start: number, end: number): void;
  /** Something waits with the event: it is kept already, or lies in the open block, or was presented. */
  keep(place: number): void;
  /** Ends one `keep`. */
  release(place: number): void;
  /**
   * The engine has the bytes of an event, which waits for the watermark, and will present and perhaps keep it: a log that
   * lets go of what is old must not, until `unpin`. Of no concern to a log that has only what is kept.
   */
  pin?(place: number): void;
  unpin?(place: number): void;
  /** An event that is kept, lies in the open block, or was presented. */
  read(place: number): EventBytes;
}

/** Keeps in memory just the bytes of the events that something waits with. */
export class MemoryLog implements EventLog {
  private readonly kept = new NumberMap();
  private readonly arena = new ByteArena();
  private refs = new Int32Array(64);
  private block: Uint8Array = new Uint8Array(0);
  private base = 0;
  private next = 0;
  private shownPlace = -1;
  private shown: Uint8Array = new Uint8Array(0);

  /** How many events are kept. */
  get size(): number {
    return this.arena.size;
  }

  open(block: Uint8Array): number {
    this.block = block;
    this.base = this.next;
    this.next += block.length + 1;
    return this.base;
  }

  present(place: number, bytes: Uint8Array, start: number, end: number): void {
    this.shownPlace = place;
    this.shown = bytes.subarray(start, end);
  }

  keep(place: number): void {
    let id = this.kept.get(place);
    if (id < 0) {
      const bytes = this.bytesAt(place);
      id = this.arena.add(bytes, 0, bytes.length);
      if (id >= this.refs.length) this.refs = grown(this.refs, id + 1);
      this.refs[id] = 0;
      this.kept.set(place, id);
    }
    this.refs[id]++;
  }

  release(place: number): void {
    const id = this.kept.get(place);
    if (--this.refs[id] > 0) return;
    this.arena.remove(id);
    this.kept.delete(place);
  }

  read(place: number): EventBytes {
    const id = this.kept.get(place);
    if (id >= 0) {
      const start = this.arena.start(id);
      return { bytes: this.arena.bytes, start, end: start + this.arena.length(id) };
    }
    const bytes = this.bytesAt(place);
    return { bytes, start: 0, end: bytes.length };
  }

  /** The bytes of an event that is not kept yet. */
  private bytesAt(place: number): Uint8Array {
    if (place === this.shownPlace) return this.shown;
    const start = place - this.base;
    if (start < 0 || start >= this.block.length) throw new Error(`The event at place ${place} was not kept.`);
    const newline = this.block.indexOf(10, start);
    return this.block.subarray(start, newline < 0 ? this.block.length : newline);
  }
}
