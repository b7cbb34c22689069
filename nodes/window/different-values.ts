/**
 * The values that `distinct` has met, each once, by record of a window: in arrays, found by record and value. 25 bytes a
 * value and 8 a record, besides the places in the table and texts that nothing else refers to.
 */

import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { type Column, LIST, OBJECT, STRING } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  expectFit,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import type { Symbols } from '../../runtime/engine/kernel/symbols.ts';
import { valueAt } from '../kit/field.ts';

const NONE = -1;
const FEW = 16;

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

export class DifferentValues {
  private symbols!: Symbols;
  /** By record: one of its entries, and how many they are. */
  private first = new Int32Array(FEW);
  private counts = new Int32Array(FEW);
  /** By entry. */
  private records = new Int32Array(FEW);
  /** What the value is; objects and lists are alike, since their JSON tells them apart. */
  private tags = new Uint8Array(FEW);
  /** A number, 0 or 1 for a boolean; of a text, or the JSON of an object or list, the symbol, which is retained. */
  private values = new Float64Array(FEW);
  /** Another entry of the record, or NONE. Of a free entry, the next free one. */
  private next = new Int32Array(FEW);
  private entries = 0;
  private held = 0;
  private firstFree = NONE;
  /** Entries by hash: the last one added plus 1, or 0; from there, by entry, on to those before it. */
  private table = new Int32Array(FEW);
  private nextOfHash = new Int32Array(FEW);

  bind(symbols: Symbols): void {
    this.symbols = symbols;
  }

  /** Makes room for a record, which has nothing. */
  grow(record: number): void {
    this.first = grown(this.first, record + 1);
    this.counts = grown(this.counts, record + 1);
  }

  /** How many different values a record has. */
  count(record: number): number {
    return this.counts[record];
  }

  /** Takes the value that a column, which is not missing or null, has of a row. */
  add(record: number, context: OperatorContext, column: Column, row: number): void {
    const tag = column.tag[row];
    if (tag === STRING) this.addValue(record, STRING, context.rows.symbol(column, row));
    else if (tag === OBJECT || tag === LIST) {
      const json = JSON.stringify(valueAt(context.data(row), column.path)) ?? 'null';
      this.addValue(record, OBJECT, this.symbols.internText(json));
      // 0 and -0 are one value.
    } else this.addValue(record, tag, column.num[row] + 0);
  }

  private addValue(record: number, tag: number, value: number): void {
    if (this.find(record, tag, value) >= 0) return;
    if (tag === STRING || tag === OBJECT) this.symbols.retain(value);
    const entry = this.newEntry();
    this.tags[entry] = tag;
    this.values[entry] = value;
    this.link(record, entry);
  }

  private find(record: number, tag: number, value: number): number {
    let entry = this.table[this.placeOf(record, value)] - 1;
    while (entry >= 0) {
      if (this.values[entry] === value && this.records[entry] === record && this.tags[entry] === tag) break;
      entry = this.nextOfHash[entry];
    }
    return entry;
  }

  /** Puts an entry to a record, and where it will be found. */
  private link(record: number, entry: number): void {
    this.records[entry] = record;
    this.next[entry] = this.counts[record]++ > 0 ? this.first[record] : NONE;
    this.first[record] = entry;
    if (++this.held > this.table.length) this.makeTable(this.held);
    else this.hang(entry);
  }

  private hang(entry: number): void {
    const place = this.placeOf(this.records[entry], this.values[entry]);
    this.nextOfHash[entry] = this.table[place] - 1;
    this.table[place] = entry + 1;
  }

  private unhang(entry: number): void {
    const place = this.placeOf(this.records[entry], this.values[entry]);
    this.held--;
    const after = this.nextOfHash[entry];
    let at = this.table[place] - 1;
    if (at === entry) this.table[place] = after + 1;
    else {
      while (this.nextOfHash[at] !== entry) at = this.nextOfHash[at];
      this.nextOfHash[at] = after;
    }
  }

  private placeOf(record: number, value: number): number {
    float[0] = value;
    let hash = Math.imul(record, 0x9e3779b1) ^ words[0] ^ Math.imul(words[1], 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
    return (hash ^ (hash >>> 16)) & (this.table.length - 1);
  }

  /** The record has nothing any more. */
  clear(record: number): void {
    this.forEach(record, (entry) => {
      this.unhang(entry);
      this.giveBack(entry);
    });
    this.counts[record] = 0;
  }

  /** Takes all that `from` has into `into`; `from` has nothing then. */
  merge(into: number, from: number): void {
    this.forEach(from, (entry) => {
      this.unhang(entry);
      if (this.find(into, this.tags[entry], this.values[entry]) >= 0) this.giveBack(entry);
      else this.link(into, entry);
    });
    this.counts[from] = 0;
  }

  private forEach(record: number, visit: (entry: number) => void): void {
    let entry = this.first[record];
    for (let left = this.counts[record]; left > 0; left--) {
      const after = this.next[entry];
      visit(entry);
      entry = after;
    }
  }

  private newEntry(): number {
    const free = this.firstFree;
    if (free !== NONE) {
      this.firstFree = this.next[free];
      return free;
    }
    const entry = this.entries++;
    if (entry >= this.next.length) {
      this.records = grown(this.records, entry + 1);
      this.tags = grown(this.tags, entry + 1);
      this.values = grown(this.values, entry + 1);
      this.next = grown(this.next, entry + 1);
      this.nextOfHash = grown(this.nextOfHash, entry + 1);
    }
    return entry;
  }

  private giveBack(entry: number): void {
    if (this.tags[entry] === STRING || this.tags[entry] === OBJECT) this.symbols.release(this.values[entry]);
    this.records[entry] = NONE;
    this.next[entry] = this.firstFree;
    this.firstFree = entry;
  }

  /** A table with places for at least so many entries, in which all that are held hang. */
  private makeTable(needed: number): void {
    let size = FEW;
    while (size < needed) size *= 2;
    this.table = new Int32Array(size * 2);
    for (let entry = 0; entry < this.entries; entry++) if (this.records[entry] >= 0) this.hang(entry);
  }

  /** Gathers for itself what another one has. @param records how many there are */
  copyFrom(other: DifferentValues, records: number): void {
    this.grow(records);
    for (let record = 0; record < records; record++)
      other.forEach(record, (entry) => this.addValue(record, other.tags[entry], other.values[entry]));
  }

  /** Gives back all that is held of the records. */
  clearAll(): void {
    for (let record = 0; record < this.counts.length; record++) this.clear(record);
  }

  /** @param records how many there are */
  save(out: StateWriter, records: number): void {
    const { entries } = this;
    beginPart(out, 'different', 1);
    out.number(this.firstFree);
    out.array(this.first, records);
    out.array(this.counts, records);
    out.array(this.records, entries);
    out.array(this.tags, entries);
    out.array(this.values, entries);
    out.array(this.next, entries);
  }

  load(from: StateReader, records: number): void {
    openPart(from, 'different', 1);
    this.firstFree = from.number();
    this.first = ofLength(from.int32(), records);
    this.counts = ofLength(from.int32(), records);
    this.records = from.int32();
    const entries = this.records.length;
    this.entries = entries;
    this.tags = ofLength(from.uint8(), entries);
    this.values = ofLength(from.float64(), entries);
    this.next = ofLength(from.int32(), entries);
    this.nextOfHash = new Int32Array(entries);
    this.held = this.takeLoaded();
    this.makeTable(this.held);
  }

  /** Every entry belongs to one record, or is free; refers to the symbols. How many belong to records. */
  private takeLoaded(): number {
    const { entries, next } = this;
    const isEntry = (entry: number) => entry >= 0 && entry < entries;
    let met = 0;
    for (let record = 0; record < this.counts.length; record++) {
      expectFit(this.counts[record] >= 0);
      this.forEach(record, (entry) => {
        expectFit(isEntry(entry) && ++met <= entries && this.records[entry] === record);
        if (this.tags[entry] === STRING || this.tags[entry] === OBJECT)
          this.symbols.retainLoaded(this.values[entry]);
      });
    }
    const held = met;
    for (let free = this.firstFree; free !== NONE; free = next[free])
      expectFit(isEntry(free) && ++met <= entries && this.records[free] === NONE);
    expectFit(met === entries);
    return held;
  }
}
