/** Numbers that look random and are the same for the same seed: the tables and the simulations are made from them. */

export interface SeededRandom {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** A whole multiple of `step` from `low` to `high`. @example step(10_000, 50_000, 1_000) // 23_000 */
  step(low: number, high: number, step: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True with this probability. */
  chance(probability: number): boolean;
}

/**
 * The mulberry32 generator (Tommy Ettinger, public domain): 32 bits of state, one multiplication chain a number.
 *
 * @param seed any whole number; only its lowest 32 bits count
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    step: (low, high, step) => low + step * int(0, Math.floor((high - low) / step)),
    pick: (items) => items[Math.floor(next() * items.length)],
    chance: (probability) => next() < probability,
  };
}
