/**
 * Lists of causes that windows gather, in one Float64Array: no object a window. A list begins small and moves to a
 * larger size class as it grows; at 200 entries it is cut back to the 100 newest.
 *
 * Every place in a list is kept in the event log, and released when it leaves the list.
 */
import { CauseList, type Causes, MOST_CAUSES } from './causes.ts';
import { grown } from './grow.ts';
import { beginPart, expectFit, ofLength, openPart, type StateReader, type StateWriter } from './state.ts';

/** Capacities in pairs. */
const CLASSES = [2, 4, 8, 16, 32, 64, 128, 2 * MOST_CAUSES];
const NONE = -1;

export class CauseArena {
  private pairs = new Float64Array(256);
  private used = 0;
  /** By size class: the block that was given back last, or NONE; in its first place stands the one before it. */
  private readonly freeBlocks = new Float64Array(CLASSES.length).fill(NONE);
  private starts = new Float64Array(64);
  private counts = new Int32Array(64);
  private classes = new Int8Array(64);
  private lists = 0;
  /** The list that was given back last, or NONE; in `starts` stands the one before it. */
  private firstFree = NONE;
  private readonly release: (place: number) => void;

  constructor(release: (place: number) => void) {
    this.release = release;
  }

  /** @param room how many causes it will have at least */
  create(room = 0): number {
    let list = this.firstFree;
    if (list === NONE) list = this.lists++;
    else this.firstFree = this.starts[list];
    if (list >= this.counts.length) {
      this.starts = grown(this.starts, list + 1);
      this.counts = grown(this.counts, list + 1);
      this.classes = grown(this.classes, list + 1);
    }
    let size = 0;
    while (CLASSES[size] < room) size++;
    this.classes[list] = size;
    this.counts[list] = 0;
    this.starts[list] = this.block(size);
    return list;
  }

  /** Adds a cause that the caller has kept in the log for this list. */
  add(list: number, time: number, place: number): void {
    if (this.counts[list] === CLASSES[this.classes[list]]) this.widen(list);
    const at = this.starts[list] + this.counts[list]++ * 2;
    this.pairs[at] = time;
    this.pairs[at + 1] = place;
  }

  /** By the rule of SPEC §4: each once, in order, the 100 newest. */
  read(list: number): Causes {
    const causes = new CauseList();
    const start = this.starts[list];
    const end = start + this.counts[list] * 2;
    for (let at = start; at < end; at += 2) causes.add(this.pairs[at], this.pairs[at + 1]);
    return causes.newest();
  }

  /** Moves what `from` holds into `list`; `from` is gone. */
  absorb(list: number, from: number): void {
    const start = this.starts[from];
    for (let i = 0; i < this.counts[from]; i++)
      this.add(list, this.pairs[start + i * 2], this.pairs[start + i * 2 + 1]);
    this.giveBack(from);
  }

  /** Forgets what the list holds; the list stays. */
  clear(list: number): void {
    const start = this.starts[list];
    for (let i = 0; i < this.counts[list]; i++) this.release(this.pairs[start + i * 2 + 1]);
    this.counts[list] = 0;
  }

  remove(list: number): void {
    this.clear(list);
    this.giveBack(list);
  }

  private giveBack(list: number): void {
    this.giveBlockBack(this.starts[list], this.classes[list]);
    this.counts[list] = 0;
    this.classes[list] = NONE;
    this.starts[list] = this.firstFree;
    this.firstFree = list;
  }

  private giveBlockBack(start: number, size: number): void {
    this.pairs[start] = this.freeBlocks[size];
    this.freeBlocks[size] = start;
  }

  /** What the log keeps for the lists is the log's to save. */
  save(out: StateWriter): void {
    beginPart(out, 'causes', 1);
    out.number(this.lists);
    out.number(this.firstFree);
    out.array(this.freeBlocks, CLASSES.length);
    out.array(this.pairs, this.used);
    out.array(this.starts, this.lists);
    out.array(this.counts, this.lists);
    out.array(this.classes, this.lists);
  }

  load(from: StateReader): void {
    openPart(from, 'causes', 1);
    this.lists = from.number();
    this.firstFree = from.number();
    this.freeBlocks.set(ofLength(from.float64(), CLASSES.length));
    this.pairs = from.float64();
    this.used = this.pairs.length;
    this.starts = ofLength(from.float64(), this.lists);
    this.counts = ofLength(from.int32(), this.lists);
    this.classes = ofLength(from.int8(), this.lists);
    for (let list = 0; list < this.lists; list++) {
      const size = this.classes[list];
      if (size === NONE) continue;
      expectFit(this.counts[list] >= 0 && this.counts[list] <= CLASSES[size]);
      expectFit(this.starts[list] >= 0 && this.starts[list] + CLASSES[size] * 2 <= this.used);
    }
  }

  /** Whether there is such a list. */
  has(list: number): boolean {
    return this.classes[list] >= 0;
  }

  private widen(list: number): void {
    const size = this.classes[list];
    if (size === CLASSES.length - 1) {
      this.cut(list);
      return;
    }
    const from = this.starts[list];
    const to = this.block(size + 1);
    this.pairs.copyWithin(to, from, from + this.counts[list] * 2);
    this.giveBlockBack(from, size);
    this.starts[list] = to;
    this.classes[list] = size + 1;
  }

  /** Keeps the 100 newest; what else the list held, doubles too, is released once for each time it was added. */
  private cut(list: number): void {
    const start = this.starts[list];
    const count = this.counts[list];
    const kept = this.read(list);
    const stays = new Set<number>();
    for (let i = 1; i < kept.length; i += 2) stays.add(kept[i]);
    for (let i = 0; i < count; i++) {
      const place = this.pairs[start + i * 2 + 1];
      if (!stays.delete(place)) this.release(place);
    }
    this.pairs.set(kept, start);
    this.counts[list] = kept.length / 2;
  }

  private block(size: number): number {
    const free = this.freeBlocks[size];
    if (free !== NONE) {
      this.freeBlocks[size] = this.pairs[free];
      return free;
    }
    const start = this.used;
    this.used += CLASSES[size] * 2;
    this.pairs = grown(this.pairs, this.used);
    return start;
  }
}
