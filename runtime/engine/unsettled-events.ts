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
  private readonly refs = new Map<SettledEvent, number>();

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

  /** The event, which is the caller's to release when it has gone on. */
  take(node: string, match: string): SettledEvent | undefined {
    const key = `${node}/${match}`;
    const found = this.events.get(key);
    if (!found) return undefined;
    this.events.delete(key);
    this.refs.set(found.event, found.ref);
    return found.event;
  }

  release(event: SettledEvent): void {
    this.held.release(this.refs.get(event)!);
    this.refs.delete(event);
  }

  clear(): void {
    for (const { ref } of this.events.values()) this.held.release(ref);
    this.events.clear();
  }
}
