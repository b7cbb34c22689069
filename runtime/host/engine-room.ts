/** The engines themselves, live and copies: synchronous, without a clock, the same in whatever thread it is. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { parseDuration } from '../../nodes/kit/duration.ts';
import type {
  BadEvent,
  BlockResult,
  Engine,
  EngineOptions,
  Match,
  Tables,
  TickResult,
} from '../engine/engine-types.ts';
import type { EventLog } from '../engine/kernel/event-log.ts';
import type { StateReader, StateWriter } from '../engine/kernel/state.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { FlowCounts } from '../wire/live.ts';
import type {
  ActionSetting,
  FoundKind,
  FoundPlace,
  HostedBadEvent,
  HostedMatch,
  Outcome,
  Settled,
} from './engine-host.ts';
import { newestCauses } from './kept-data.ts';

export type CreateEngine = (options: EngineOptions, log?: EventLog) => Engine;

export interface RoomTables {
  readonly live: Tables;
  /** What the copies see. */
  readonly simulated: Tables;
}

export interface EngineRoomOptions {
  readonly createEngine: CreateEngine;
  readonly tables: RoomTables;
  /** Called while an engine is at work: must not throw, nor call the room. */
  readonly onMatch: (match: HostedMatch) => void;
  /** The same holds here. */
  readonly onBadEvent: (bad: HostedBadEvent) => void;
  /** Where events that something waits with are kept for the live engine; default: in memory. */
  readonly log?: EventLog;
  /** The place of what the live engine has just found; `known`: it was found before, and is passed over. Default: none. */
  readonly nextPlace?: (kind: FoundKind) => FoundPlace | 'known';
}

interface Running {
  readonly flow: FlowFile;
  /** Of each action node that was reached: made once, so that many matches share it. */
  readonly actions: Map<string, ActionSetting>;
}

interface Copy extends Running {
  readonly engine: Engine;
  /** What its matches' ids begin with. */
  readonly run: string;
}

/** What EngineHost promises, at once and with the time given: `now` is epoch ms of the wall clock. */
export class EngineRoom {
  private readonly live: Engine;
  private readonly tables: { live: Tables; simulated: Tables };
  private readonly liveFlows = new Map<string, Running>();
  private readonly copies = new Map<string, Copy>();
  /** The last counts of copies that were stopped, with the events that the live flow had taken by then. */
  private readonly ended = new Map<string, { counts: FlowCounts; liveEvents: number | undefined }>();
  private copiesMade = 0;
  private now = 0;
  /** While this is set, live matches of an earlier time were due while the runtime stood still (epoch ms). */
  stoodStillUntil: number | undefined;

  constructor(private readonly options: EngineRoomOptions) {
    this.tables = { ...options.tables };
    this.live = options.createEngine(
      {
        mode: 'live',
        tables: this.tables.live,
        causeEvents: true,
        onMatch: (match) => this.foundLive(match),
        onBadEvent: (bad) => this.badLive(bad),
      },
      options.log,
    );
  }

  deploy(flow: FlowFile, now: number): void {
    this.deployLive(flow, now);
    this.deployCopy(flow);
  }

  /** In the live engine alone. */
  deployLive(flow: FlowFile, now: number): void {
    this.now = now;
    this.ended.delete(flow.id);
    const before = this.liveFlows.get(flow.id);
    // What the deploy itself finds (a shorter time is over) is of the new version.
    this.liveFlows.set(flow.id, running(flow));
    try {
      this.live.deploy(flow);
    } catch (error) {
      if (before) this.liveFlows.set(flow.id, before);
      else this.liveFlows.delete(flow.id);
      throw error;
    }
  }

  preview(flow: FlowFile): DeployPreview {
    return this.live.preview(flow);
  }

  deployCopy(flow: FlowFile): void {
    const copy = this.copies.get(flow.id);
    if (!copy) return;
    this.copies.set(flow.id, { ...copy, ...running(flow) });
    try {
      copy.engine.deploy(flow);
    } catch (error) {
      this.copies.set(flow.id, copy);
      throw error;
    }
  }

  remove(flowId: string): void {
    if (this.liveFlows.delete(flowId)) this.live.remove(flowId);
  }

  setTable(name: string, rows: Tables[string], simulated: Tables[string]): void {
    this.tables.live = { ...this.tables.live, [name]: rows };
    this.live.setTable(name, rows);
    this.setSimulatedTable(name, simulated);
  }

  settle({ id, flow, node, simulated }: Settled, outcome: Outcome, now: number): void {
    this.now = now;
    const copy = this.copies.get(flow);
    if (!simulated) this.live.settle({ flow, node, id }, outcome);
    else if (copy && id.startsWith(copy.run))
      copy.engine.settle({ flow, node, id: id.slice(copy.run.length) }, outcome);
  }

  /** @param limit the greatest time that the watermark may take from an event; default: now */
  push(block: Uint8Array, now: number, limit?: number): BlockResult {
    this.now = now;
    return this.live.push(block, now, undefined, limit);
  }

  /** @param most how many timers and waiting events of each flow are worked off */
  tick(now: number, most?: number): TickResult {
    this.now = now;
    return this.live.tick(now, most);
  }

  /** The flows that the live engine runs. */
  get flows(): readonly FlowFile[] {
    return [...this.liveFlows.values()].map(({ flow }) => flow);
  }

  /** About how many bytes `save` copies. */
  get stateBytes(): number {
    return this.live.stateBytes();
  }

  /** The live engine's state. */
  save(out: StateWriter): void {
    this.live.save(out);
  }

  /** Takes over a state that was saved, with its flows; called once, before anything else. */
  load(from: StateReader): void {
    this.live.load(from);
    for (const flow of this.live.flows()) this.liveFlows.set(flow.id, running(flow));
  }

  /** What the copies see of a table, where that alone changes. */
  setSimulatedTable(name: string, rows: Tables[string]): void {
    this.tables.simulated = { ...this.tables.simulated, [name]: rows };
    for (const { engine } of this.copies.values()) engine.setTable(name, rows);
  }

  counts(flowId: string, now: number): FlowCounts | undefined {
    const copy = this.copies.get(flowId);
    if (copy) return copy.engine.counts(flowId, now);
    const counts = this.live.counts(flowId, now);
    const last = this.ended.get(flowId);
    if (last?.liveEvents === counts?.events && last) return { ...last.counts, at: now };
    this.ended.delete(flowId);
    return counts;
  }

  startCopy(flow: FlowFile, now: number): void {
    this.ended.delete(flow.id);
    // The same seed gives the same matches again; as deliveries they are others, since a person wants to see them.
    const run = `sim-${now.toString(36)}-${++this.copiesMade}-`;
    const engine = this.options.createEngine({
      mode: 'simulated',
      tables: this.tables.simulated,
      causeEvents: true,
      onMatch: (match) => {
        const made = this.copies.get(flow.id);
        this.announce(match, { id: run + match.id, made, simulated: true });
      },
      onBadEvent: (bad) => this.options.onBadEvent({ bad, simulated: true, at: this.now }),
    });
    this.copies.set(flow.id, { engine, run, ...running(flow) });
    engine.deploy(flow);
  }

  stopCopy(flowId: string, now: number): void {
    const counts = this.copies.get(flowId)?.engine.counts(flowId, now);
    if (counts) this.ended.set(flowId, { counts, liveEvents: this.live.counts(flowId, now)?.events });
    this.copies.delete(flowId);
  }

  /** @param simulatedNow the time on the copy's own clock */
  advanceCopy(flowId: string, block: Uint8Array, simulatedNow: number, now: number): BlockResult | undefined {
    const copy = this.copies.get(flowId);
    if (!copy) return undefined;
    this.now = now;
    const result = copy.engine.push(block, simulatedNow);
    copy.engine.tick(simulatedNow);
    return result;
  }

  private badLive(bad: BadEvent): void {
    const place = this.options.nextPlace?.('bad');
    if (place === 'known') return;
    this.options.onBadEvent({ bad, simulated: false, at: this.now, ...(place && { place }) });
  }

  private foundLive(match: Match): void {
    const place = this.options.nextPlace?.('match');
    // Found before a restart already.
    if (place === 'known') return;
    const made = this.liveFlows.get(match.flow);
    const isLate = this.stoodStillUntil !== undefined && match.time < this.stoodStillUntil;
    this.announce(match, {
      id: match.id,
      made,
      simulated: false,
      ...(place && { place }),
      ...(isLate && { lateBy: Math.max(0, this.now - match.time) }),
    });
  }

  /** What an engine makes when it is asked for (the id, the texts of causes) is a part of the match from here on. */
  private announce(
    found: Match,
    { id, made, ...rest }: { id: string; made: Running | undefined } & AnnouncedWith,
  ): void {
    const { flow, node, time, key, data, causes, envelope } = found;
    const causeEvents = newestCauses(found.causeEvents ?? []);
    const match: Match = { flow, node, time, key, data, causes, causeEvents, envelope, id };
    this.options.onMatch({ match, action: actionAt(node, made), at: this.now, ...rest });
  }
}

type AnnouncedWith = Pick<HostedMatch, 'simulated' | 'place' | 'lateBy'>;

const running = (flow: FlowFile): Running => ({ flow, actions: new Map() });

function actionAt(nodeId: string, made: Running | undefined): ActionSetting {
  const known = made?.actions.get(nodeId);
  if (known) return known;
  const node = made?.flow.nodes.find(({ id }) => id === nodeId);
  const { channel, connection, params, deadline }: Readonly<Record<string, unknown>> = node?.data ?? {};
  const latest = typeof deadline === 'string' ? parseDuration(deadline) : undefined;
  const action: ActionSetting = {
    channel: typeof channel === 'string' ? channel : 'log',
    ...(typeof connection === 'string' && { connection }),
    params: typeof params === 'object' && params !== null ? { ...params } : {},
    timezone: made?.flow.timezone ?? 'UTC',
    ...(latest !== undefined && { deadline: latest }),
  };
  made?.actions.set(nodeId, action);
  return action;
}
