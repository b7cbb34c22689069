/**
 * Entries in a ring, in the order in which they were added, and for each key a list of its own in order of
 * (time, adding). An entry is named by a whole number that counts up with the adding; what its owner keeps beside it
 * lies in columns that the timeline lays out anew when it moves.
 *
 * About 28 bytes an entry, and 20 a key, besides the owner's columns.
 */
import { grown } from './grow.ts';

/** Entries that may stay though they are older than what is asked for now: only late events ask for them. */
export const KEPT_FOR_LATE = 65_536;
const NONE = -1;
const GONE = -1;

/** A number for each entry, at `timeline.at(entry)`. */
export interface EntryNumbers {
  values: Float64Array;
}

/** Any value for each entry. */
export interface EntryValues {
  values: unknown[];
}

/** One entry for each key (by slot), or -1: kept right when entries get other names. */
export interface EntryMarks {
  values: Float64Array;
}

export class KeyedTimeline {
  private times = new Float64Array(64);
  private older = new Float64Array(64);
  private newer = new Float64Array(64);
  private slots = new Int32Array(64).fill(GONE);
  private mask = 63;
  /** By key slot. */
  private newestOf = new Float64Array(64).fill(NONE);
  private oldestOf = new Float64Array(64).fill(NONE);
  private counts = new Int32Array(64);
  private first = 0;
  private next = 0;
  private live = 0;
  private readonly numbers: EntryNumbers[] = [];
  private readonly anything: EntryValues[] = [];
  private readonly marks: EntryMarks[] = [];
  private readonly keyGone: (slot: number) => void;
  private readonly left: ((entry: number) => void) | undefined;

  /**
   * @param keyGone a key has lost its last entry
   * @param left an entry leaves; its values are still there
   */
  constructor(keyGone: (slot: number) => void, left?: (entry: number) => void) {
    this.keyGone = keyGone;
    this.left = left;
  }

  /** Entries that are held. */
  get size(): number {
    return this.live;
  }

  numberColumn(): EntryNumbers {
    const column = { values: new Float64Array(this.times.length) };
    this.numbers.push(column);
    return column;
  }

  valueColumn(): EntryValues {
    const column = { values: [] };
    this.anything.push(column);
    return column;
  }

  markColumn(): EntryMarks {
    const column = { values: new Float64Array(this.newestOf.length).fill(NONE) };
    this.marks.push(column);
    return column;
  }

  /** Where the entry's values lie in the columns. */
  at(entry: number): number {
    return entry & this.mask;
  }

  time(entry: number): number {
    return this.times[entry & this.mask];
  }

  /** The slot of the entry's key. */
  slotOf(entry: number): number {
    return this.slots[entry & this.mask];
  }

  /** The entry of the same key before this one in (time, adding), or -1. */
  before(entry: number): number {
    return this.older[entry & this.mask];
  }

  /** The entry of the same key after this one, or -1. */
  after(entry: number): number {
    return this.newer[entry & this.mask];
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
    while (entry >= 0 && this.time(entry) > time) entry = this.before(entry);
    return entry;
  }

  /** Adds an entry after all of its key that are not later. */
  add(slot: number, time: number): number {
    if (this.next - this.first === this.times.length) this.makeRoom();
    if (slot >= this.newestOf.length) this.growSlots(slot);
    const before = this.lastAtOrBefore(slot, time);
    const after = before >= 0 ? this.after(before) : this.oldestOf[slot];
    const entry = this.next++;
    const at = entry & this.mask;
    this.times[at] = time;
    this.slots[at] = slot;
    this.older[at] = before;
    this.newer[at] = after;
    if (before >= 0) this.newer[before & this.mask] = entry;
    else this.oldestOf[slot] = entry;
    if (after >= 0) this.older[after & this.mask] = entry;
    else this.newestOf[slot] = entry;
    this.counts[slot]++;
    this.live++;
    return entry;
  }

  /** Lets entries leave that are at or before a time, but for as many of them as may stay for late events. */
  forget(time: number): void {
    while (this.first < this.next) {
      const at = this.first & this.mask;
      if (this.slots[at] !== GONE) {
        if (this.live <= KEPT_FOR_LATE || this.times[at] > time) return;
        this.remove(this.first);
      }
      this.first++;
    }
  }

  /** Takes one entry out. */
  remove(entry: number): void {
    const at = entry & this.mask;
    const slot = this.slots[at];
    this.left?.(entry);
    const before = this.older[at];
    const after = this.newer[at];
    if (before >= 0) this.newer[before & this.mask] = after;
    else this.oldestOf[slot] = after;
    if (after >= 0) this.older[after & this.mask] = before;
    else this.newestOf[slot] = before;
    this.slots[at] = GONE;
    this.live--;
    if (--this.counts[slot] === 0) this.keyGone(slot);
  }

  /** Takes out all entries of a key. */
  removeKey(slot: number): void {
    for (let entry = this.newest(slot); entry >= 0; ) {
      const before = this.before(entry);
      this.remove(entry);
      entry = before;
    }
  }

  clear(): void {
    for (let entry = this.first; entry < this.next; entry++)
      if (this.slots[entry & this.mask] !== GONE) this.remove(entry);
    this.first = this.next;
  }

  private growSlots(slot: number): void {
    const known = this.newestOf.length;
    this.newestOf = grown(this.newestOf, slot + 1).fill(NONE, known);
    this.oldestOf = grown(this.oldestOf, slot + 1).fill(NONE, known);
    this.counts = grown(this.counts, slot + 1);
    for (const mark of this.marks) mark.values = grown(mark.values, slot + 1).fill(NONE, known);
  }

  /** Drops the gaps that removed entries left; a ring without many gaps is doubled. */
  private makeRoom(): void {
    const oldMask = this.mask;
    const size = this.live * 2 > this.times.length ? this.times.length * 2 : this.times.length;
    const names = new Float64Array(oldMask + 1).fill(NONE);
    const order: number[] = [];
    let name = this.next;
    for (let entry = this.first; entry < this.next; entry++) {
      if (this.slots[entry & oldMask] === GONE) continue;
      names[entry & oldMask] = name++;
      order.push(entry & oldMask);
    }
    const renamed = (entry: number) => (entry < 0 ? NONE : names[entry & oldMask]);
    this.first = this.next;
    this.next = name;
    this.mask = size - 1;
    const laidOut = (values: Float64Array, rename?: (entry: number) => number) => {
      const moved = new Float64Array(size);
      for (const from of order) moved[names[from] & this.mask] = rename ? rename(values[from]) : values[from];
      return moved;
    };
    for (const column of this.numbers) column.values = laidOut(column.values);
    for (const column of this.anything) {
      const moved: unknown[] = [];
      for (const from of order) moved[names[from] & this.mask] = column.values[from];
      column.values = moved;
    }
    this.times = laidOut(this.times);
    this.older = laidOut(this.older, renamed);
    this.newer = laidOut(this.newer, renamed);
    const slots = new Int32Array(size).fill(GONE);
    for (const from of order) slots[names[from] & this.mask] = this.slots[from];
    this.slots = slots;
    for (const byKey of [this.newestOf, this.oldestOf, ...this.marks.map((mark) => mark.values)])
      for (let slot = 0; slot < byKey.length; slot++)
        if (byKey[slot] >= 0) byKey[slot] = renamed(byKey[slot]);
  }
}
