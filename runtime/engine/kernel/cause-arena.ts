/**
 * Lists of causes that windows gather, in one Float64Array: no object a window. A list begins small and moves to a
 * larger size class as it grows; at 200 entries it is cut back to the 100 newest.
 *
 * Every place in a list is kept in the event log, and released when it leaves the list.
 */
import { CauseList, type Causes, MOST_CAUSES } from './causes.ts';
import { grown } from './grow.ts';

/** Capacities in pairs. */
const CLASSES = [2, 4, 8, 16, 32, 64, 128, 2 * MOST_CAUSES];

export class CauseArena {
  private pairs = new Float64Array(256);
  private used = 0;
  private readonly freeBlocks: number[][] = CLASSES.map(() => []);
  private starts = new Float64Array(64);
  private counts = new Int32Array(64);
  private classes = new Int8Array(64);
  private lists = 0;
  private readonly freeLists: number[] = [];
  private readonly release: (place: number) => void;

  constructor(release: (place: number) => void) {
    this.release = release;
  }

  create(): number {
    const list = this.freeLists.pop() ?? this.lists++;
    if (list >= this.counts.length) {
      this.starts = grown(this.starts, list + 1);
      this.counts = grown(this.counts, list + 1);
      const classes = new Int8Array(this.counts.length);
      classes.set(this.classes);
      this.classes = classes;
    }
    this.classes[list] = 0;
    this.counts[list] = 0;
    this.starts[list] = this.block(0);
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
    this.freeBlocks[this.classes[from]].push(start);
    this.freeLists.push(from);
  }

  /** Forgets what the list holds; the list stays. */
  clear(list: number): void {
    const start = this.starts[list];
    for (let i = 0; i < this.counts[list]; i++) this.release(this.pairs[start + i * 2 + 1]);
    this.counts[list] = 0;
  }

  remove(list: number): void {
    this.clear(list);
    this.freeBlocks[this.classes[list]].push(this.starts[list]);
    this.freeLists.push(list);
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
    this.freeBlocks[size].push(from);
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
    const free = this.freeBlocks[size].pop();
    if (free !== undefined) return free;
    const start = this.used;
    this.used += CLASSES[size] * 2;
    this.pairs = grown(this.pairs, this.used);
    return start;
  }
}
