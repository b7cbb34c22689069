/** A question that the canvas asks at a place: which kind of node comes here, or by which handles two nodes are wired. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Connection, Point } from '../document/operations.ts';
import type { WireEnd } from '../document/weave.ts';

export type Question =
  | {
      readonly about: 'kind';
      /** Where the new node's card goes. */
      readonly place: Point;
      /** What it is wired to. */
      readonly end?: WireEnd;
    }
  | { readonly about: 'wire'; readonly wires: readonly Connection[] };

export interface Asked {
  readonly question: Question;
  /** Where on the screen. */
  readonly at: Point;
}

const asked = createStore<{ readonly asked: Asked | null }>(() => ({ asked: null }));

export function ask(question: Question, at: Point): void {
  asked.setState({ asked: { question, at } });
}

export function stopAsking(): void {
  asked.setState({ asked: null });
}

export function useAsked(): Asked | null {
  return useStore(asked, (state) => state.asked);
}
