/** The nodes of a running flow: their operators, wires and timers, and where events of a type come in. */
import { takesType } from '../../nodes/event-source/definition.ts';
import type { FlowCounts, NodeCounts } from '../wire/live.ts';
import { carryingOf, type WaitingNode } from './carrying.ts';
import type { Operator, OperatorContext, Port } from './kernel/operator.ts';
import type { Rows } from './kernel/rows.ts';
import { beginPart, expectFit, openPart, type StateReader, type StateWriter } from './kernel/state.ts';
import { TimerQueue } from './kernel/timers.ts';
import type { Plan, PlannedNode } from './plan.ts';

class OutputPort implements Port {
  count = 0;
  targets: readonly { readonly operator: Operator; readonly input: number }[] = [];

  /** Told of an exception in an operator; throws it again where nobody keeps what fails. */
  onFault: (operator: Operator, row: number, error: unknown) => void = (_operator, _row, error) => {
    throw error;
  };

  get isWired(): boolean {
    return this.targets.length > 0;
  }

  tally(): void {
    this.count++;
  }

  emit(row: number): void {
    this.count++;
    const { targets } = this;
    for (let i = 0; i < targets.length; i++) {
      const { operator, input } = targets[i];
      try {
        operator.process(row, input);
      } catch (error) {
        // Here, so that no operator before it is torn out of its work.
        this.onFault(operator, row, error);
      }
    }
  }
}

export interface RunningNode {
  readonly planned: PlannedNode;
  readonly operator: Operator;
  readonly ports: Readonly<Record<string, OutputPort>>;
  readonly timers: TimerQueue;
}

interface EdgeCount {
  readonly port: OutputPort;
  /** What tells a node that goes on, maybe by other settings, from one that begins anew: it keeps its timers. */
  readonly target: TimerQueue;
  /** What the port had counted when the edge was drawn. */
  readonly since: number;
}

interface SourceNode {
  readonly index: number;
  readonly type: string;
  readonly connection: string | undefined;
  readonly port: Port;
}

/** What a node's context needs besides the graph: time and events, which are the runner's. */
export type ContextOf = (node: RunningNode, rows: Rows, pin: (text: string) => number) => OperatorContext;

export class FlowGraph {
  readonly plan: Plan;
  readonly nodes: readonly RunningNode[];
  /** Nodes that may have timers, in the order in which those of the same due time fire. */
  readonly timed: readonly RunningNode[];
  private readonly edges: Map<string, EdgeCount>;
  /** By node: what came to it over edges that are no more. */
  private cameBefore: readonly number[];
  private readonly choosesConnection: boolean;
  private readonly sources: readonly SourceNode[];
  /** By connection, then by the number of the type: where its events go, `null` for nowhere. */
  private readonly known = new Map<string, (readonly Port[] | null)[]>();
  /** The same for events of which it does not matter whence they come: all of them, mostly. */
  private readonly knownFromAnywhere: (readonly Port[] | null)[] = [];
  private pinned: number[] = [];
  private rows!: Rows;
  private readonly targets = new Map<OutputPort, OutputPort['targets']>();
  /** Until this version has settled in: operators that take over, those that begin, and those that end then. */
  private readonly successors: Operator[] = [];
  private readonly begun: Operator[] = [];
  private readonly ending: Operator[] = [];

  /**
   * Changes nothing of the version before: `settleIn` or `standBack` must follow.
   *
   * @param before the version that this one replaces: what can wait on in its nodes does (carrying.ts)
   * @param hasConnections events may come by connections (live), so sources may choose one
   */
  constructor(plan: Plan, before: FlowGraph | undefined, hasConnections: boolean) {
    this.plan = plan;
    const old = new Map(before?.nodes.map((each) => [each.planned.node.id, each]));
    try {
      this.nodes = plan.nodes.map((planned) => {
        const running = old.get(planned.node.id);
        const node = running && this.goingOn(running, planned);
        if (node) old.delete(planned.node.id);
        return node ?? this.begin(planned);
      });
    } catch (error) {
      this.standBack();
      throw error;
    }
    for (const { operator } of old.values()) this.ending.push(operator);
    this.timed = this.nodes
      .filter(({ operator }) => operator.fire)
      .sort((a, b) => a.planned.depth - b.planned.depth);
    this.edges = this.wire(before);
    this.cameBefore = this.cameOverEdgesOf(before);
    this.sources = this.nodes
      .filter(({ planned }) => planned.node.type === 'event-source')
      .map(({ planned, ports }) => ({
        index: planned.index,
        type: String(planned.node.data.eventType),
        connection: planned.node.data.connection as string | undefined,
        port: ports.out,
      }));
    this.choosesConnection = hasConnections && this.sources.some(({ connection }) => connection);
  }

  private begin(planned: PlannedNode): RunningNode {
    const operator = planned.operator.create(planned.node.data);
    this.begun.push(operator);
    return { planned, operator, ports: portsOf(planned, {}), timers: new TimerQueue() };
  }

  /** The node in this version, where what waits in it can wait on. */
  private goingOn(running: RunningNode, planned: PlannedNode): RunningNode | undefined {
    const waiting = running.operator.waiting?.() ?? {};
    const { how } = carryingOf({ planned: running.planned, waiting }, planned);
    if (how === 'anew') return undefined;
    if (how === 'same') return { ...running, planned };
    const operator = planned.operator.create(planned.node.data, running.operator);
    if (planned.operator.carry) this.successors.push(operator);
    else {
      // Nothing waits in it, so there is nothing that both share.
      this.begun.push(operator);
      this.ending.push(running.operator);
    }
    return { planned, operator, ports: portsOf(planned, running.ports), timers: running.timers };
  }

  /** The version before is no more. Gives the ids of the nodes of which nothing goes on. */
  settleIn(before: FlowGraph | undefined): string[] {
    for (const operator of this.successors.splice(0)) operator.settleIn?.();
    for (const operator of this.ending.splice(0)) operator.dispose();
    this.begun.length = 0;
    before?.letGo();
    const goOn = new Set(this.nodes.map(({ timers }) => timers));
    const gone = before?.nodes.filter(({ timers }) => !goOn.has(timers)) ?? [];
    return gone.map(({ planned }) => planned.node.id);
  }

  /** The deploy failed: the version before must be bound again, and goes on. */
  standBack(): void {
    for (const operator of this.successors.splice(0)) operator.standBack?.();
    for (const operator of this.begun.splice(0)) operator.dispose();
    this.ending.length = 0;
    this.letGo();
  }

  private wire(before: FlowGraph | undefined): Map<string, EdgeCount> {
    const edges = new Map<string, EdgeCount>();
    for (const { planned, ports } of this.nodes)
      for (const output of planned.outputs) {
        const port = ports[output];
        const wires = this.plan.wires[planned.index][output];
        const targets = wires.map(({ target, input }) => ({ operator: this.nodes[target].operator, input }));
        this.targets.set(port, targets);
        for (const { edge, target } of wires) {
          const known = before?.edges.get(edge);
          const { timers } = this.nodes[target];
          // A node that begins anew has had nothing yet.
          const goesOn = known?.port === port && known.target === timers;
          edges.set(edge, goesOn ? known : { port, target: timers, since: port.count });
        }
      }
    return edges;
  }

  /** The nodes with what waits in them. */
  waiting(): WaitingNode[] {
    return this.nodes.map(({ planned, operator }) => ({ planned, waiting: operator.waiting?.() ?? {} }));
  }

  /** Compiles the nodes against (new) columns; their state stays. */
  bind(rows: Rows, contextOf: ContextOf): void {
    const pinnedBefore = this.pinned;
    this.pinned = [];
    this.rows = rows;
    for (const [port, targets] of this.targets) port.targets = targets;
    const pin = (text: string): number => {
      const symbol = rows.symbols.retain(rows.symbols.internText(text));
      this.pinned.push(symbol);
      return symbol;
    };
    for (const node of this.nodes) node.operator.bind(contextOf(node, rows, pin));
    this.known.clear();
    this.knownFromAnywhere.length = 0;
    for (const symbol of pinnedBefore) rows.symbols.release(symbol);
  }

  /** Where a source event goes; `null` where nobody takes it. */
  entries(row: number, connection: string | undefined): readonly Port[] | null {
    const from = this.choosesConnection ? connection : undefined;
    const number = this.rows.typeNumber(row);
    if (number < 0) return this.portsFor(this.rows.typeText(row), from);
    const known = this.knownFrom(from);
    if (known[number] === undefined) known[number] = this.portsFor(this.rows.typeText(row), from);
    return known[number];
  }

  private knownFrom(connection: string | undefined): (readonly Port[] | null)[] {
    if (connection === undefined) return this.knownFromAnywhere;
    const known = this.known.get(connection) ?? [];
    if (known.length === 0) this.known.set(connection, known);
    return known;
  }

  /**
   * The source nodes that take a type, in the order of the file's nodes. Offline and simulated events come from no
   * connection, so there every source takes what has its type.
   */
  private portsFor(type: string, from: string | undefined): readonly Port[] | null {
    const taking = this.sources.filter(
      (each) =>
        takesType(each.type, type) &&
        (!this.choosesConnection || !each.connection || each.connection === from),
    );
    return taking.length === 0 ? null : taking.map(({ port }) => port);
  }

  /** Adds the paths that are read of events of a type. */
  addNeedsOf(type: string, paths: Set<string>): void {
    for (const each of this.sources)
      if (takesType(each.type, type))
        for (const path of this.plan.sourceNeeds.get(each.index) ?? []) paths.add(path);
  }

  /** What nodes that go on have had, less what the edges that stay still count. */
  private cameOverEdgesOf(before: FlowGraph | undefined): number[] {
    const came = this.cameOver();
    const cameThen = before?.arrivals() ?? [];
    return this.nodes.map(({ timers, planned }) => {
      const then = before?.nodes.find((each) => each.timers === timers);
      return then ? cameThen[then.planned.index] - came[planned.index] : 0;
    });
  }

  /** By node: the events that came over the edges that it has. */
  private cameOver(): number[] {
    const came = this.nodes.map(() => 0);
    for (const wires of this.plan.wires)
      for (const { edge, target } of Object.values(wires).flat()) {
        const { port, since } = this.edges.get(edge)!;
        came[target] += port.count - since;
      }
    return came;
  }

  /** By node: all events that came to it. */
  private arrivals(): number[] {
    return this.cameOver().map((count, index) => count + this.cameBefore[index]);
  }

  save(out: StateWriter): void {
    beginPart(out, 'graph', 1);
    out.json([...this.edges].map(([id, { since }]) => [id, since]));
    out.json(this.cameBefore);
    for (const { planned, operator, ports, timers } of this.nodes) {
      out.json([planned.node.id, planned.outputs.map((output) => ports[output].count)]);
      if (operator.fire) timers.save(out);
      operator.save?.(out);
    }
  }

  /** Into the graph of the same flow, bound and new. */
  load(from: StateReader): void {
    openPart(from, 'graph', 1);
    for (const [id, since] of from.json() as [string, number][]) {
      const edge = this.edges.get(id);
      expectFit(edge !== undefined);
      this.edges.set(id, { ...edge!, since });
    }
    this.cameBefore = from.json() as number[];
    expectFit(Array.isArray(this.cameBefore) && this.cameBefore.length === this.nodes.length);
    for (const { planned, operator, ports, timers } of this.nodes) {
      const [id, counts] = from.json() as [string, number[]];
      expectFit(id === planned.node.id && counts.length === planned.outputs.length);
      for (const [i, output] of planned.outputs.entries()) ports[output].count = counts[i];
      if (operator.fire) timers.load(from);
      operator.load?.(from);
    }
  }

  counts(): Pick<FlowCounts, 'nodes' | 'edges'> {
    const edges = Object.fromEntries(
      [...this.edges].map(([id, { port, since }]) => [id, port.count - since]),
    );
    const arrived = this.arrivals();
    const nodes: Record<string, NodeCounts> = {};
    for (const { planned, operator, ports } of this.nodes) {
      const out = Object.fromEntries(planned.outputs.map((output) => [output, ports[output].count]));
      const isSource = planned.node.type === 'event-source';
      nodes[planned.node.id] = {
        in: isSource ? ports.out.count : arrived[planned.index],
        out,
        ...operator.counts(),
      };
    }
    return { nodes, edges };
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

/** The ports of a node, which go on counting where it had them before. */
function portsOf({ outputs }: PlannedNode, before: RunningNode['ports']): RunningNode['ports'] {
  return Object.fromEntries(outputs.map((output) => [output, before[output] ?? new OutputPort()]));
}
