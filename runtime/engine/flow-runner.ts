/**
 * One flow on its way through time: the watermark, what waits for it, and the timers. The order of everything is
 * SPEC §3's; the nodes know nothing of it.
 */
import { parseDuration } from '../../nodes/kit/duration.ts';
import type { FlowCounts } from '../wire/live.ts';
import { type BadEvents, type EventText, faultText } from './bad-events.ts';
import type { WaitingNode } from './carrying.ts';
import type { EngineMode, TickResult } from './engine-types.ts';
import { type ContextOf, FlowGraph } from './flow-graph.ts';
import type { HeldEvents } from './kernel/held-events.ts';
import type { Operator, Port, SettledEvent, TableRows } from './kernel/operator.ts';
import type { Rows } from './kernel/rows.ts';
import type { SourceEvents } from './kernel/source-events.ts';
import { beginPart, openPart, type StateReader, type StateWriter } from './kernel/state.ts';
import type { TimerQueue } from './kernel/timers.ts';
import { type FlowOfNodes, nodeContext } from './node-context.ts';
import { NodeFaults } from './node-faults.ts';
import type { Plan, PlannedNode } from './plan.ts';
import { RowEvents } from './row-events.ts';
import { earliestDue, nextToFire } from './timer-order.ts';
import { UnsettledEvents } from './unsettled-events.ts';
import { WaitingEvents } from './waiting-events.ts';

/** What a flow needs of the engine it runs in. */
export interface RunnerHost {
  readonly mode: EngineMode;
  readonly held: HeldEvents;
  readonly sources: SourceEvents;
  table(name: string): TableRows | undefined;
  /** Reads an event that waited into a scratch row. */
  rescan(bytes: Uint8Array, time: number): number;
  /** Makes the match and hands it on; returns its id where something waits for its delivery. */
  matched(runner: FlowRunner, node: PlannedNode, row: number): () => string;
  readonly bad: BadEvents;
}

const NEVER = Number.NEGATIVE_INFINITY;

export class FlowRunner implements FlowOfNodes {
  readonly plan: Plan;
  readonly host: RunnerHost;
  private readonly lateness: number;
  private readonly delay: number;
  private readonly dropsLate: boolean;
  private graph!: FlowGraph;
  private rows!: Rows;
  /** The events that rows stand for. */
  events!: RowEvents;

  /** SPEC §3: W. While something is worked off it stands at the time of that. */
  watermark = NEVER;
  /** Where W goes when everything that is due has been worked off. */
  private target = NEVER;
  private greatest = NEVER;
  private waiting: WaitingEvents;
  /** The order in which timers are set, over all nodes. */
  private seq = 0;
  private nextDue = Number.POSITIVE_INFINITY;

  /** Reference tables that some node looks into. */
  readonly tables = new Set<string>();

  /** Events that go on when the delivery of their match is settled. */
  private unsettled: UnsettledEvents;

  /** Exceptions at nodes. */
  private faults = new NodeFaults();

  private taken = 0;
  private matches = 0;
  private late = 0;
  private lateDropped = 0;

  constructor(plan: Plan, host: RunnerHost) {
    this.plan = plan;
    this.host = host;
    this.waiting = new WaitingEvents(host.held.log);
    this.unsettled = new UnsettledEvents(host.held, (node, data) =>
      host.bad.add({ flow: this.id, node, reason: 'failed', message: TOO_MANY_UNSETTLED }, () => ({
        text: data,
        whole: false,
      })),
    );
    const { lateness = 'PT0S', delay = 'PT5S', late = 'process' } = plan.flow;
    this.lateness = parseDuration(lateness) ?? 0;
    this.delay = parseDuration(delay) ?? 0;
    this.dropsLate = late === 'drop';
  }

  get id(): string {
    return this.plan.flow.id;
  }

  /**
   * Gets ready to begin, or to take over from the version before: time goes on, and so do the nodes in which something
   * can wait on. `settleIn` or `standBack` must follow.
   */
  start(rows: Rows, before: FlowRunner | undefined): void {
    if (before) this.takeOver(before);
    this.graph = new FlowGraph(this.plan, before?.graph, this.host.mode === 'live');
    this.bind(rows);
  }

  /** Everything is bound: the version before is no more, and what is due by the new settings goes off. */
  settleIn(before: FlowRunner | undefined): void {
    for (const node of this.graph.settleIn(before?.graph)) this.unsettled.forget(node);
    this.lookAtTimers();
    this.fireUntil(this.watermark);
  }

  /** The deploy failed: what was got ready is given back. */
  standBack(): void {
    this.graph?.standBack();
  }

  private takeOver(before: FlowRunner): void {
    this.faults = new NodeFaults(before.faults);
    this.watermark = before.watermark;
    this.target = before.target;
    this.greatest = before.greatest;
    this.waiting = before.waiting;
    this.unsettled = before.unsettled;
    this.seq = before.seq;
    this.taken = before.taken;
    this.matches = before.matches;
    this.late = before.late;
    this.lateDropped = before.lateDropped;
  }

  /** Compiles the nodes against (new) columns and tables. */
  bind(rows: Rows): void {
    this.rows = rows;
    this.tables.clear();
    this.events = new RowEvents(this.graph, rows, this.host.sources);
    this.graph.bind(rows, this.contextOf);
  }

  private readonly contextOf: ContextOf = (node, rows, pin) => {
    for (const port of Object.values(node.ports)) port.onFault = this.onFault;
    return nodeContext(this, node, rows, pin);
  };

  nextSeq(): number {
    return this.seq++;
  }

  setTimer(timers: TimerQueue, due: number, seq: number, payload: number): void {
    timers.set(due, seq, payload);
    if (due < this.nextDue) this.nextDue = due;
  }

  matched(node: PlannedNode, row: number, held: SettledEvent | undefined): void {
    this.matches++;
    const id = this.host.matched(this, node, row);
    if (held) this.unsettled.add(node.node.id, id(), held);
  }

  /** An exception at a node. @param row of the event at which; undefined for a timer, or what was settled */
  private readonly onFault = (operator: Operator, row: number | undefined, error: unknown): void => {
    if (!this.host.bad.isHeard) throw error;
    this.rows.cutBackTo(row);
    const node = this.graph.nodes.find((each) => each.operator === operator)?.planned.node.id ?? '';
    this.faults.add(node, error);
    this.host.bad.add({ flow: this.id, node, reason: 'failed', message: faultText(error) }, () =>
      this.textOf(row),
    );
  };

  /** An exception outside of nodes, at an event or between two: the flow goes on with the next. */
  failed(row: number | undefined, error: unknown): void {
    if (!this.host.bad.isHeard) throw error;
    this.rows.cutBackTo(undefined);
    this.lookAtTimers();
    this.host.bad.add({ flow: this.id, reason: 'failed', message: faultText(error) }, () => this.textOf(row));
  }

  private textOf(row: number | undefined): EventText {
    try {
      if (row !== undefined) return this.events.text(row);
    } catch {
      // What was wrong with it may be in the way here too.
    }
    return { text: '', whole: false };
  }

  /** The paths that are read of events of a type, added to a set. */
  addNeedsOf(type: string, paths: Set<string>): void {
    this.graph.addNeedsOf(type, paths);
  }

  /**
   * An event has arrived (SPEC §3). Where nobody takes it, it only moves the watermark.
   * @param limit the greatest time that W may take from an event (live: now)
   */
  take(row: number, limit: number, connection?: string): void {
    const { rows } = this;
    const entries = this.graph.entries(row, connection);
    const time = rows.time[row];
    this.taken++;
    if (time < this.watermark) {
      this.takeLate(row, entries);
      return;
    }
    if (time > this.greatest) this.greatest = time;
    const target = Math.min(time, limit) - this.lateness;
    if (target === time && this.waiting.size === 0) {
      // The common case: nothing is out of order, so nothing waits.
      if (time > this.watermark) {
        this.fireUntil(time);
        this.watermark = time;
        this.target = time;
      }
      if (entries) this.work(row, entries);
      return;
    }
    if (entries) this.waiting.hold(rows, row, connection);
    this.advance(Math.max(target, this.target));
  }

  private takeLate(row: number, entries: readonly Port[] | null): void {
    this.late++;
    if (!this.dropsLate) {
      if (entries) this.work(row, entries);
      return;
    }
    this.lateDropped++;
    if (entries)
      this.host.bad.add({ flow: this.id, reason: 'late' }, () => ({
        text: this.rows.line(row),
        whole: true,
      }));
  }

  /** Works an event off, and the timers that it set for a time that W has passed. */
  private work(row: number, entries: readonly Port[]): void {
    for (let i = 0; i < entries.length; i++) entries[i].emit(row);
    this.fireUntil(this.watermark);
  }

  /**
   * Brings W to a time: what waits and what is due goes off in order.
   * @param most how much of it; where more is left W stands at the last that went off
   */
  private advance(to: number, most = Number.POSITIVE_INFINITY): TickResult {
    let count = 0;
    for (;;) {
      const event = this.waiting.time;
      const isEventNext = event <= to && event <= this.nextDue;
      if (!isEventNext && this.nextDue >= to) break;
      if (count++ >= most) return 'more';
      if (isEventNext) this.releaseNext(event);
      else this.fireNext();
    }
    if (to > this.watermark) this.watermark = to;
    if (to > this.target) this.target = to;
    return count > 0 ? 'done' : 'nothing';
  }

  private releaseNext(time: number): void {
    if (time > this.watermark) this.watermark = time;
    const { place, connection } = this.waiting;
    const bytes = this.waiting.bytes.slice();
    this.waiting.drop();
    const { rows } = this;
    this.host.held.log.present(place, bytes, 0, bytes.length);
    const row = this.host.rescan(bytes, time);
    rows.identity[row] = place;
    const entries = this.graph.entries(row, connection);
    if (entries) for (const port of entries) port.emit(row);
    rows.pop();
    this.host.held.log.unpin?.(place);
  }

  private fireUntil(time: number): void {
    while (this.nextDue < time) this.fireNext();
  }

  private fireNext(): void {
    const due = this.nextDue;
    if (due > this.watermark) this.watermark = due;
    const { timers, operator } = nextToFire(this.graph.timed, due);
    const { seq } = timers;
    const payload = timers.take();
    // Looked at before firing, so that a timer set meanwhile is compared with what is still there.
    this.lookAtTimers();
    try {
      operator.fire!(payload, seq);
    } catch (error) {
      this.onFault(operator, undefined, error);
    }
  }

  lookAtTimers(): void {
    this.nextDue = earliestDue(this.graph.timed);
  }

  /** The clock rule of SPEC §3: in silence time goes on all the same. @see Engine.tick */
  tick(now: number, most?: number): TickResult {
    const lag = this.host.mode === 'live' ? this.delay + this.lateness : this.lateness;
    return this.advance(Math.max(this.target, now - lag), most);
  }

  /** Offline: the end of the input. Without `until` nothing beyond the greatest event time is decided. */
  finish(until?: number): void {
    const end = until === undefined ? this.greatest : until + 1;
    if (end > NEVER) this.advance(Math.max(end, this.watermark));
  }

  /** The delivery of a match is settled: its event goes on at once, with its own time. */
  settle(nodeId: string, id: string, outcome: 'done' | 'failed'): void {
    const node = this.graph.nodes.find(({ planned }) => planned.node.id === nodeId);
    this.unsettled.settle(nodeId, id, (event) => {
      try {
        node?.operator.settle?.(event, outcome);
      } catch (error) {
        this.onFault(node!.operator, undefined, error);
      }
      this.fireUntil(this.watermark);
    });
  }

  /** The nodes with what waits in them; in an action the events whose delivery is under way. */
  whatWaits(): WaitingNode[] {
    return this.graph.waiting().map(({ planned, waiting }) => {
      const events = this.unsettled.sizeOf(planned.node.id);
      return { planned, waiting: events > 0 ? { ...waiting, events } : waiting };
    });
  }

  save(out: StateWriter): void {
    beginPart(out, 'flow', 1);
    for (const each of [this.watermark, this.target, this.greatest, this.seq]) out.number(each);
    for (const each of [this.taken, this.matches, this.late, this.lateDropped]) out.number(each);
    this.waiting.save(out);
    this.unsettled.save(out);
    this.faults.save(out);
    this.graph.save(out);
  }

  /** Into a flow that has just begun. */
  load(from: StateReader): void {
    openPart(from, 'flow', 1);
    this.watermark = from.number();
    this.target = from.number();
    this.greatest = from.number();
    this.seq = from.number();
    this.taken = from.number();
    this.matches = from.number();
    this.late = from.number();
    this.lateDropped = from.number();
    this.waiting.load(from);
    this.unsettled.load(from);
    this.faults.load(from);
    this.graph.load(from);
    this.lookAtTimers();
  }

  counts(at: number): FlowCounts {
    const counts: FlowCounts = {
      at,
      mode: this.host.mode === 'live' ? 'live' : 'simulated',
      watermark: this.watermark === NEVER ? null : this.watermark,
      events: this.taken,
      matches: this.matches,
      late: this.late,
      lateDropped: this.lateDropped,
      waiting: this.waiting.size,
      ...this.graph.counts(),
    };
    this.faults.addTo(counts.nodes);
    return counts;
  }

  /** Gives back all state. */
  dispose(): void {
    this.graph.dispose();
    this.unsettled.clear();
    this.waiting.dispose();
  }
}

const TOO_MANY_UNSETTLED = {
  ko: '보내지 못한 조치가 100만 건을 넘어서, 가장 오래된 이 이벤트는 조치 다음으로 이어지지 못했습니다.',
  en: 'More than a million deliveries are under way, so this event, the oldest of them, does not go on after its action.',
};
