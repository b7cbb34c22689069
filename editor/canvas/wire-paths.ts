/**
 * The paths of all wires, for drawing them as one: from very far a wire is a thin line, and three hundred drawings of
 * one line each would cost more than all the cards.
 */
import { createContext, useContext, useLayoutEffect } from 'react';

export interface WirePath {
  readonly path: string;
  readonly moving: boolean;
}

export class WirePaths {
  #paths: ReadonlyMap<string, WirePath> = new Map();
  #changing: Map<string, WirePath> | undefined;
  readonly #listeners = new Set<() => void>();

  /** The same map as long as nothing changed. */
  all = (): ReadonlyMap<string, WirePath> => this.#paths;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(id: string, path: WirePath): void {
    this.#change().set(id, path);
  }

  remove(id: string): void {
    this.#change().delete(id);
  }

  /** Hundreds of wires change in one go; whoever draws them is told once. */
  #change(): Map<string, WirePath> {
    if (this.#changing) return this.#changing;
    const changing = new Map(this.#paths);
    this.#changing = changing;
    queueMicrotask(() => {
      this.#changing = undefined;
      this.#paths = changing;
      for (const listener of [...this.#listeners]) listener();
    });
    return changing;
  }
}

export const WirePathsContext = createContext(new WirePaths());

/** Has this wire drawn together with all others, as long as `given`. */
export function useDrawnTogether(id: string, path: string, moving: boolean, given: boolean): void {
  const paths = useContext(WirePathsContext);
  useLayoutEffect(() => {
    if (!given) return;
    paths.set(id, { path, moving });
    return () => paths.remove(id);
  }, [paths, id, path, moving, given]);
}
