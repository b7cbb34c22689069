/**
 * runtime/live: what is happening, for the pages that watch. However much happens, a page gets at most ten messages
 * a second with counts, each with what happened since the last one added up; a page that reads slowly misses messages
 * instead of making the runtime keep them. A match is what somebody waits for: it goes out at once, and in a burst
 * every MATCHES_APART ms those that came meanwhile.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Clock } from '../clock.ts';
import type { HostedMatch } from '../host/engine-host.ts';
import type { CloudEvent } from '../simulate/scenario.ts';
import {
  type Changed,
  type FlowCounts,
  type LiveMatch,
  type LiveMessage,
  MATCHES_APART,
  type MatchesMessage,
  type SimulationState,
  type SystemCounts,
} from '../wire/live.ts';
import { EventSample } from './event-sample.ts';
import { liveMatch, MatchTail, type TakenMatches } from './match-tail.ts';

export interface LiveHubOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What somebody watches: the flows of each group of pages that watch the same. */
  readonly watched: () => readonly (readonly string[])[];
  readonly send: (flows: readonly string[], message: LiveMessage) => void;
  readonly sendMatches: (flows: readonly string[], message: MatchesMessage) => void;
  readonly sendChanged: (change: Changed) => void;
  readonly counts: (flow: string) => Promise<FlowCounts | undefined>;
  readonly simulation: (flow: string) => SimulationState;
  /** The version of a flow that runs. */
  readonly flow: (id: string) => FlowFile | undefined;
  readonly totals: () => { accepted: number; refused: number; duplicates: number };
  readonly outbox: () => { pending: number; failed: number };
  /** What holds the engines up, where something does. */
  readonly heldUp?: () => Pick<SystemCounts, 'catchingUpUntil' | 'storageTrouble'>;
  readonly warn: (line: string) => void;
}

/** A little more than a tenth of a second: in no second are there more than ten messages. */
const BEAT = 110;
/** How often the page is told when nothing happens. */
const IDLE_BEATS = 9;
/** Lists that change with every match: a page asks for them again at most this often. */
const CHANGED_BEATS = 9;
const MATCHES = 50;
const TAIL = 20;

export class LiveHub {
  private readonly matches = new MatchTail();
  private readonly sample = new EventSample();
  private readonly changes = new Map<string, Changed>();
  private readonly rate: RateMeter;
  private beats = 0;
  private idle = 0;
  private lastTotal = -1;
  private beating = false;
  /** Matches were told, or are about to be. */
  private matched = false;
  private matchesAt = Number.NEGATIVE_INFINITY;
  private matchesDue = false;

  constructor(private readonly options: LiveHubOptions) {
    this.rate = new RateMeter();
    options.clock.every(BEAT, () => this.beat(), options.signal);
  }

  /** While a flow's simulation runs, its page shows the copy's matches alone. */
  onMatch(hosted: HostedMatch): void {
    if (this.options.simulation(hosted.match.flow).running !== hosted.simulated) return;
    this.matches.add(hosted);
    this.matched = true;
    this.tellMatchesSoon();
  }

  /** At once where nothing was told lately; but not before all that one block of events led to is here. */
  private tellMatchesSoon(): void {
    if (this.matchesDue) return;
    this.matchesDue = true;
    const since = this.options.clock.now() - this.matchesAt;
    const tell = () => this.tellMatches();
    if (since < 0 || since >= MATCHES_APART) queueMicrotask(tell);
    else this.options.clock.after(MATCHES_APART - since, tell, this.options.signal);
  }

  private tellMatches(): void {
    this.matchesDue = false;
    const groups = this.options.watched();
    if (groups.length === 0) {
      this.matches.drop();
      return;
    }
    this.matchesAt = this.options.clock.now();
    const taken = this.matches.take();
    for (const group of groups) {
      const message = matchesMessage(group, taken);
      if (message) this.options.sendMatches(group, message);
    }
    if (this.matches.isWaiting) this.tellMatchesSoon();
  }

  onBlock(block: Uint8Array): void {
    const flows = this.watchedFlows().filter((id) => !this.options.simulation(id).running);
    this.sample.addBlock(
      block,
      flows.flatMap((id) => this.options.flow(id) ?? []),
    );
  }

  onSimulated(flow: string, events: readonly CloudEvent[]): void {
    if (!this.watchedFlows().includes(flow)) return;
    for (const { id, type, source, time, data } of events.slice(0, TAIL)) {
      if (!this.sample.hasRoom(flow)) return;
      this.sample.add(flow, { id, type, source, time, data, simulated: true });
    }
  }

  /** What is shown of a flow changes between live and simulated. */
  forget(flow: string): void {
    this.matches.forget(flow);
  }

  changed(change: Changed): void {
    this.changes.set(`${change.what} ${change.flow ?? ''}`, change);
  }

  recent(flows: readonly string[]): LiveMatch[] {
    return flows.flatMap((flow) => this.matches.recent(flow)).sort((a, b) => a.at - b.at);
  }

  private watchedFlows(): string[] {
    return [...new Set(this.options.watched().flat())];
  }

  private beat(): void {
    if (this.beating) return;
    this.beating = true;
    void this.tell()
      .catch((error: unknown) => this.options.warn(`live: ${String(error)}`))
      .finally(() => {
        this.beating = false;
      });
  }

  private async tell(): Promise<void> {
    this.beats++;
    this.tellChanges();
    const { accepted } = this.options.totals();
    this.rate.add(this.options.clock.now(), accepted);
    const tail = this.sample.take();
    const groups = this.options.watched();
    const flows = this.watchedFlows();
    const busy =
      this.matched || accepted !== this.lastTotal || flows.some((id) => this.options.simulation(id).running);
    this.lastTotal = accepted;
    this.matched = false;
    this.idle = busy ? 0 : this.idle + 1;
    if (groups.length === 0 || this.idle % IDLE_BEATS !== 0) return;
    const counts = new Map<string, FlowCounts>();
    const asked = flows.map(async (flow) => {
      const found = await this.options.counts(flow);
      if (found) counts.set(flow, found);
    });
    await Promise.all(asked);
    const system = this.system();
    for (const group of groups) this.options.send(group, this.message(group, system, counts, tail));
  }

  private tellChanges(): void {
    for (const [key, change] of this.changes) {
      const seldom = change.what !== 'flows' && change.what !== 'settings' && change.what !== 'catalogue';
      if (seldom && this.beats % CHANGED_BEATS !== 0) continue;
      this.changes.delete(key);
      this.options.sendChanged(change);
    }
  }

  private message(
    group: readonly string[],
    system: SystemCounts,
    counts: ReadonlyMap<string, FlowCounts>,
    tail: ReturnType<EventSample['take']>,
  ): LiveMessage {
    return {
      system,
      flows: Object.fromEntries(
        group.flatMap((flow) => (counts.has(flow) ? [[flow, counts.get(flow)!]] : [])),
      ),
      simulations: Object.fromEntries(group.map((flow) => [flow, this.options.simulation(flow)])),
      tail: group.flatMap((flow) => tail.get(flow) ?? []).slice(0, TAIL),
    };
  }

  private system(): SystemCounts {
    const { pending, failed } = this.options.outbox();
    return {
      at: this.options.clock.now(),
      ...this.options.totals(),
      rate: this.rate.perSecond(),
      outboxPending: pending,
      outboxFailed: failed,
      ...this.options.heldUp?.(),
    };
  }
}

/** What a group of pages is told of what was taken; undefined where nothing is of its flows. */
function matchesMessage(
  group: readonly string[],
  taken: ReadonlyMap<string, TakenMatches>,
): MatchesMessage | undefined {
  const found = group.flatMap((flow) => taken.get(flow)?.matches ?? []).sort((a, b) => a.at - b.at);
  if (found.length === 0) return undefined;
  const skipped = group.reduce((sum, flow) => sum + (taken.get(flow)?.skipped ?? 0), 0);
  return {
    matches: found.slice(-MATCHES).map(liveMatch),
    skipped: skipped + Math.max(0, found.length - MATCHES),
  };
}

/** Events a second over about the last second. */
class RateMeter {
  private points: { at: number; total: number }[] = [];

  add(at: number, total: number): void {
    this.points.push({ at, total });
    while (this.points.length > 2 && at - this.points[1].at >= 1_000) this.points.shift();
  }

  perSecond(): number {
    const [first, last] = [this.points[0], this.points[this.points.length - 1]];
    if (!first || last.at <= first.at) return 0;
    return Math.round((1_000 * (last.total - first.total)) / (last.at - first.at));
  }
}
