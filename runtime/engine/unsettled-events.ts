/**
 * Events of matches whose delivery is under way, where something is wired to the action's `done` or `failed`. Bounded:
 * beyond a million the oldest is given up, and told as one that could not go on. Kept as JSON, so that they cost a copy
 * of the state little.
 */
import { ByteArena } from './kernel/byte-arena.ts';
import { grown } from './kernel/grow.ts';
import type { HeldEvents } from './kernel/held-events.ts';
import type { EventName, SettledEvent } from './kernel/operator.ts';
import { decodeEvent } from './kernel/rows.ts';
import {
  beginPart,
  expectFit,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from './kernel/state.ts';

const MOST = 1_000_000;

interface Head extends EventName {
  readonly node: string;
  readonly match: string;
}

export class UnsettledEvents {
  private readonly held: HeldEvents;
  /** By node and match, oldest first: the number by which the arrays know the event. */
  private readonly events = new Map<string, number>();
  /** By number: what it waits for and is called by, as JSON; its time; its data and causes. */
  private readonly heads = new ByteArena();
  private times = new Float64Array(16);
  private refs = new Int32Array(16);

  /** @param onGivenUp there are too many; `data`: the event's, as JSON */
  constructor(
    held: HeldEvents,
    private readonly onGivenUp: (node: string, data: string) => void,
    private readonly most = MOST,
  ) {
    this.held = held;
  }

  add(node: string, match: string, event: SettledEvent): void {
    const key = keyOf(node, match);
    // The same match is one delivery, which settles one event.
    if (this.events.has(key)) return;
    const head: Head = { node, match, key: event.key, envelope: event.envelope };
    const bytes = Buffer.from(JSON.stringify(head));
    const id = this.heads.add(bytes, 0, bytes.length);
    if (id >= this.times.length) {
      this.times = grown(this.times, id + 1);
      this.refs = grown(this.refs, id + 1);
    }
    this.times[id] = event.time;
    this.refs[id] = this.held.holdValue(event.data, event.causes);
    this.events.set(key, id);
    if (this.events.size > this.most) this.giveUpOldest();
  }

  private giveUpOldest(): void {
    for (const [oldest, id] of this.events) {
      this.onGivenUp(this.head(id).node, JSON.stringify(this.held.data(this.refs[id])));
      this.giveUp(oldest);
      return;
    }
  }

  /** Lets the event go on, its causes readable until it has. `undefined`: nothing waited for this match. */
  settle(node: string, match: string, goOn: (event: SettledEvent | undefined) => void): void {
    const key = keyOf(node, match);
    const id = this.events.get(key);
    if (id === undefined) {
      goOn(undefined);
      return;
    }
    const ref = this.refs[id];
    const { key: eventKey, envelope } = this.head(id);
    const { held } = this;
    const event = {
      key: eventKey,
      envelope,
      time: this.times[id],
      data: held.data(ref),
      causes: held.causes(ref),
    };
    this.events.delete(key);
    this.heads.remove(id);
    goOn(event);
    held.release(ref);
  }

  private head(id: number): Head {
    const start = this.heads.start(id);
    return JSON.parse(decodeEvent(this.heads.bytes, start, start + this.heads.length(id))) as Head;
  }

  private giveUp(key: string): void {
    const id = this.events.get(key)!;
    this.events.delete(key);
    this.heads.remove(id);
    this.held.release(this.refs[id]);
  }

  /** How many events of a node wait. */
  sizeOf(node: string): number {
    let size = 0;
    for (const key of this.events.keys()) if (key.startsWith(`${node}/`)) size++;
    return size;
  }

  /** Gives up the events of a node that is no more. */
  forget(node: string): void {
    for (const key of this.events.keys()) if (key.startsWith(`${node}/`)) this.giveUp(key);
  }

  clear(): void {
    for (const key of this.events.keys()) this.giveUp(key);
  }

  save(out: StateWriter): void {
    beginPart(out, 'unsettled', 1);
    out.array(Int32Array.from(this.events.values()), this.events.size);
    out.array(this.times, this.heads.idLimit);
    out.array(this.refs, this.heads.idLimit);
    this.heads.save(out);
  }

  load(from: StateReader): void {
    openPart(from, 'unsettled', 1);
    const ids = from.int32();
    this.times = from.float64();
    this.refs = ofLength(from.int32(), this.times.length);
    this.heads.load(from);
    expectFit(this.heads.idLimit === this.times.length && this.heads.size === ids.length);
    for (const id of ids) {
      expectFit(this.heads.has(id));
      this.held.expect(this.refs[id]);
      const { node, match } = this.head(id);
      this.events.set(keyOf(node, match), id);
    }
  }
}

const keyOf = (node: string, match: string) => `${node}/${match}`;
