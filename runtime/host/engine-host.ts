/**
 * runtime/host: where engines live. The rest of the runtime sees only this port, which answers with promises, so that
 * the engines can move into a worker without anybody noticing.
 *
 * There is one live engine for all flows. A flow whose simulation runs has besides it an engine of its own, on a
 * simulated clock, with that flow alone: what is made up never touches what is real.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Clock } from '../clock.ts';
import type { BlockResult, Engine, EngineOptions, Match, Tables } from '../engine/engine-types.ts';
import type { FlowCounts } from '../wire/live.ts';
import type { Delivery } from '../wire/rest.ts';

/** What the action node that was reached is set to, in the version of the flow that made the match. */
export interface ActionSetting {
  readonly channel: string;
  readonly connection?: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Of the flow: IANA name. */
  readonly timezone: string;
}

export interface HostedMatch {
  readonly match: Match;
  readonly action: ActionSetting;
  readonly simulated: boolean;
  /** When it happened here, epoch ms of the wall clock. */
  readonly at: number;
}

export interface EngineHost {
  /** Runs a flow, or swaps the version that runs; a running copy of it is swapped too. */
  deploy(flow: FlowFile): Promise<void>;
  /** Swaps the version of a running copy alone: of a flow that is stopped. */
  deployCopy(flow: FlowFile): Promise<void>;
  /** Takes a flow out of the live engine; its windows, runs and timers are gone. A copy goes on. */
  remove(flowId: string): Promise<void>;
  /** Rows of a reference table. `simulated` (default: the same): what the copies see. */
  setTable(name: string, rows: Tables[string], simulated?: Tables[string]): Promise<void>;
  /** What became of a delivery: its event goes on in the flow, live or in the copy that it came from. */
  settle(
    delivery: Pick<Delivery, 'id' | 'flow' | 'node' | 'simulated'>,
    outcome: 'done' | 'failed',
  ): Promise<void>;
  /** NDJSON into the live engine. */
  push(block: Uint8Array): Promise<BlockResult>;
  /**
   * The copy's while the flow's simulation runs, and its last ones afterwards, so that what was shown can be talked
   * about; the live ones as soon as a live event reaches the flow or another version is deployed. undefined: neither
   * runs it.
   */
  counts(flowId: string): Promise<FlowCounts | undefined>;
  /** A fresh copy of a flow on a clock of its own, in the place of the one that there may be. */
  startCopy(flow: FlowFile): Promise<void>;
  stopCopy(flowId: string): Promise<void>;
  /** NDJSON into a copy, and its clock moved to `now` (simulated epoch ms). Does nothing without a copy. */
  advanceCopy(flowId: string, block: Uint8Array, now: number): Promise<BlockResult | undefined>;
}

export interface EngineHostOptions {
  readonly createEngine: (options: EngineOptions) => Engine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tables: Tables;
  readonly onMatch: (match: HostedMatch) => void;
  readonly onLateDropped: (flow: string, event: string, simulated: boolean) => void;
  /** An error of ours, which must not stop the others. */
  readonly warn: (line: string) => void;
}

/** How often the live engine is told the time, so that what did not happen is noticed. */
const TICK = 200;

/** Runs the engines in this very thread. Everything ends when the signal is aborted. */
export function createEngineHost(options: EngineHostOptions): EngineHost {
  const { clock } = options;
  const tables = { live: { ...options.tables }, simulated: { ...options.tables } };
  const liveFlows = new Map<string, FlowFile>();
  const copies = new Map<string, { engine: Engine; flow: FlowFile; run: string }>();
  /** The last counts of copies that were stopped, with the events that the live flow had taken by then. */
  const ended = new Map<string, { counts: FlowCounts; liveEvents: number | undefined }>();
  let copiesMade = 0;

  const live = options.createEngine({
    mode: 'live',
    tables: tables.live,
    causeEvents: true,
    onMatch: (match) => announce(match, match.id, liveFlows.get(match.flow), false),
    onLateDropped: (flow, event) => options.onLateDropped(flow, event, false),
  });

  /** The engine makes a match's id when it is asked for; from here on it is part of the match. */
  function announce(match: Match, id: string, flow: FlowFile | undefined, simulated: boolean): void {
    const node = flow?.nodes.find((each) => each.id === match.node);
    const action = actionOf(node?.data ?? {}, flow);
    // The engine is in the middle of its work here: whatever fails outside must not reach it.
    guarded(`match at ${match.flow}/${match.node}`, () =>
      options.onMatch({ match: { ...match, id }, simulated, at: clock.now(), action }),
    );
  }

  function guarded(what: string, fn: () => void): void {
    try {
      fn();
    } catch (error) {
      options.warn(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  function createCopy(flow: FlowFile, run: string): Engine {
    return options.createEngine({
      mode: 'simulated',
      tables: tables.simulated,
      causeEvents: true,
      onMatch: (match) => announce(match, run + match.id, copies.get(flow.id)?.flow, true),
      onLateDropped: (id, event) => options.onLateDropped(id, event, true),
    });
  }

  function swapCopy(flow: FlowFile): void {
    const copy = copies.get(flow.id);
    if (!copy) return;
    copy.engine.deploy(flow);
    copy.flow = flow;
  }

  clock.every(TICK, () => guarded('engine', () => live.tick(clock.now())), options.signal);

  return {
    async deploy(flow) {
      ended.delete(flow.id);
      live.deploy(flow);
      liveFlows.set(flow.id, flow);
      swapCopy(flow);
    },
    deployCopy: async (flow) => swapCopy(flow),
    async remove(flowId) {
      if (liveFlows.delete(flowId)) live.remove(flowId);
    },
    async setTable(name, rows, simulated = rows) {
      tables.live[name] = rows;
      tables.simulated[name] = simulated;
      live.setTable(name, rows);
      for (const { engine } of copies.values()) engine.setTable(name, simulated);
    },
    async settle({ id, flow, node, simulated }, outcome) {
      const copy = copies.get(flow);
      guarded(`settling of ${flow}/${node}`, () => {
        if (!simulated) live.settle({ flow, node, id }, outcome);
        else if (copy && id.startsWith(copy.run))
          copy.engine.settle({ flow, node, id: id.slice(copy.run.length) }, outcome);
      });
    },
    push: async (block) => live.push(block, clock.now()),
    async counts(flowId) {
      const now = clock.now();
      const copy = copies.get(flowId);
      if (copy) return copy.engine.counts(flowId, now);
      const counts = live.counts(flowId, now);
      const last = ended.get(flowId);
      if (last?.liveEvents === counts?.events && last) return { ...last.counts, at: now };
      ended.delete(flowId);
      return counts;
    },
    async startCopy(flow) {
      ended.delete(flow.id);
      // The same seed gives the same matches again; as deliveries they are others, since a person wants to see them.
      const run = `sim-${clock.now().toString(36)}-${++copiesMade}-`;
      const engine = createCopy(flow, run);
      copies.set(flow.id, { engine, flow, run });
      engine.deploy(flow);
    },
    async stopCopy(flowId) {
      const now = clock.now();
      const counts = copies.get(flowId)?.engine.counts(flowId, now);
      if (counts) ended.set(flowId, { counts, liveEvents: live.counts(flowId, now)?.events });
      copies.delete(flowId);
    },
    async advanceCopy(flowId, block, now) {
      const copy = copies.get(flowId);
      if (!copy) return undefined;
      const result = copy.engine.push(block, now);
      copy.engine.tick(now);
      return result;
    },
  };
}

function actionOf(data: Readonly<Record<string, unknown>>, flow: FlowFile | undefined): ActionSetting {
  const { channel, connection, params } = data;
  return {
    channel: typeof channel === 'string' ? channel : 'log',
    ...(typeof connection === 'string' && { connection }),
    params: typeof params === 'object' && params !== null ? { ...params } : {},
    timezone: flow?.timezone ?? 'UTC',
  };
}
