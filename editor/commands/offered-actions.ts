/**
 * What the page around the canvas can do, for as long as it can: each button that is more than a command of the canvas
 * offers its action here under the key of its own text, and the command palette lists it.
 */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

type Offers = Readonly<Record<string, () => void>>;

const offers = createStore<{ readonly all: Offers }>(() => ({ all: {} }));

/** @param text area and key of the action's name, as in `deploy:versions.open` */
export function useOffer(text: string, run: () => void, enabled = true): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    const offered = () => latest.current();
    offers.setState(({ all }) => ({ all: { ...all, [text]: offered } }));
    return () =>
      offers.setState(({ all }) => {
        // Another one may have come in its place before this one went.
        if (all[text] !== offered) return { all };
        const { [text]: _, ...others } = all;
        return { all: others };
      });
  }, [text, enabled]);
}

/** The first of these that is offered now. */
export function offered(texts: readonly string[]): (() => void) | undefined {
  const { all } = offers.getState();
  return texts.map((text) => all[text]).find(Boolean);
}

export function useOffered(): Offers {
  return useStore(offers, (state) => state.all);
}
