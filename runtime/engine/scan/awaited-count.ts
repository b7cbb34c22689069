/**
 * A count that one thread brings up and another waits for. Waking a thread costs more than much of what is counted, so it
 * is done only where one sleeps, and only when there is as much as it waits for.
 *
 * No wake-up is lost: who goes to sleep says so, looks at the count once more, and sleeps only while it is still what it
 * saw; who counts looks afterwards whether somebody sleeps. One of the two sees what the other did.
 */

/** Words that a count takes in the memory that both threads see: the count, and what is waited for. */
export const COUNT_WORDS = 2;
/** Awaited by nobody. */
const NEVER = 0x7fffffff;

export class AwaitedCount {
  private readonly words: Int32Array;
  private readonly at: number;

  /** @param words of a SharedArrayBuffer; two from `at` on are the count's, `clear` has been called for once */
  constructor(words: Int32Array, at: number) {
    this.words = words;
    this.at = at;
  }

  clear(): void {
    Atomics.store(this.words, this.at, 0);
    Atomics.store(this.words, this.at + 1, NEVER);
  }

  get value(): number {
    return Atomics.load(this.words, this.at);
  }

  countUp(by = 1): void {
    const count = Atomics.add(this.words, this.at, by) + by;
    if (count >= Atomics.load(this.words, this.at + 1)) Atomics.notify(this.words, this.at);
  }

  /** Waits until there is so much; false where there is not after so many ms. */
  waitFor(atLeast: number, ms = Number.POSITIVE_INFINITY): boolean {
    const { words, at } = this;
    while (this.value < atLeast) {
      Atomics.store(words, at + 1, atLeast);
      const seen = this.value;
      const end = seen < atLeast ? Atomics.wait(words, at, seen, ms) : 'ok';
      Atomics.store(words, at + 1, NEVER);
      if (end === 'timed-out') return this.value >= atLeast;
    }
    return true;
  }
}
