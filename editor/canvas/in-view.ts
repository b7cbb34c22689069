/**
 * Which cards and wires are on screen, or nearly: what is not is neither laid out nor painted, and its numbers wait.
 * It stays in the document, with its place and its name, so that keys and readers of the screen find it.
 */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So far around the screen, in px, that what comes in has been painted before it is seen. */
const AROUND = 160;

/** What is seen of the drawing, in its own coordinates. */
export function seenPart(transform: readonly [number, number, number], width: number, height: number): Rect {
  const [x, y, zoom] = transform;
  return {
    x: (-x - AROUND) / zoom,
    y: (-y - AROUND) / zoom,
    width: (width + 2 * AROUND) / zoom,
    height: (height + 2 * AROUND) / zoom,
  };
}

export function meet(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The smallest place that holds both, and so much around it. */
export function around(a: Rect, b: Rect, margin: number): Rect {
  const x = Math.min(a.x, b.x) - margin;
  const y = Math.min(a.y, b.y) - margin;
  const right = Math.max(a.x + a.width, b.x + b.width) + margin;
  const bottom = Math.max(a.y + a.height, b.y + b.height) + margin;
  return { x, y, width: right - x, height: bottom - y };
}

/** Ids of parts that are away. What has not been looked at yet counts as seen. */
export class InView {
  #away: ReadonlySet<string> = new Set();
  readonly #listeners = new Map<string, Set<() => void>>();

  has(id: string): boolean {
    return !this.#away.has(id);
  }

  /** Tells those whose part came or went. */
  setAway(away: ReadonlySet<string>): void {
    const before = this.#away;
    this.#away = away;
    for (const id of before) if (!away.has(id)) this.#tell(id);
    for (const id of away) if (!before.has(id)) this.#tell(id);
  }

  subscribe(id: string, listener: () => void): () => void {
    const set = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#listeners.get(id) === set) this.#listeners.delete(id);
    };
  }

  /** A subscription that holds as long as the part is seen; whoever listens is told when it comes back. */
  whileSeen(
    id: string,
    subscribe: (listener: () => void) => () => void,
  ): (listener: () => void) => () => void {
    return (listener) => {
      let end: (() => void) | undefined;
      const follow = () => {
        if (!this.has(id)) {
          end?.();
          end = undefined;
        } else if (!end) {
          end = subscribe(listener);
          listener();
        }
      };
      follow();
      const endOfView = this.subscribe(id, follow);
      return () => {
        endOfView();
        end?.();
      };
    };
  }

  #tell(id: string): void {
    for (const listener of [...(this.#listeners.get(id) ?? [])]) listener();
  }
}

/** Of the canvas around; without one, everything is seen. */
export const InViewContext = createContext(new InView());

export const useInView = (): InView => useContext(InViewContext);

/** Whether this part is on screen. */
export function useSeen(id: string): boolean {
  const inView = useInView();
  const subscribe = useCallback((listener: () => void) => inView.subscribe(id, listener), [inView, id]);
  return useSyncExternalStore(subscribe, () => inView.has(id));
}

/** Under which a wire is known: nodes and edges may have the same id. */
export function wireId(edge: string): string {
  return `wire ${edge}`;
}
