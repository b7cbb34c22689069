/** What a node may ask of the flow that it is in. */

import type { RunningNode } from './flow-graph.ts';
import type { RunnerHost } from './flow-runner.ts';
import type { OperatorContext, SettledEvent } from './kernel/operator.ts';
import type { Rows } from './kernel/rows.ts';
import type { TimerQueue } from './kernel/timers.ts';
import type { Plan, PlannedNode } from './plan.ts';
import type { RowEvents } from './row-events.ts';

/** The flow, as its nodes reach it. */
export interface FlowOfNodes {
  readonly id: string;
  readonly plan: Plan;
  readonly host: RunnerHost;
  /** The events that rows stand for. */
  readonly events: RowEvents;
  /** Reference tables that some node looks into. */
  readonly tables: Set<string>;
  /** SPEC §3: W. */
  readonly watermark: number;
  /** The next place in the order in which timers are set. */
  nextSeq(): number;
  setTimer(timers: TimerQueue, due: number, seq: number, payload: number): void;
  lookAtTimers(): void;
  /** An event has reached an action. @param held what waits for the delivery, where something does */
  matched(node: PlannedNode, row: number, held: SettledEvent | undefined): void;
}

/** @param pin keeps the symbol of a text that the node always needs */
export function nodeContext(
  flow: FlowOfNodes,
  node: RunningNode,
  rows: Rows,
  pin: (text: string) => number,
): OperatorContext {
  const { planned, timers, ports } = node;
  const { host } = flow;
  const { held, bad } = host;
  return {
    flowId: flow.id,
    nodeId: planned.node.id,
    index: planned.index,
    timezone: flow.plan.flow.timezone ?? 'UTC',
    rows,
    symbols: rows.symbols,
    held,
    ports,
    needs: planned.needs,
    pin,
    column: (path) => rows.column(path),
    now: () => flow.watermark,
    setTimer: (due, payload, seq = flow.nextSeq()) => {
      flow.setTimer(timers, due, seq, payload);
      return seq;
    },
    nextSeq: () => flow.nextSeq(),
    shiftTimers: (by) => timers.shift(by),
    compactTimers: (isMeant) => {
      timers.compact(isMeant);
      flow.lookAtTimers();
    },
    data: (row) => flow.events.data(row),
    causes: (row) => flow.events.causes(row),
    hold: (row) => held.hold(row, flow.events),
    settlesLater: host.mode !== 'offline',
    name: (row) => flow.events.name(row),
    bad: (row, reason, message) =>
      bad.add({ flow: flow.id, node: planned.node.id, reason, ...(message && { message }) }, () =>
        flow.events.text(row),
      ),
    matched: (row, waiting) => flow.matched(planned, row, waiting),
    table: (name) => {
      flow.tables.add(name);
      return host.table(name);
    },
  };
}
