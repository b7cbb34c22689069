/** A map from whole numbers (up to 2^53) to small integers in typed arrays: 12 bytes an entry at full load. */

const EMPTY = -1;

export class NumberMap {
  private keys = new Float64Array(64).fill(EMPTY);
  private values = new Int32Array(64);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The value, or -1. */
  get(key: number): number {
    const mask = this.keys.length - 1;
    for (let at = spread(key) & mask; ; at = (at + 1) & mask) {
      if (this.keys[at] === key) return this.values[at];
      if (this.keys[at] === EMPTY) return -1;
    }
  }

  set(key: number, value: number): void {
    if ((this.count + 1) * 3 > this.keys.length * 2) this.grow();
    const mask = this.keys.length - 1;
    let at = spread(key) & mask;
    while (this.keys[at] !== EMPTY && this.keys[at] !== key) at = (at + 1) & mask;
    if (this.keys[at] === EMPTY) this.count++;
    this.keys[at] = key;
    this.values[at] = value;
  }

  delete(key: number): void {
    const mask = this.keys.length - 1;
    let at = spread(key) & mask;
    while (this.keys[at] !== key) {
      if (this.keys[at] === EMPTY) return;
      at = (at + 1) & mask;
    }
    this.count--;
    this.closeGap(at, mask);
  }

  /** Linear probing without tombstones: what stood behind the gap and belongs before it moves up. */
  private closeGap(gap: number, mask: number): void {
    let at = gap;
    for (;;) {
      at = (at + 1) & mask;
      if (this.keys[at] === EMPTY) break;
      const home = spread(this.keys[at]) & mask;
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        this.keys[gap] = this.keys[at];
        this.values[gap] = this.values[at];
        gap = at;
      }
    }
    this.keys[gap] = EMPTY;
  }

  private grow(): void {
    const { keys, values } = this;
    this.keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.values = new Int32Array(keys.length * 2);
    this.count = 0;
    for (let i = 0; i < keys.length; i++) if (keys[i] !== EMPTY) this.set(keys[i], values[i]);
  }
}

function spread(key: number): number {
  const low = key | 0;
  const high = (key / 4294967296) | 0;
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0xc2b2ae35) >>> 8;
}
