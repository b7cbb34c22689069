/**
 * Values by key, each with its own listeners: when a tick changes three of two hundred nodes, three cards are drawn
 * anew and nothing else.
 */
import { useCallback, useSyncExternalStore } from 'react';

export class KeyedStore<Value> {
  #values = new Map<string, Value>();
  #listeners = new Map<string, Set<() => void>>();
  readonly #same: (a: Value, b: Value) => boolean;

  /** `same` decides whether a new value is worth telling. */
  constructor(same: (a: Value, b: Value) => boolean) {
    this.#same = same;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  subscribe(key: string, listener: () => void): () => void {
    let set = this.#listeners.get(key);
    if (!set) {
      set = new Set();
      this.#listeners.set(key, set);
    }
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#listeners.get(key) === set) this.#listeners.delete(key);
    };
  }

  /** Replaces all values; only the listeners of keys whose value changed are told. */
  replace(next: ReadonlyMap<string, Value>): void {
    const changed: string[] = [];
    for (const [key, value] of next) {
      const before = this.#values.get(key);
      if (before !== undefined && this.#same(before, value)) continue;
      this.#values.set(key, value);
      changed.push(key);
    }
    for (const key of [...this.#values.keys()]) {
      if (next.has(key)) continue;
      this.#values.delete(key);
      changed.push(key);
    }
    for (const key of changed) for (const listener of [...(this.#listeners.get(key) ?? [])]) listener();
  }
}

/**
 * What `select` reads of one key's value; draws anew when that changes (by identity), so that a component that shows
 * one figure is not drawn when another one ticks.
 */
export function useKeyed<Value, Part>(
  store: KeyedStore<Value>,
  key: string,
  select: (value: Value | undefined) => Part,
): Part {
  const subscribe = useCallback((listener: () => void) => store.subscribe(key, listener), [store, key]);
  return useSyncExternalStore(subscribe, () => select(store.get(key)));
}
