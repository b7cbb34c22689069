/**
 * Events of matches whose delivery is under way, where something is wired to the action's `done` or `failed`. Bounded:
 * beyond 100,000 the oldest is given up, and goes nowhere.
 */
import type { HeldEvents } from './kernel/held-events.ts';
import type { SettledEvent } from './kernel/operator.ts';

const MOST = 100_000;

export class UnsettledEvents {
  private readonly held: HeldEvents;
  /** By node and match: the event, and the reference that keeps its causes readable. */
  private readonly events = new Map<string, { readonly event: SettledEvent; readonly ref: number }>();

  constructor(held: HeldEvents) {
    this.held = held;
  }

  add(node: string, match: string, event: SettledEvent): void {
    const key = `${node}/${match}`;
    // The same match is one delivery, which settles one event.
    if (this.events.has(key)) return;
    this.events.set(key, { event, ref: this.held.hold(event) });
    if (this.events.size <= MOST) return;
    for (const [oldest, { ref }] of this.events) {
      this.events.delete(oldest);
      this.held.release(ref);
      return;
    }
  }

  /** Lets the event go on, its causes readable until it has. `undefined`: nothing waited for this match. */
  settle(node: string, match: string, goOn: (event: SettledEvent | undefined) => void): void {
    const key = `${node}/${match}`;
    const found = this.events.get(key);
    this.events.delete(key);
    goOn(found?.event);
    if (found) this.held.release(found.ref);
  }

  /** How many events of a node wait. */
  sizeOf(node: string): number {
    let size = 0;
    for (const key of this.events.keys()) if (key.startsWith(`${node}/`)) size++;
    return size;
  }

  /** Gives up the events of a node that is no more. */
  forget(node: string): void {
    for (const [key, { ref }] of this.events)
      if (key.startsWith(`${node}/`)) {
        this.events.delete(key);
        this.held.release(ref);
      }
  }

  clear(): void {
    for (const { ref } of this.events.values()) this.held.release(ref);
    this.events.clear();
  }
}
