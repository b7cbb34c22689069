/** The newest matches of each flow, for pages that open later, and those that the next message brings. */
import type { HostedMatch } from '../host/engine-host.ts';
import { withinLimit } from '../host/kept-data.ts';
import type { LiveMatch } from '../wire/live.ts';

const KEPT = 100;
/** Of one flow, that wait for a message, and that one message brings. */
const PENDING = 50;
const AT_A_TIME = 20;

interface Tail {
  recent: HostedMatch[];
  pending: HostedMatch[];
  skipped: number;
}

export interface TakenMatches {
  readonly matches: readonly HostedMatch[];
  readonly skipped: number;
}

export class MatchTail {
  private readonly flows = new Map<string, Tail>();

  add(hosted: HostedMatch): void {
    const tail = this.of(hosted.match.flow);
    const kept = trimmed(hosted);
    tail.recent.push(kept);
    if (tail.recent.length > 2 * KEPT) tail.recent = tail.recent.slice(-KEPT);
    tail.pending.push(kept);
    if (tail.pending.length > PENDING) {
      tail.pending.shift();
      tail.skipped++;
    }
  }

  /** Oldest first. */
  recent(flow: string): LiveMatch[] {
    return (this.flows.get(flow)?.recent ?? []).slice(-KEPT).map(liveMatch);
  }

  /** The next ones to be told, of every flow; of a burst the rest comes with the calls that follow. */
  take(): Map<string, TakenMatches> {
    const taken = new Map<string, TakenMatches>();
    for (const [flow, tail] of this.flows) {
      if (tail.pending.length === 0) continue;
      taken.set(flow, { matches: tail.pending.splice(0, AT_A_TIME), skipped: tail.skipped });
      tail.skipped = 0;
    }
    return taken;
  }

  get isWaiting(): boolean {
    for (const { pending } of this.flows.values()) if (pending.length > 0) return true;
    return false;
  }

  /** Nobody is there to be told. */
  drop(): void {
    for (const tail of this.flows.values()) {
      tail.pending = [];
      tail.skipped = 0;
    }
  }

  /** The flow's view changes between live and simulated: what was shown belongs to the other. */
  forget(flow: string): void {
    this.flows.delete(flow);
  }

  private of(flow: string): Tail {
    let tail = this.flows.get(flow);
    if (!tail) {
      tail = { recent: [], pending: [], skipped: 0 };
      this.flows.set(flow, tail);
    }
    return tail;
  }
}

/** As much of it as is shown; the rest must not stay in memory. */
function trimmed(hosted: HostedMatch): HostedMatch {
  const { match } = hosted;
  return {
    ...hosted,
    match: { ...match, data: withinLimit(match.data) },
  };
}

export function liveMatch({ match, action, simulated, at, lateBy }: HostedMatch): LiveMatch {
  const { id, flow, node, key, data, causes } = match;
  return {
    id,
    flow,
    node,
    channel: action.channel,
    time: new Date(match.time).toISOString(),
    key: typeof key === 'object' && key !== null ? [...key] : key,
    data,
    causes: [...causes],
    causeEvents: (match.causeEvents ?? []).flatMap((text) => shownEvent(text) ?? []),
    simulated,
    at,
    ...(lateBy !== undefined && { lateBy }),
  };
}

/** The parts of an event that a page shows; undefined where the text is none. */
export function shownEvent(text: string): NonNullable<LiveMatch['causeEvents']>[number] | undefined {
  try {
    const { id, source, type, time, data } = JSON.parse(text) as Record<string, unknown>;
    if (typeof id !== 'string' || typeof source !== 'string' || typeof type !== 'string') return undefined;
    return {
      id,
      source,
      type,
      time: typeof time === 'string' ? time : '',
      data: typeof data === 'object' && data !== null ? { ...data } : {},
    };
  } catch {
    return undefined;
  }
}
