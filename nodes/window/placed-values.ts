/**
 * The values that `first`, `last` and `list` have gathered, by record of a window: those that the function may still ask
 * for, in order of (time, order of processing). Each record has a ring of entries in arrays, from its newest one to the
 * oldest and back; entries are given back. 29 bytes a value and 8 a record, besides texts, objects and lists.
 */

import { grown } from '../../runtime/engine/kernel/grow.ts';
import { JsonValues } from '../../runtime/engine/kernel/json-values.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { BOOLEAN, type Column, LIST, NUMBER, OBJECT, STRING } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  expectFit,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { Texts } from '../../runtime/engine/kernel/texts.ts';
import { valueAt } from '../kit/field.ts';

/** SPEC §4: `list` holds the 100 newest. */
const MOST_LISTED = 100;
const NONE = -1;
const FEW = 16;
const COMMA = 44;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

export class PlacedValues {
  private readonly most: number;
  /** Which one goes where there is one too many. */
  private readonly dropsNewest: boolean;
  /** By record. */
  private newest = new Int32Array(FEW);
  private counts = new Int32Array(FEW);
  /** By entry. */
  private times = new Float64Array(FEW);
  private seqs = new Float64Array(FEW);
  private tags = new Uint8Array(FEW);
  /** A number, 0 or 1 for a boolean; of a text its id in `texts`, of an object or list its id in `others`. */
  private values = new Float64Array(FEW);
  /** The next newer entry of the record; of its newest one the oldest. Of a free entry, the next free one. */
  private next = new Int32Array(FEW);
  private entries = 0;
  private firstFree = NONE;
  private readonly texts = new Texts();
  private readonly others = new JsonValues();

  constructor(keeps: 'first' | 'last' | 'list') {
    this.most = keeps === 'list' ? MOST_LISTED : 1;
    this.dropsNewest = keeps === 'first';
  }

  /** Makes room for a record, which has nothing. */
  grow(record: number): void {
    this.newest = grown(this.newest, record + 1);
    this.counts = grown(this.counts, record + 1);
  }

  /** Takes the value that a column, which is not missing or null, has of a row. @param seq greater than all before */
  add(record: number, context: OperatorContext, column: Column, row: number, seq: number): void {
    const time = context.rows.time[row];
    if (this.isLeftOut(record, time)) return;
    const entry = this.newEntry();
    const tag = column.tag[row];
    this.times[entry] = time;
    this.seqs[entry] = seq;
    this.tags[entry] = tag;
    if (tag === STRING) this.values[entry] = this.texts.add(context.rows, column, row);
    else if (tag === OBJECT || tag === LIST)
      this.values[entry] = this.others.add(valueAt(context.data(row), column.path));
    else this.values[entry] = column.num[row];
    this.put(record, entry);
  }

  /** Whether what happens now, at a time, would be dropped at once. */
  private isLeftOut(record: number, time: number): boolean {
    if (this.counts[record] < this.most) return false;
    const newest = this.newest[record];
    return this.dropsNewest ? time >= this.times[newest] : time < this.times[this.next[newest]];
  }

  /** Puts an entry where it belongs in a record's ring. */
  private put(record: number, entry: number): void {
    const { next } = this;
    if (this.counts[record] === 0) {
      this.counts[record] = 1;
      next[entry] = entry;
      this.newest[record] = entry;
      return;
    }
    const newest = this.newest[record];
    let before = newest;
    if (this.isAfter(newest, entry)) while (!this.isAfter(next[before], entry)) before = next[before];
    else this.newest[record] = entry;
    next[entry] = next[before];
    next[before] = entry;
    if (this.counts[record] === this.most) this.drop(record);
    else this.counts[record]++;
  }

  private isAfter(a: number, b: number): boolean {
    const { times, seqs } = this;
    return times[a] > times[b] || (times[a] === times[b] && seqs[a] > seqs[b]);
  }

  /** Lets go of the one that is too many. */
  private drop(record: number): void {
    const { next } = this;
    const newest = this.newest[record];
    const oldest = next[newest];
    if (this.dropsNewest) {
      next[oldest] = oldest;
      this.newest[record] = oldest;
      this.giveBack(newest);
    } else {
      next[newest] = next[oldest];
      this.giveBack(oldest);
    }
  }

  /** The record has nothing any more. */
  clear(record: number): void {
    let entry = this.newest[record];
    for (let left = this.counts[record]; left > 0; left--) {
      const after = this.next[entry];
      this.giveBack(entry);
      entry = after;
    }
    this.counts[record] = 0;
  }

  /** Takes all that `from` has into `into`; `from` has nothing then. */
  merge(into: number, from: number): void {
    let entry = this.next[this.newest[from]];
    for (let left = this.counts[from]; left > 0; left--) {
      const after = this.next[entry];
      this.put(into, entry);
      entry = after;
    }
    this.counts[from] = 0;
  }

  /** The oldest value of a record; null where there is none. */
  one(record: number): unknown {
    return this.counts[record] > 0 ? this.valueOf(this.next[this.newest[record]]) : null;
  }

  /** All values of a record in order. */
  list(record: number): unknown[] {
    const list: unknown[] = [];
    this.forEach(record, (entry) => list.push(this.valueOf(entry)));
    return list;
  }

  /** Writes the oldest value of a record as JSON. */
  writeOne(record: number, out: JsonWriter): void {
    if (this.counts[record] > 0) this.write(this.next[this.newest[record]], out);
    else out.value(null);
  }

  /** Writes all values of a record as a list. */
  writeList(record: number, out: JsonWriter): void {
    out.byte(OPEN_BRACKET);
    let entry = this.newest[record];
    for (let i = 0; i < this.counts[record]; i++) {
      if (i > 0) out.byte(COMMA);
      entry = this.next[entry];
      this.write(entry, out);
    }
    out.byte(CLOSE_BRACKET);
  }

  private write(entry: number, out: JsonWriter): void {
    const tag = this.tags[entry];
    if (tag === STRING) out.textOf(this.texts, this.values[entry]);
    else if (tag === OBJECT || tag === LIST) this.others.write(this.values[entry], out);
    else out.value(this.valueOf(entry));
  }

  private valueOf(entry: number): unknown {
    const value = this.values[entry];
    switch (this.tags[entry]) {
      case STRING:
        return this.texts.text(value);
      case NUMBER:
        return value;
      case BOOLEAN:
        return value === 1;
      default:
        return this.others.value(value);
    }
  }

  private forEach(record: number, visit: (entry: number) => void): void {
    let entry = this.newest[record];
    for (let left = this.counts[record]; left > 0; left--) {
      entry = this.next[entry];
      visit(entry);
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
      this.times = grown(this.times, entry + 1);
      this.seqs = grown(this.seqs, entry + 1);
      this.tags = grown(this.tags, entry + 1);
      this.values = grown(this.values, entry + 1);
      this.next = grown(this.next, entry + 1);
    }
    return entry;
  }

  private giveBack(entry: number): void {
    const tag = this.tags[entry];
    if (tag === STRING) this.texts.release(this.values[entry]);
    else if (tag === OBJECT || tag === LIST) this.others.release(this.values[entry]);
    this.next[entry] = this.firstFree;
    this.firstFree = entry;
  }

  /** Gathers for itself what another one has. @param records how many there are */
  copyFrom(other: PlacedValues, records: number): void {
    this.grow(records);
    for (let record = 0; record < records; record++)
      other.forEach(record, (from) => {
        const entry = this.newEntry();
        const tag = other.tags[from];
        this.times[entry] = other.times[from];
        this.seqs[entry] = other.seqs[from];
        this.tags[entry] = tag;
        const value = other.values[from];
        if (tag === STRING) this.values[entry] = this.texts.addOf(other.texts, value);
        else if (tag === OBJECT || tag === LIST) this.values[entry] = this.others.addOf(other.others, value);
        else this.values[entry] = value;
        this.put(record, entry);
      });
  }

  /** @param records how many there are */
  save(out: StateWriter, records: number): void {
    const { entries } = this;
    beginPart(out, 'placed', 1);
    out.number(this.firstFree);
    out.array(this.newest, records);
    out.array(this.counts, records);
    out.array(this.times, entries);
    out.array(this.seqs, entries);
    out.array(this.tags, entries);
    out.array(this.values, entries);
    out.array(this.next, entries);
    this.texts.save(out);
    this.others.save(out);
  }

  load(from: StateReader, records: number): void {
    openPart(from, 'placed', 1);
    this.firstFree = from.number();
    this.newest = ofLength(from.int32(), records);
    this.counts = ofLength(from.int32(), records);
    this.times = from.float64();
    const entries = this.times.length;
    this.entries = entries;
    this.seqs = ofLength(from.float64(), entries);
    this.tags = ofLength(from.uint8(), entries);
    this.values = ofLength(from.float64(), entries);
    this.next = ofLength(from.int32(), entries);
    this.texts.load(from);
    this.others.load(from);
    this.expectRings();
  }

  /** Every entry is in one ring, or free, and what it stands for is there. */
  private expectRings(): void {
    const { entries, next } = this;
    const isEntry = (entry: number) => entry >= 0 && entry < entries;
    let met = 0;
    for (let record = 0; record < this.counts.length; record++) {
      const count = this.counts[record];
      expectFit(count >= 0 && count <= this.most && (count === 0 || isEntry(this.newest[record])));
      this.forEach(record, (entry) => {
        expectFit(isEntry(entry) && ++met <= entries);
        if (this.tags[entry] === STRING) this.texts.expect(this.values[entry]);
        else if (this.tags[entry] === OBJECT || this.tags[entry] === LIST)
          this.others.expect(this.values[entry]);
      });
    }
    for (let free = this.firstFree; free !== NONE; free = next[free])
      expectFit(isEntry(free) && ++met <= entries);
    expectFit(met === entries);
  }
}
