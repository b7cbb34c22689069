/** What the probes of a trial saw: how much, and the newest of it with what became of it. */
import type { NodeKind } from '../../nodes/register.ts';
import type { Match } from '../engine/engine-types.ts';
import { timeText } from '../engine/scan/event-time.ts';
import type { Trial, TrialEvent } from '../wire/trial.ts';
import type { Probe } from './probed-flow.ts';

type Arrived = Trial['arrived'][number];
type Left = Trial['left'][number];

/** Shown of a handle, and the bytes of all that is shown on one side. */
const SHOWN = 50;
const MOST_BYTES = 1024 * 1024;

/** Kinds that pass an event on as the same one; the others make new events of those that came (SPEC §4). */
const PASSING: ReadonlySet<string> = new Set<NodeKind>([
  'filter',
  'derive',
  'lookup',
  'decide',
  'throttle',
  'action',
]);

interface Watched {
  readonly handle: string;
  readonly match: Match;
  readonly identity: string;
  readonly leftBy: Set<string>;
}

export class FoundEvents {
  readonly arrivedCount = new Map<string, number>();
  readonly leftCount = new Map<string, number>();
  private readonly arrivals = new Map<string, Watched[]>();
  private readonly leavings = new Map<string, Match[]>();
  private readonly isPassing: boolean;

  /** @param main the handle by which leaves what the node was meant to find */
  constructor(
    kind: string,
    private readonly main: string | undefined,
  ) {
    this.isPassing = PASSING.has(kind);
  }

  add({ side, handle }: Probe, match: Match): void {
    if (side === 'arrived') {
      count(this.arrivedCount, handle);
      keep(this.arrivals, handle, { handle, match, identity: identityOf(match), leftBy: new Set() });
      return;
    }
    count(this.leftCount, handle);
    keep(this.leavings, handle, match);
    this.mark(handle, match);
  }

  /** Those that arrived and that this came of have left by the handle. */
  private mark(handle: string, match: Match): void {
    const identity = identityOf(match);
    const causes = this.isPassing ? undefined : new Set(match.causes);
    for (const arrivals of this.arrivals.values())
      for (const each of arrivals)
        if (causes ? each.match.causes.every((id) => causes.has(id)) : each.identity === identity)
          each.leftBy.add(handle);
  }

  arrived(): Arrived[] {
    const all = [...this.arrivals.values()].flat().map(({ handle, match, leftBy }) => ({
      handle,
      event: eventOf(match),
      passed: this.main !== undefined && leftBy.has(this.main),
      leftBy: [...leftBy],
      key: match.key as Left['key'],
      causes: [...match.causes],
    }));
    return newestWithin(all);
  }

  left(): Left[] {
    const all = [...this.leavings].flatMap(([handle, matches]) =>
      matches.map((match) => ({
        handle,
        event: eventOf(match),
        key: match.key as Left['key'],
        causes: [...match.causes],
      })),
    );
    return newestWithin(all);
  }
}

function count(counts: Map<string, number>, handle: string): void {
  counts.set(handle, (counts.get(handle) ?? 0) + 1);
}

function keep<Item>(lists: Map<string, Item[]>, handle: string, item: Item): void {
  const list = lists.get(handle) ?? [];
  lists.set(handle, list);
  list.push(item);
  if (list.length > SHOWN) list.shift();
}

/** A source event is known by its source and id; one that a node made by what it was made of. */
function identityOf({ envelope, time, causes }: Match): string {
  const { source, id, type } = envelope;
  return JSON.stringify(typeof id === 'string' ? [source, id] : [type, time, causes]);
}

function eventOf({ envelope, time, key, data }: Match): TrialEvent {
  const { type, source, id, subject } = envelope;
  const keyText = Array.isArray(key) ? key.join('|') : (key ?? '');
  return {
    id: typeof id === 'string' ? id : `${type}/${keyText}/${timeText(time)}`,
    type: String(type),
    source: String(source),
    time: timeText(time),
    ...(typeof subject === 'string' && { subject }),
    data,
  };
}

/** In order of time, without the oldest where all together would be too much to send. */
function newestWithin<Item extends { readonly event: TrialEvent }>(items: readonly Item[]): Item[] {
  const inOrder = items.map((item, i) => ({ item, i, at: Date.parse(item.event.time) }));
  inOrder.sort((a, b) => a.at - b.at || a.i - b.i);
  let bytes = 0;
  let first = inOrder.length;
  while (first > 0) {
    bytes += JSON.stringify(inOrder[first - 1].item).length;
    if (bytes > MOST_BYTES) break;
    first--;
  }
  return inOrder.slice(first).map(({ item }) => item);
}
