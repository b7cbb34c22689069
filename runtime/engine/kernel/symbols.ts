/**
 * Texts as dense numbers. Each different text that a flow reads gets one id while anything refers to it; equal
 * texts have equal ids, so a comparison or a key is a number. 22 to 28 bytes a text besides its own bytes.
 *
 * A symbol that nobody retains is only good until the next `sweep`, which the engine calls between blocks.
 */
import { type ArenaPlaces, ByteArena } from './byte-arena.ts';
import { grown } from './grow.ts';
import { hashBytes } from './hash.ts';
import { beginPart, expectFit, openPart, type StateReader, type StateWriter } from './state.ts';
import { decodeText, encodeText } from './wtf8.ts';

const GONE = -1;

export class Symbols {
  private readonly arena = new ByteArena();
  private hashes = new Int32Array(64);
  private refs = new Int32Array(64);
  /** Open addressing: id + 1, 0 for empty, GONE for a deleted place. */
  private table = new Int32Array(128);
  private filled = 0;
  /** Symbols whose count of references is or was 0: looked at by the next sweep. */
  private doubtful = new Int32Array(64);
  private doubts = 0;
  /** While state is being loaded: what was there, of which nobody has said yet that he refers to it. */
  private loaded: ArenaPlaces | undefined;

  get size(): number {
    return this.arena.size;
  }

  get idLimit(): number {
    return this.arena.idLimit;
  }

  /** The id of a text given as WTF-8 bytes. */
  intern(source: Uint8Array, start: number, end: number): number {
    return this.internHashed(hashBytes(source, start, end), source, start, end);
  }

  /** The same, where the hash is known. */
  internHashed(hash: number, source: Uint8Array, start: number, end: number): number {
    const found = this.find(hash, source, start, end);
    return found >= 0 ? found : this.insert(hash, source, start, end);
  }

  internText(text: string): number {
    const { bytes, length } = encodeText(text);
    return this.intern(bytes, 0, length);
  }

  hash(id: number): number {
    return this.hashes[id];
  }

  /** Whether a symbol is the text of some WTF-8 bytes. */
  equals(id: number, source: Uint8Array, start: number, end: number): boolean {
    return this.arena.equals(id, source, start, end);
  }

  /** The id where the text is known, else -1; adds nothing. */
  lookup(source: Uint8Array, start: number, end: number): number {
    return this.find(hashBytes(source, start, end), source, start, end);
  }

  text(id: number): string {
    const start = this.arena.start(id);
    return decodeText(this.arena.bytes, start, start + this.arena.length(id));
  }

  /** Where a text's bytes lie in `bytes`. */
  start(id: number): number {
    return this.arena.start(id);
  }

  end(id: number): number {
    return this.arena.start(id) + this.arena.length(id);
  }

  /** The bytes of all texts; only good until the next text is added. */
  get bytes(): Uint8Array {
    return this.arena.bytes;
  }

  /** The bytes of a text; only good until the next text is added. */
  bytesOf(id: number): Uint8Array {
    const start = this.arena.start(id);
    return this.arena.bytes.subarray(start, start + this.arena.length(id));
  }

  retain(id: number): number {
    this.refs[id]++;
    return id;
  }

  release(id: number): void {
    if (--this.refs[id] === 0) this.doubt(id);
  }

  /** Forgets the texts that nothing refers to. No unretained id may be used afterwards. */
  sweep(): void {
    for (let i = 0; i < this.doubts; i++) {
      const id = this.doubtful[i];
      if (this.refs[id] === 0 && this.arena.length(id) >= 0) this.remove(id);
    }
    this.doubts = 0;
    if (this.isCrowded()) this.rehash();
  }

  /** Only what is retained; call `sweep` before. How often it is, those say who load what refers to it. */
  save(out: StateWriter): void {
    beginPart(out, 'symbols', 1);
    this.arena.save(out);
  }

  /**
   * Into empty symbols: every text gets the id that it had, and stays until `endLoad`. Hashes are computed anew, since
   * each process has its own.
   */
  load(from: StateReader): void {
    openPart(from, 'symbols', 1);
    this.arena.load(from);
    const { arena } = this;
    this.refs = new Int32Array(Math.max(arena.idLimit, 64));
    this.hashes = new Int32Array(this.refs.length);
    this.makeTable();
    for (let id = 0; id < arena.idLimit; id++) {
      if (!arena.has(id)) continue;
      const start = arena.start(id);
      this.hashes[id] = hashBytes(arena.bytes, start, start + arena.length(id));
      this.refs[id] = 1;
      this.place(id);
    }
    this.loaded = arena.places();
  }

  /** Refers to a symbol whose number was loaded. */
  retainLoaded(id: number): number {
    expectFit(Number.isInteger(id) && this.arena.has(id));
    return this.retain(id);
  }

  /** All that refers to symbols has been loaded: the others are forgotten. */
  endLoad(): void {
    const { loaded } = this;
    if (!loaded) return;
    this.loaded = undefined;
    for (let id = 0; id < loaded.ids; id++) if (loaded.lengths[id] >= 0) this.release(id);
    this.sweep();
    this.arena.putBack(loaded);
  }

  private find(hash: number, source: Uint8Array, start: number, end: number): number {
    const table = this.table;
    const mask = table.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const entry = table[at];
      if (entry === 0) return -1;
      if (
        entry !== GONE &&
        this.hashes[entry - 1] === hash &&
        this.arena.equals(entry - 1, source, start, end)
      )
        return entry - 1;
    }
  }

  private insert(hash: number, source: Uint8Array, start: number, end: number): number {
    if (this.isCrowded()) this.rehash();
    const id = this.arena.add(source, start, end);
    if (id >= this.refs.length) {
      this.refs = grown(this.refs, id + 1);
      this.hashes = grown(this.hashes, id + 1);
    }
    this.hashes[id] = hash;
    this.refs[id] = 0;
    this.place(id);
    this.doubt(id);
    return id;
  }

  private place(id: number): void {
    const mask = this.table.length - 1;
    let at = this.hashes[id] & mask;
    while (this.table[at] > 0) at = (at + 1) & mask;
    if (this.table[at] === 0) this.filled++;
    this.table[at] = id + 1;
  }

  private doubt(id: number): void {
    if (this.doubts === this.doubtful.length) this.doubtful = grown(this.doubtful, this.doubts + 1);
    this.doubtful[this.doubts++] = id;
  }

  private remove(id: number): void {
    const mask = this.table.length - 1;
    let at = this.hashes[id] & mask;
    while (this.table[at] !== id + 1) at = (at + 1) & mask;
    this.table[at] = GONE;
    this.arena.remove(id);
  }

  /** Two thirds of the table's places are taken. */
  private isCrowded(): boolean {
    return this.filled * 3 >= this.table.length * 2;
  }

  /** A table of which at most half is taken, without deleted places. */
  private rehash(): void {
    const ids = this.table;
    this.makeTable();
    for (const entry of ids) if (entry > 0) this.place(entry - 1);
  }

  private makeTable(): void {
    let size = 128;
    while (size < this.arena.size * 2) size *= 2;
    this.table = new Int32Array(size);
    this.filled = 0;
  }
}
