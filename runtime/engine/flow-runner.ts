/**
 * One flow on its way through time: the watermark, what waits for it, the timers, and the nodes. The order of
 * everything is SPEC §3's; the nodes themselves know nothing of it.
 */
import { parseDuration } from '../../nodes/kit/duration.ts';
import type { FlowCounts, NodeCounts } from '../wire/live.ts';
import type { EngineMode } from './engine-types.ts';
import { type Causes, oneCause } from './kernel/causes.ts';
import type { HeldEvents } from './kernel/held-events.ts';
import type { Operator, OperatorContext, Port, TableRows } from './kernel/operator.ts';
import { decodeEvent, FROM_SOURCE, type Rows } from './kernel/rows.ts';
import { TimerQueue } from './kernel/timers.ts';
import { WaitBuffer } from './kernel/wait-buffer.ts';
import type { Plan, PlannedNode } from './plan.ts';

/** What a flow needs of the engine it runs in. */
export interface RunnerHost {
  readonly mode: EngineMode;
  readonly held: HeldEvents;
  table(name: string): TableRows | undefined;
  /** Reads an event that waited into a scratch row. */
  rescan(bytes: Uint8Array, time: number): number;
  matched(runner: FlowRunner, node: PlannedNode, row: number): void;
  lateDropped(runner: FlowRunner, event: string): void;
}

class OutputPort implements Port {
  count = 0;
  targets: readonly { operator: Operator; input: number }[] = [];

  emit(row: number): void {
    this.count++;
    const targets = this.targets;
    for (let i = 0; i < targets.length; i++) targets[i].operator.process(row, targets[i].input);
  }
}

interface RunningNode {
  readonly planned: PlannedNode;
  readonly operator: Operator;
  readonly ports: Record<string, OutputPort>;
  readonly timers: TimerQueue;
}

interface SourceNode {
  readonly type: string;
  readonly connection: string | undefined;
  readonly port: Port;
}

interface EdgeCount {
  readonly port: OutputPort;
  /** What the port had counted when the edge was drawn. */
  readonly since: number;
}

const NEVER = Number.NEGATIVE_INFINITY;

export class FlowRunner {
  readonly plan: Plan;
  /** SPEC §3: W. */
  watermark = NEVER;
  /** Where W goes when everything that is due has been worked off. */
  private target = NEVER;
  private greatest = NEVER;
  private events = 0;
  private matches = 0;
  private late = 0;
  private lateDropped = 0;
  private seq = 0;
  private nextDue = Number.POSITIVE_INFINITY;
  private readonly lateness: number;
  private readonly delay: number;
  private readonly dropsLate: boolean;
  private waiting = new WaitBuffer();
  private origins: string[] = [];
  private nodes: readonly RunningNode[] = [];
  /** Nodes in the order in which their timers of the same due time fire. */
  private byDepth: readonly RunningNode[] = [];
  private edges = new Map<string, EdgeCount>();
  private pinned: number[] = [];
  private rows!: Rows;
  private readonly host: RunnerHost;
  private sourceNodes: readonly SourceNode[] = [];
  /** Source nodes by the symbol of their exact type; the beginnings that others take. */
  private readonly exact = new Map<number, readonly Port[]>();
  private prefixes: readonly string[] = [];
  private choosesConnection = false;

  constructor(plan: Plan, host: RunnerHost) {
    this.plan = plan;
    this.host = host;
    const { lateness = 'PT0S', delay = 'PT5S', late = 'process' } = plan.flow;
    this.lateness = parseDuration(lateness) ?? 0;
    this.delay = parseDuration(delay) ?? 0;
    this.dropsLate = late === 'drop';
  }

  get id(): string {
    return this.plan.flow.id;
  }

  /** Brings in what went on in the version before: nodes whose definition did not change go on as they are. */
  start(rows: Rows, before: FlowRunner | undefined): void {
    if (before && before !== this) this.takeOver(before);
    const old = new Map((before?.nodes ?? []).map((each) => [each.planned.node.id, each]));
    const kept = new Set<RunningNode>();
    this.nodes = this.plan.nodes.map((planned) => {
      const same = old.get(planned.node.id);
      if (same && same.planned.definition === planned.definition) {
        kept.add(same);
        return { ...same, planned };
      }
      return newNode(planned);
    });
    for (const each of before?.nodes ?? []) if (!kept.has(each)) each.operator.dispose();
    this.wire(before);
    this.bind(rows);
    this.lookAtTimers();
  }

  private takeOver(before: FlowRunner): void {
    this.watermark = before.watermark;
    this.target = before.target;
    this.greatest = before.greatest;
    this.events = before.events;
    this.matches = before.matches;
    this.late = before.late;
    this.lateDropped = before.lateDropped;
    this.seq = before.seq;
    this.waiting = before.waiting;
    this.origins = before.origins;
  }

  private wire(before: FlowRunner | undefined): void {
    const edges = new Map<string, EdgeCount>();
    for (const { planned, ports } of this.nodes)
      for (const output of planned.outputs) {
        const wires = this.plan.wires[planned.index][output];
        ports[output].targets = wires.map((wire) => ({
          operator: this.nodes[wire.target].operator,
          input: wire.input,
        }));
        for (const wire of wires) {
          const known = before?.edges.get(wire.edge);
          const same = known?.port === ports[output];
          edges.set(wire.edge, same ? known : { port: ports[output], since: ports[output].count });
        }
      }
    this.edges = edges;
    this.byDepth = [...this.nodes].sort((a, b) => a.planned.depth - b.planned.depth);
  }

  /** Compiles the nodes against (new) columns. */
  bind(rows: Rows): void {
    const pinnedBefore = this.pinned;
    this.pinned = [];
    this.rows = rows;
    for (const node of this.nodes) node.operator.bind(this.contextOf(node));
    for (const symbol of pinnedBefore) rows.symbols.release(symbol);
    this.indexSources();
  }

  private pin(text: string): number {
    const symbol = this.rows.symbols.retain(this.rows.symbols.internText(text));
    this.pinned.push(symbol);
    return symbol;
  }

  private contextOf(node: RunningNode): OperatorContext {
    const { planned, timers } = node;
    const rows = this.rows;
    return {
      flowId: this.id,
      nodeId: planned.node.id,
      index: planned.index,
      timezone: this.plan.flow.timezone ?? 'UTC',
      rows,
      symbols: rows.symbols,
      held: this.host.held,
      ports: node.ports,
      needs: planned.needs,
      column: (path) => rows.column(path),
      pin: (text) => this.pin(text),
      now: () => this.watermark,
      setTimer: (due, payload, seq = this.seq++) => {
        timers.set(due, seq, payload);
        if (due < this.nextDue) this.nextDue = due;
        return seq;
      },
      nextSeq: () => this.seq++,
      compactTimers: (isMeant) => {
        timers.compact(isMeant);
        this.lookAtTimers();
      },
      data: (row) => this.dataOf(row),
      causes: (row) => this.causesOf(row),
      table: (name) => this.host.table(name),
      matched: (row) => {
        this.matches++;
        this.host.matched(this, planned, row);
      },
    };
  }

  private indexSources(): void {
    this.sourceNodes = this.nodes
      .filter(({ planned }) => planned.node.type === 'event-source')
      .map(({ planned, ports }) => ({
        type: String(planned.node.data.eventType),
        connection: planned.node.data.connection as string | undefined,
        port: ports.out,
      }));
    this.choosesConnection =
      this.host.mode === 'live' && this.sourceNodes.some(({ connection }) => connection);
    const types = [...new Set(this.sourceNodes.map(({ type }) => type))];
    this.prefixes = types.filter((type) => type.endsWith('.*')).map((type) => type.slice(0, -1));
    this.exact.clear();
    for (const type of types) if (!type.endsWith('.*')) this.exact.set(this.pin(type), this.portsFor(type));
  }

  /**
   * The source nodes that take a type, in the order of the file's nodes. Offline and simulated events come from no
   * connection, so there every source takes what has its type.
   */
  private portsFor(type: string, from?: string): Port[] {
    return this.sourceNodes
      .filter(({ connection }) => !this.choosesConnection || !connection || connection === from)
      .filter(
        (each) => each.type === type || (each.type.endsWith('.*') && type.startsWith(each.type.slice(0, -1))),
      )
      .map((each) => each.port);
  }

  /** Where events of a type go, given its symbol; `undefined` where nobody takes it. */
  entries(typeSymbol: number, connection: string | undefined): readonly Port[] | undefined {
    if (this.choosesConnection) return this.portsFor(this.rows.symbols.text(typeSymbol), connection);
    const known = this.exact.get(typeSymbol);
    if (known || this.prefixes.length === 0) return known;
    const type = this.rows.symbols.text(typeSymbol);
    return this.prefixes.some((prefix) => type.startsWith(prefix)) ? this.portsFor(type) : undefined;
  }

  /**
   * An event has arrived (SPEC §3).
   * @param entries where it goes; without any it only moves the watermark
   * @param limit the greatest time that W may take from an event (live: now)
   */
  take(row: number, entries: readonly Port[] | undefined, limit: number, connection?: string): void {
    const rows = this.rows;
    const time = rows.time[row];
    this.events++;
    if (time < this.watermark) {
      this.takeLate(row, entries);
      return;
    }
    if (time > this.greatest) this.greatest = time;
    const target = Math.min(time, limit) - this.lateness;
    if (target === time && this.waiting.size === 0) {
      // The common case: nothing is out of order, so nothing waits.
      if (time > this.watermark) {
        if (this.nextDue < time) this.fireUntil(time);
        this.watermark = time;
        this.target = time;
      }
      if (entries) this.work(row, entries);
      return;
    }
    if (entries) {
      const { bytes, identity, lineStart, lineEnd } = rows;
      this.waiting.add(time, identity[row], bytes, lineStart[row], lineEnd[row], this.originOf(connection));
    }
    if (target > this.target) this.target = target;
    this.advance(this.target);
  }

  /** A connection as a number, for events that wait. */
  private originOf(connection: string | undefined): number {
    if (connection === undefined) return -1;
    const known = this.origins.indexOf(connection);
    return known >= 0 ? known : this.origins.push(connection) - 1;
  }

  private takeLate(row: number, entries: readonly Port[] | undefined): void {
    this.late++;
    if (this.dropsLate) {
      this.lateDropped++;
      if (entries)
        this.host.lateDropped(
          this,
          decodeEvent(this.rows.bytes, this.rows.lineStart[row], this.rows.lineEnd[row]),
        );
      return;
    }
    if (entries) this.work(row, entries);
  }

  /** Works an event off, and the timers that it set for a time that W has passed. */
  private work(row: number, entries: readonly Port[]): void {
    for (let i = 0; i < entries.length; i++) entries[i].emit(row);
    if (this.nextDue < this.watermark) this.fireUntil(this.watermark);
  }

  /** Brings W to a time: what waits and what is due goes off in order. */
  advance(to: number): void {
    for (;;) {
      const event = this.waiting.time;
      if (event <= to && event <= this.nextDue) this.releaseNext(event);
      else if (this.nextDue < to) this.fireNext();
      else break;
    }
    if (to > this.watermark) this.watermark = to;
    if (to > this.target) this.target = to;
  }

  private fireUntil(time: number): void {
    while (this.nextDue < time) this.fireNext();
  }

  private releaseNext(time: number): void {
    if (time > this.watermark) this.watermark = time;
    const { bytes, place, origin } = this.waiting;
    const own = bytes.slice();
    this.waiting.drop();
    const rows = this.rows;
    const block = rows.bytes;
    rows.bytes = own;
    this.host.held.log.present(place, own, 0, own.length);
    const row = this.host.rescan(own, time);
    rows.identity[row] = place;
    const entries = this.entries(rows.symbol(rows.column('$type'), row), this.origins[origin]);
    if (entries) for (const port of entries) port.emit(row);
    rows.pop();
    rows.bytes = block;
  }

  private fireNext(): void {
    const due = this.nextDue;
    let next: RunningNode | undefined;
    for (const node of this.byDepth) {
      if (node.timers.due !== due) continue;
      if (next && (node.planned.depth > next.planned.depth || node.timers.seq > next.timers.seq)) continue;
      next = node;
    }
    if (!next) throw new Error('A timer was announced that nobody set.');
    if (due > this.watermark) this.watermark = due;
    const { seq } = next.timers;
    const payload = next.timers.take();
    // Looked at before firing, so that a timer set meanwhile is compared with what is still there.
    this.lookAtTimers();
    next.operator.fire!(payload, seq);
  }

  private lookAtTimers(): void {
    let due = Number.POSITIVE_INFINITY;
    for (const node of this.nodes) if (node.timers.due < due) due = node.timers.due;
    this.nextDue = due;
  }

  /** The clock rule of SPEC §3 for silence. */
  tick(now: number): void {
    const lag = this.host.mode === 'live' ? this.delay + this.lateness : this.lateness;
    // Before the first event there is nothing to wait for, but time goes on all the same.
    this.advance(Math.max(this.target, now - lag));
  }

  /** Offline: the end of the input. Without `until` nothing beyond the greatest event time is decided. */
  finish(until?: number): void {
    const end = until === undefined ? this.greatest : until + 1;
    if (end > NEVER) this.advance(Math.max(end, this.watermark));
  }

  /** The event's whole data. */
  dataOf(row: number): Readonly<Record<string, unknown>> {
    const maker = this.rows.maker[row];
    if (maker === FROM_SOURCE) return this.sourceEvent(row).data;
    const { operator } = this.nodes[maker];
    if (operator.maker) return operator.maker.data(row);
    return operator.grownData!(row, this.dataOf(this.rows.parent[row]));
  }

  private parsedIdentity = Number.NaN;
  private parsed: { data: Record<string, unknown>; envelope: Record<string, unknown> } = {
    data: {},
    envelope: {},
  };

  /** A source event parsed whole; several matches of one event share it. */
  private sourceEvent(row: number) {
    const { rows } = this;
    if (rows.identity[row] !== this.parsedIdentity) {
      const event = JSON.parse(decodeEvent(rows.bytes, rows.lineStart[row], rows.lineEnd[row])) as Record<
        string,
        unknown
      >;
      const { data = {}, ...envelope } = event;
      this.parsedIdentity = rows.identity[row];
      this.parsed = { data: data as Record<string, unknown>, envelope };
    }
    return this.parsed;
  }

  /** The row that the event began as: a source event's, or the one that its maker made. */
  private root(row: number): number {
    let at = row;
    while (this.rows.maker[at] !== FROM_SOURCE && !this.nodes[this.rows.maker[at]].operator.maker)
      at = this.rows.parent[at];
    return at;
  }

  causesOf(row: number): Causes {
    const root = this.root(row);
    const maker = this.rows.maker[root];
    if (maker !== FROM_SOURCE) return this.nodes[maker].operator.maker!.causes();
    return oneCause(this.rows.time[root], this.rows.identity[root]);
  }

  /** Key and envelope of an event that reached an action (SPEC §5 "key"). */
  describe(row: number): { key: string | readonly string[] | null; envelope: Record<string, unknown> } {
    const root = this.root(row);
    const maker = this.rows.maker[root];
    if (maker === FROM_SOURCE) {
      const { envelope } = this.sourceEvent(root);
      return { key: typeof envelope.subject === 'string' ? envelope.subject : null, envelope };
    }
    const parts = this.nodes[maker].operator.maker!.key();
    const id = this.nodes[maker].planned.node.id;
    const envelope: Record<string, unknown> = { type: `${this.id}.${id}`, source: `/flows/${this.id}/${id}` };
    if (parts.length > 0) envelope.subject = parts.join('|');
    return { key: parts.length === 0 ? null : parts.length === 1 ? parts[0] : parts, envelope };
  }

  counts(at: number): FlowCounts {
    const nodes: Record<string, NodeCounts> = {};
    const arrived = this.plan.nodes.map(() => 0);
    for (const { planned, ports } of this.nodes)
      for (const output of planned.outputs)
        for (const wire of this.plan.wires[planned.index][output]) {
          const edge = this.edges.get(wire.edge)!;
          arrived[wire.target] += ports[output].count - edge.since;
        }
    for (const { planned, operator, ports } of this.nodes) {
      const out = Object.fromEntries(planned.outputs.map((output) => [output, ports[output].count]));
      const isSource = planned.node.type === 'event-source';
      nodes[planned.node.id] = {
        in: isSource ? ports.out.count : arrived[planned.index],
        out,
        ...operator.counts(),
      };
    }
    return {
      at,
      mode: this.host.mode === 'live' ? 'live' : 'simulated',
      watermark: this.watermark === NEVER ? null : this.watermark,
      events: this.events,
      matches: this.matches,
      late: this.late,
      lateDropped: this.lateDropped,
      waiting: this.waiting.size,
      nodes,
      edges: Object.fromEntries([...this.edges].map(([id, { port, since }]) => [id, port.count - since])),
    };
  }

  /** Gives back all state. */
  dispose(): void {
    for (const { operator } of this.nodes) operator.dispose();
    this.letGo();
  }

  /** Gives back what only this version held; its successor has taken over the state. */
  letGo(): void {
    for (const symbol of this.pinned) this.rows.symbols.release(symbol);
    this.pinned = [];
  }
}

function newNode(planned: PlannedNode): RunningNode {
  return {
    planned,
    operator: planned.operator.create(planned.node.data),
    ports: Object.fromEntries(planned.outputs.map((output) => [output, new OutputPort()])),
    timers: new TimerQueue(),
  };
}
