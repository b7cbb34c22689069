/** The engines themselves, live and copies: synchronous, without a clock, the same in whatever thread it is. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { BlockResult, Engine, EngineOptions, Match, Tables } from '../engine/engine-types.ts';
import type { FlowCounts } from '../wire/live.ts';
import type { ActionSetting, HostedMatch, Outcome, Settled } from './engine-host.ts';
import { newestCauses } from './kept-data.ts';

export type CreateEngine = (options: EngineOptions) => Engine;

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
  readonly onLateDropped: (flow: string, event: string, simulated: boolean) => void;
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

  constructor(private readonly options: EngineRoomOptions) {
    this.tables = { ...options.tables };
    this.live = options.createEngine({
      mode: 'live',
      tables: this.tables.live,
      causeEvents: true,
      onMatch: (match) => this.announce(match, match.id, this.liveFlows.get(match.flow), false),
      onLateDropped: (flow, event) => options.onLateDropped(flow, event, false),
    });
  }

  deploy(flow: FlowFile): void {
    this.ended.delete(flow.id);
    this.live.deploy(flow);
    this.liveFlows.set(flow.id, running(flow));
    this.deployCopy(flow);
  }

  deployCopy(flow: FlowFile): void {
    const copy = this.copies.get(flow.id);
    if (!copy) return;
    copy.engine.deploy(flow);
    this.copies.set(flow.id, { ...copy, ...running(flow) });
  }

  remove(flowId: string): void {
    if (this.liveFlows.delete(flowId)) this.live.remove(flowId);
  }

  setTable(name: string, rows: Tables[string], simulated: Tables[string]): void {
    this.tables.live = { ...this.tables.live, [name]: rows };
    this.tables.simulated = { ...this.tables.simulated, [name]: simulated };
    this.live.setTable(name, rows);
    for (const { engine } of this.copies.values()) engine.setTable(name, simulated);
  }

  settle({ id, flow, node, simulated }: Settled, outcome: Outcome, now: number): void {
    this.now = now;
    const copy = this.copies.get(flow);
    if (!simulated) this.live.settle({ flow, node, id }, outcome);
    else if (copy && id.startsWith(copy.run))
      copy.engine.settle({ flow, node, id: id.slice(copy.run.length) }, outcome);
  }

  push(block: Uint8Array, now: number): BlockResult {
    this.now = now;
    return this.live.push(block, now);
  }

  tick(now: number): void {
    this.now = now;
    this.live.tick(now);
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
      onMatch: (match) => this.announce(match, run + match.id, this.copies.get(flow.id), true),
      onLateDropped: (id, event) => this.options.onLateDropped(id, event, true),
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

  /** What an engine makes when it is asked for (the id, the texts of causes) is a part of the match from here on. */
  private announce(found: Match, id: string, made: Running | undefined, simulated: boolean): void {
    const { flow, node, time, key, data, causes, envelope } = found;
    const causeEvents = newestCauses(found.causeEvents ?? []);
    const match: Match = { flow, node, time, key, data, causes, causeEvents, envelope, id };
    this.options.onMatch({ match, action: actionAt(node, made), simulated, at: this.now });
  }
}

const running = (flow: FlowFile): Running => ({ flow, actions: new Map() });

function actionAt(nodeId: string, made: Running | undefined): ActionSetting {
  const known = made?.actions.get(nodeId);
  if (known) return known;
  const node = made?.flow.nodes.find(({ id }) => id === nodeId);
  const { channel, connection, params }: Readonly<Record<string, unknown>> = node?.data ?? {};
  const action: ActionSetting = {
    channel: typeof channel === 'string' ? channel : 'log',
    ...(typeof connection === 'string' && { connection }),
    params: typeof params === 'object' && params !== null ? { ...params } : {},
    timezone: made?.flow.timezone ?? 'UTC',
  };
  made?.actions.set(nodeId, action);
  return action;
}
