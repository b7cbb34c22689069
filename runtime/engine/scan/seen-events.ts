/**
 * The events that came lately, so that the same `source` + `id` counts once (SPEC §1). Two generations of half the
 * horizon each: a second one is noticed if at most 500,000 events came since the first, and up to a million. (Fewer,
 * where the names of a generation take more than 256 MiB.)
 *
 * What an event is called by is written once, one after the other; a generation that is over is written over, so
 * that nothing is left to the garbage collector. About 16 bytes an event besides its own name.
 */
import { grown } from '../kernel/grow.ts';
import { hashBytes } from '../kernel/hash.ts';
import { beginPart, expectFit, openPart, type StateReader, type StateWriter } from '../kernel/state.ts';

/** Events of one generation. */
export const GENERATION = 500_000;
const MOST_BYTES = 256 * 1024 * 1024;

/** Two pieces of one buffer. */
export interface EventName {
  bytes: Uint8Array;
  sourceStart: number;
  sourceEnd: number;
  idStart: number;
  idEnd: number;
}

export class SeenEvents {
  private young = new Generation();
  private old = new Generation();

  constructor(private readonly generation = GENERATION) {}

  /** True where the event was added before within the horizon; adds it where not. */
  hasOrAdd(name: EventName): boolean {
    const hash = hashOf(name);
    if (this.young.has(hash, name) || this.old.has(hash, name)) return true;
    if (this.young.size >= this.generation || this.young.bytes >= MOST_BYTES) {
      const { old } = this;
      this.old = this.young;
      this.young = old;
      old.clear();
    }
    this.young.add(hash, name);
    return false;
  }

  /** Names alone: each process finds them by other hashes. */
  save(out: StateWriter): void {
    beginPart(out, 'seen', 1);
    this.old.save(out);
    this.young.save(out);
  }

  load(from: StateReader): void {
    openPart(from, 'seen', 1);
    this.old.load(from);
    this.young.load(from);
  }
}

/** The two hashes may not cancel each other out. */
function hashOf({ bytes, sourceStart, sourceEnd, idStart, idEnd }: EventName): number {
  return (Math.imul(hashBytes(bytes, sourceStart, sourceEnd), 31) + hashBytes(bytes, idStart, idEnd)) | 0;
}

/** Lengths of source and id, before their bytes. */
const LENGTHS = 8;

class Generation {
  size = 0;
  /** Taken so far. */
  bytes = 0;
  /** Open addressing, at most half full: hash, and where the name begins plus one (0: empty). */
  private table = new Int32Array(1 << 11);
  private names = new Uint8Array(1 << 14);
  /** Copies of the state that read the names where they lie. */
  private readers = 0;

  has(hash: number, name: EventName): boolean {
    const { table } = this;
    const mask = table.length - 1;
    for (let at = (hash << 1) & mask; table[at + 1] !== 0; at = (at + 2) & mask)
      if (table[at] === hash && this.isAt(table[at + 1] - 1, name)) return true;
    return false;
  }

  /** One that it has not. */
  add(hash: number, name: EventName): void {
    if (this.size * 4 >= this.table.length) this.grow();
    put(this.table, hash, this.write(name) + 1);
    this.size++;
  }

  /** Its memory stays, but where a copy of the state still reads it. */
  clear(): void {
    this.table.fill(0);
    if (this.readers > 0) this.names = new Uint8Array(this.names.length);
    this.readers = 0;
    this.size = 0;
    this.bytes = 0;
  }

  save(out: StateWriter): void {
    const { names } = this;
    this.readers++;
    out.frozen(names, this.bytes, () => {
      if (this.names === names) this.readers--;
    });
  }

  load(from: StateReader): void {
    this.names = from.uint8();
    const end = this.names.length;
    const { names } = this;
    const name = { bytes: names, sourceStart: 0, sourceEnd: 0, idStart: 0, idEnd: 0 };
    while (this.bytes < end) {
      const place = this.bytes;
      expectFit(place + LENGTHS <= end);
      const sourceLength = read(names, place);
      const idLength = read(names, place + 4);
      expectFit(sourceLength >= 0 && idLength >= 0 && place + LENGTHS + sourceLength + idLength <= end);
      name.sourceStart = place + LENGTHS;
      name.sourceEnd = name.sourceStart + sourceLength;
      name.idStart = name.sourceEnd;
      name.idEnd = name.idStart + idLength;
      if (this.size * 4 >= this.table.length) this.grow();
      put(this.table, hashOf(name), place + 1);
      this.size++;
      this.bytes = name.idEnd;
    }
  }

  private isAt(place: number, { bytes, sourceStart, sourceEnd, idStart, idEnd }: EventName): boolean {
    const { names } = this;
    const sourceLength = sourceEnd - sourceStart;
    const idLength = idEnd - idStart;
    if (read(names, place) !== sourceLength || read(names, place + 4) !== idLength) return false;
    const id = place + LENGTHS + sourceLength;
    for (let i = 0; i < idLength; i++) if (names[id + i] !== bytes[idStart + i]) return false;
    const source = place + LENGTHS;
    for (let i = 0; i < sourceLength; i++) if (names[source + i] !== bytes[sourceStart + i]) return false;
    return true;
  }

  private write({ bytes, sourceStart, sourceEnd, idStart, idEnd }: EventName): number {
    const place = this.bytes;
    const length = LENGTHS + sourceEnd - sourceStart + idEnd - idStart;
    if (place + length > this.names.length) {
      this.names = grown(this.names, place + length);
      this.readers = 0;
    }
    const { names } = this;
    write(names, place, sourceEnd - sourceStart);
    write(names, place + 4, idEnd - idStart);
    let at = place + LENGTHS;
    for (let i = sourceStart; i < sourceEnd; i++) names[at++] = bytes[i];
    for (let i = idStart; i < idEnd; i++) names[at++] = bytes[i];
    this.bytes = at;
    return place;
  }

  private grow(): void {
    const { table } = this;
    this.table = new Int32Array(table.length * 2);
    for (let at = 0; at < table.length; at += 2)
      if (table[at + 1] !== 0) put(this.table, table[at], table[at + 1]);
  }
}

function put(table: Int32Array, hash: number, name: number): void {
  const mask = table.length - 1;
  let at = (hash << 1) & mask;
  while (table[at + 1] !== 0) at = (at + 2) & mask;
  table[at] = hash;
  table[at + 1] = name;
}

function read(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}

function write(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}
