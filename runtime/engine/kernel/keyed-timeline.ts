/**
 * Entries by key: for each key a list in order of (time, adding), and one of all entries in the order of adding. An
 * entry is named by its place in arrays, where its owner's columns have their values too; the place of an entry that
 * left is given to another one.
 *
 * 28 bytes an entry and 12 a key, besides the owner's columns.
 */
import { grown } from './grow.ts';
import { beginPart, expectFit, ofLength, openPart, type StateReader, type StateWriter } from './state.ts';

/** Entries that may stay though they are older than what is asked for now: only late events ask for them. */
export const KEPT_FOR_LATE = 65_536;
const NONE = -1;
const FEW = 16;

/** A number for each entry. */
export interface EntryNumbers {
  values: Float64Array;
}

/** Yes (1) or no for each entry. */
export interface EntryFlags {
  values: Uint8Array;
}

/** One entry for each key (by slot), or -1. */
export interface EntryMarks {
  values: Int32Array;
}

export class KeyedTimeline {
  private times = new Float64Array(FEW);
  private slots = new Int32Array(FEW);
  /** Neighbours of the same key. */
  private older = new Int32Array(FEW);
  private newer = new Int32Array(FEW);
  /** Neighbours in the order of adding; of a free place, `addedAfter` is the next free one. */
  private addedBefore = new Int32Array(FEW);
  private addedAfter = new Int32Array(FEW);
  private firstAdded = NONE;
  private lastAdded = NONE;
  private firstFree = NONE;
  private places = 0;
  private live = 0;
  /** By key slot. */
  private newestOf = new Int32Array(FEW).fill(NONE);
  private oldestOf = new Int32Array(FEW).fill(NONE);
  private counts = new Int32Array(FEW);
  private readonly numbers: EntryNumbers[] = [];
  private readonly flags: EntryFlags[] = [];
  private readonly marks: EntryMarks[] = [];
  private keyGone: (slot: number) => void;
  private left: ((entry: number) => void) | undefined;

  /**
   * @param keyGone a key has lost its last entry
   * @param left an entry leaves; its values are still there
   */
  constructor(keyGone: (slot: number) => void, left?: (entry: number) => void) {
    this.keyGone = keyGone;
    this.left = left;
  }

  /** Another owner takes over (see the constructor), and says anew which columns there are, in its order. */
  belongTo(keyGone: (slot: number) => void, left?: (entry: number) => void): void {
    this.keyGone = keyGone;
    this.left = left;
    for (const columns of [this.numbers, this.flags, this.marks]) columns.length = 0;
  }

  /** How many entries columns have room for. */
  get room(): number {
    return this.times.length;
  }

  /** How long an array by entry must be. */
  get limit(): number {
    return this.places;
  }

  /** Entries that are held. */
  get size(): number {
    return this.live;
  }

  numberColumn(column: EntryNumbers = { values: new Float64Array(this.room) }): EntryNumbers {
    this.numbers.push(column);
    return column;
  }

  flagColumn(column: EntryFlags = { values: new Uint8Array(this.room) }): EntryFlags {
    this.flags.push(column);
    return column;
  }

  markColumn(column: EntryMarks = { values: new Int32Array(this.newestOf.length).fill(NONE) }): EntryMarks {
    this.marks.push(column);
    return column;
  }

  time(entry: number): number {
    return this.times[entry];
  }

  /** The slot of the entry's key. */
  slotOf(entry: number): number {
    return this.slots[entry];
  }

  /** The entry of the same key before this one in (time, adding), or -1. */
  before(entry: number): number {
    return this.older[entry];
  }

  /** The entry of the same key after this one, or -1. */
  after(entry: number): number {
    return this.newer[entry];
  }

  newest(slot: number): number {
    return slot < this.newestOf.length ? this.newestOf[slot] : NONE;
  }

  oldest(slot: number): number {
    return slot < this.oldestOf.length ? this.oldestOf[slot] : NONE;
  }

  /** Entries of the key. */
  count(slot: number): number {
    return slot < this.counts.length ? this.counts[slot] : 0;
  }

  /** The last entry of the key at or before a time, or -1. */
  lastAtOrBefore(slot: number, time: number): number {
    let entry = this.newest(slot);
    while (entry >= 0 && this.times[entry] > time) entry = this.older[entry];
    return entry;
  }

  /** Adds an entry after all of its key that are not later. */
  add(slot: number, time: number): number {
    if (slot >= this.newestOf.length) this.growSlots(slot);
    const entry = this.newPlace();
    const before = this.lastAtOrBefore(slot, time);
    const after = before >= 0 ? this.newer[before] : this.oldestOf[slot];
    this.times[entry] = time;
    this.slots[entry] = slot;
    this.older[entry] = before;
    this.newer[entry] = after;
    if (before >= 0) this.newer[before] = entry;
    else this.oldestOf[slot] = entry;
    if (after >= 0) this.older[after] = entry;
    else this.newestOf[slot] = entry;
    this.addedBefore[entry] = this.lastAdded;
    this.addedAfter[entry] = NONE;
    if (this.lastAdded >= 0) this.addedAfter[this.lastAdded] = entry;
    else this.firstAdded = entry;
    this.lastAdded = entry;
    this.counts[slot]++;
    this.live++;
    return entry;
  }

  /** Lets entries leave that are at or before a time, but for as many of them as may stay for late events. */
  forget(time: number): void {
    while (this.live > KEPT_FOR_LATE && this.times[this.firstAdded] <= time) this.remove(this.firstAdded);
  }

  /** Takes one entry out. */
  remove(entry: number): void {
    const slot = this.slots[entry];
    this.left?.(entry);
    const before = this.older[entry];
    const after = this.newer[entry];
    if (before >= 0) this.newer[before] = after;
    else this.oldestOf[slot] = after;
    if (after >= 0) this.older[after] = before;
    else this.newestOf[slot] = before;
    this.givePlaceBack(entry);
    this.live--;
    if (--this.counts[slot] === 0) this.keyGone(slot);
  }

  /** Takes out all entries of a key: they need not be taken out of its list one by one. */
  removeKey(slot: number): void {
    const { older, left } = this;
    let entry = this.newest(slot);
    if (entry < 0) return;
    for (; entry >= 0; entry = older[entry]) {
      left?.(entry);
      this.givePlaceBack(entry);
      this.live--;
    }
    this.newestOf[slot] = NONE;
    this.oldestOf[slot] = NONE;
    this.counts[slot] = 0;
    this.keyGone(slot);
  }

  clear(): void {
    while (this.firstAdded >= 0) this.remove(this.firstAdded);
  }

  /**
   * All entries, with their values in all columns.
   * @param slots how many slots of keys there are
   */
  save(out: StateWriter, slots: number): void {
    const { places } = this;
    beginPart(out, 'timeline', 1);
    for (const each of [places, this.live, this.firstAdded, this.lastAdded, this.firstFree]) out.number(each);
    out.array(this.times, places);
    for (const each of [this.slots, this.older, this.newer, this.addedBefore, this.addedAfter])
      out.array(each, places);
    for (const { values } of this.numbers) out.array(values, places);
    for (const { values } of this.flags) out.array(values, places);
    const keys = Math.min(slots, this.newestOf.length);
    for (const each of [this.newestOf, this.oldestOf, this.counts]) out.array(each, keys);
    for (const { values } of this.marks) out.array(values, keys);
  }

  /** Into a timeline without entries that has the same columns. */
  load(from: StateReader): void {
    openPart(from, 'timeline', 1);
    const places = from.number();
    this.places = places;
    this.live = from.number();
    this.firstAdded = from.number();
    this.lastAdded = from.number();
    this.firstFree = from.number();
    this.times = ofLength(from.float64(), places);
    const neighbours = () => within(ofLength(from.int32(), places), places);
    this.slots = ofLength(from.int32(), places);
    this.older = neighbours();
    this.newer = neighbours();
    this.addedBefore = neighbours();
    this.addedAfter = neighbours();
    for (const column of this.numbers) column.values = ofLength(from.float64(), places);
    for (const column of this.flags) column.values = ofLength(from.uint8(), places);
    this.newestOf = within(from.int32(), places);
    const keys = this.newestOf.length;
    this.oldestOf = within(ofLength(from.int32(), keys), places);
    this.counts = ofLength(from.int32(), keys);
    for (const mark of this.marks) mark.values = within(ofLength(from.int32(), keys), places);
    let live = 0;
    for (const entry of this.entries()) {
      expectFit(++live <= this.live && this.slots[entry] >= 0 && this.slots[entry] < keys);
    }
    expectFit(live === this.live);
  }

  /** All entries in the order of adding. */
  *entries(): Generator<number> {
    for (let entry = this.firstAdded; entry >= 0; entry = this.addedAfter[entry]) yield entry;
  }

  private newPlace(): number {
    const free = this.firstFree;
    if (free >= 0) {
      this.firstFree = this.addedAfter[free];
      return free;
    }
    if (this.places === this.times.length) this.growPlaces(this.places + 1);
    return this.places++;
  }

  private givePlaceBack(entry: number): void {
    const before = this.addedBefore[entry];
    const after = this.addedAfter[entry];
    if (before >= 0) this.addedAfter[before] = after;
    else this.firstAdded = after;
    if (after >= 0) this.addedBefore[after] = before;
    else this.lastAdded = before;
    this.addedAfter[entry] = this.firstFree;
    this.firstFree = entry;
  }

  private growPlaces(needed: number): void {
    this.times = grown(this.times, needed);
    this.slots = grown(this.slots, needed);
    this.older = grown(this.older, needed);
    this.newer = grown(this.newer, needed);
    this.addedBefore = grown(this.addedBefore, needed);
    this.addedAfter = grown(this.addedAfter, needed);
    for (const column of this.numbers) column.values = grown(column.values, needed);
    for (const column of this.flags) column.values = grown(column.values, needed);
  }

  private growSlots(slot: number): void {
    const known = this.newestOf.length;
    this.newestOf = grown(this.newestOf, slot + 1).fill(NONE, known);
    this.oldestOf = grown(this.oldestOf, slot + 1).fill(NONE, known);
    this.counts = grown(this.counts, slot + 1);
    for (const mark of this.marks) mark.values = grown(mark.values, slot + 1).fill(NONE, known);
  }
}

/** Places, or -1, where that is what they are. */
function within(values: Int32Array<ArrayBuffer>, places: number): Int32Array<ArrayBuffer> {
  for (let i = 0; i < values.length; i++) expectFit(values[i] >= NONE && values[i] < places);
  return values;
}
