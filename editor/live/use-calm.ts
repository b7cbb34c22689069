/** A store's value, taken over at most every so many ms: a list that is drawn ten times a second can't be read. */
import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand';

export const CALM = 400;

/**
 * @param urgent states that are shown at once, such as a list that was cleared
 */
export function useCalm<State, Value>(
  store: StoreApi<State>,
  select: (state: State) => Value,
  urgent: (state: State) => boolean,
): Value {
  const [value, setValue] = useState(() => select(store.getState()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: both functions are given anew with each draw and mean the same
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      setValue(() => select(store.getState()));
    };
    const unsubscribe = store.subscribe((state) => {
      if (urgent(state)) {
        clearTimeout(timer);
        show();
      } else timer ??= setTimeout(show, CALM);
    });
    show();
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store]);
  return value;
}
