/** How many places are kept in each stretch of the journal: no memory a place, and no search to count one. */
import { z } from 'zod';
import type { PlaceHolder } from './retention.ts';

/** Bytes of a stretch. */
const STRETCH = 16 << 20;

/** As it is saved: number of the stretch, places kept, position of the journal at which the last one was let go. */
export const keptCounts = z.array(
  z.tuple([z.int().nonnegative(), z.int().nonnegative(), z.number().nonnegative()]).readonly(),
);
export type KeptCounts = readonly (readonly [stretch: number, kept: number, emptiedAt: number])[];

export class KeptPlaces implements PlaceHolder {
  /** Number of the stretch that the arrays begin with. */
  private first = 0;
  private kept = new Float64Array(16);
  private emptiedAt = new Float64Array(16);

  constructor(private readonly stretch = STRETCH) {}

  add(place: number): void {
    const stretch = Math.floor(place / this.stretch);
    const index = stretch - this.first;
    if (index >= 0 && index < this.kept.length) this.kept[index]++;
    else this.kept[this.indexOf(stretch)]++;
  }

  /** @param at position of the journal now: a checkpoint before it still has the place */
  remove(place: number, at: number): void {
    const index = Math.floor(place / this.stretch) - this.first;
    // Let go more often than kept: after damage, where the record that kept it was left out.
    if (index < 0 || index >= this.kept.length || this.kept[index] === 0) return;
    if (--this.kept[index] === 0) this.emptiedAt[index] = at;
  }

  /** No checkpoint before this position is kept any more. */
  forget(needed: number): void {
    for (let i = 0; i < this.kept.length; i++) if (this.emptiedAt[i] < needed) this.emptiedAt[i] = 0;
  }

  /** Whether a place between two positions is kept, now or by a checkpoint. */
  holds(from: number, to: number): boolean {
    const last = Math.min(Math.ceil(to / this.stretch) - this.first, this.kept.length);
    for (let i = Math.max(Math.floor(from / this.stretch) - this.first, 0); i < last; i++)
      if (this.isUsed(i)) return true;
    return false;
  }

  save(): KeptCounts {
    const saved: [number, number, number][] = [];
    for (let i = 0; i < this.kept.length; i++)
      if (this.isUsed(i)) saved.push([this.first + i, this.kept[i], this.emptiedAt[i]]);
    return saved;
  }

  load(saved: KeptCounts): void {
    this.kept.fill(0);
    this.emptiedAt.fill(0);
    for (const [stretch, kept, emptiedAt] of saved) {
      const index = this.indexOf(stretch);
      this.kept[index] = kept;
      this.emptiedAt[index] = emptiedAt;
    }
  }

  private isUsed(index: number): boolean {
    return this.kept[index] > 0 || this.emptiedAt[index] > 0;
  }

  /** Index of a stretch; makes room for it where there is none. */
  private indexOf(stretch: number): number {
    const index = stretch - this.first;
    if (index >= 0 && index < this.kept.length) return index;
    let from = 0;
    let to = this.kept.length;
    while (from < to && !this.isUsed(from)) from++;
    while (to > from && !this.isUsed(to - 1)) to--;
    const first = from < to ? Math.min(this.first + from, stretch) : stretch;
    const last = from < to ? Math.max(this.first + to - 1, stretch) : stretch;
    const room = Math.max(16, 2 ** Math.ceil(Math.log2(last - first + 1)) * 2);
    this.kept = moved(this.kept.subarray(from, to), this.first + from - first, room);
    this.emptiedAt = moved(this.emptiedAt.subarray(from, to), this.first + from - first, room);
    this.first = first;
    return stretch - first;
  }
}

function moved(numbers: Float64Array, to: number, length: number): Float64Array<ArrayBuffer> {
  const room = new Float64Array(length);
  if (numbers.length > 0) room.set(numbers, to);
  return room;
}
