/**
 * The events that came lately, so that the same `source` + `id` counts once (SPEC §1). Two generations of half the
 * horizon each: a second one is noticed if at most 500,000 events came since the first, and up to a million.
 */
import { Symbols } from '../kernel/symbols.ts';

/** Events of one generation. */
export const GENERATION = 500_000;

export class SeenEvents {
  private young = new Symbols();
  private old = new Symbols();
  private readonly generation: number;

  constructor(generation = GENERATION) {
    this.generation = generation;
  }

  /** True where the bytes were added before within the horizon; adds them where not. */
  hasOrAdd(bytes: Uint8Array, length: number): boolean {
    if (this.young.lookup(bytes, 0, length) >= 0 || this.old.lookup(bytes, 0, length) >= 0) return true;
    if (this.young.size >= this.generation) {
      this.old = this.young;
      this.young = new Symbols();
    }
    this.young.intern(bytes, 0, length);
    return false;
  }
}
