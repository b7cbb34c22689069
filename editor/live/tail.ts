/** The newest matches and events, bounded, newest first. While it is paused the list stands still and what comes is counted. */
import { createStore } from 'zustand/vanilla';

export interface TailState<Item> {
  /** Newest first. */
  readonly items: readonly Item[];
  readonly paused: boolean;
  /** What came while paused, newest first, as bounded as the list. */
  readonly held: readonly Item[];
  /** How many came while paused. */
  readonly heldCount: number;
  /** How many the server left out because there were too many. */
  readonly skipped: number;
}

const EMPTY = { items: [], paused: false, held: [], heldCount: 0, skipped: 0 } as const;

/** A bounded list of what came last. `idOf` tells two items apart: one that is there already is passed over. */
export function createTail<Item>(limit: number, idOf: (item: Item) => string) {
  const store = createStore<TailState<Item>>(() => ({ ...EMPTY }));

  function added(
    list: readonly Item[],
    oldestFirst: readonly Item[],
  ): { list: readonly Item[]; count: number } {
    const known = new Set(list.map(idOf));
    const fresh: Item[] = [];
    for (const item of oldestFirst) {
      const id = idOf(item);
      if (known.has(id)) continue;
      known.add(id);
      fresh.unshift(item);
    }
    return { list: fresh.length > 0 ? [...fresh, ...list].slice(0, limit) : list, count: fresh.length };
  }

  return Object.assign(store, {
    /** Takes items as the server sends them, oldest first. */
    take(oldestFirst: readonly Item[], skipped = 0): void {
      if (oldestFirst.length === 0 && skipped === 0) return;
      const state = store.getState();
      if (state.paused) {
        const shown = new Set(state.items.map(idOf));
        const { list, count } = added(
          state.held,
          oldestFirst.filter((item) => !shown.has(idOf(item))),
        );
        store.setState({ held: list, heldCount: state.heldCount + count, skipped: state.skipped + skipped });
      } else {
        store.setState({ items: added(state.items, oldestFirst).list, skipped: state.skipped + skipped });
      }
    },
    pause(): void {
      store.setState({ paused: true });
    },
    resume(): void {
      const { items, held } = store.getState();
      store.setState({ paused: false, items: [...held, ...items].slice(0, limit), held: [], heldCount: 0 });
    },
    clear(): void {
      store.setState({ ...EMPTY, paused: store.getState().paused });
    },
  });
}
