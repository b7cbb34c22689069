/** Yes or no for each key of a node, by slot: no, unless it was said. */
import { grown } from './grow.ts';
import type { StateReader, StateWriter } from './state.ts';

export class SlotFlags {
  private flags = new Uint8Array(16);

  has(slot: number): boolean {
    return slot < this.flags.length && this.flags[slot] === 1;
  }

  add(slot: number): void {
    if (slot >= this.flags.length) this.flags = grown(this.flags, slot + 1);
    this.flags[slot] = 1;
  }

  delete(slot: number): void {
    if (slot < this.flags.length) this.flags[slot] = 0;
  }

  clear(): void {
    this.flags.fill(0);
  }

  /** @param slots how many there are */
  save(out: StateWriter, slots: number): void {
    this.flags = grown(this.flags, slots);
    out.array(this.flags, slots);
  }

  load(from: StateReader): void {
    this.flags = from.uint8();
  }
}
