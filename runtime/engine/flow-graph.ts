/** The nodes of a running flow: their operators, wires and timers, and where events of a type come in. */
import { takesType } from '../../nodes/event-source/definition.ts';
import type { FlowCounts, NodeCounts } from '../wire/live.ts';
import type { WaitingNode } from './carrying.ts';
import type { Operator, OperatorContext, Port } from './kernel/operator.ts';
import type { Rows } from './kernel/rows.ts';
import { TimerQueue } from './kernel/timers.ts';
import type { Plan, PlannedNode } from './plan.ts';

class OutputPort implements Port {
  count = 0;
  targets: readonly { readonly operator: Operator; readonly input: number }[] = [];

  get isWired(): boolean {
    return this.targets.length > 0;
  }

  tally(): void {
    this.count++;
  }

  emit(row: number): void {
    this.count++;
    const { targets } = this;
    for (let i = 0; i < targets.length; i++) targets[i].operator.process(row, targets[i].input);
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
  readonly target: Operator;
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
  private readonly edges: ReadonlyMap<string, EdgeCount>;
  /** By node: what came to it over edges that are no more. */
  private readonly cameBefore: readonly number[];
  private readonly choosesConnection: boolean;
  private readonly sources: readonly SourceNode[];
  /** By connection, then by the number of the type: where its events go, `null` for nowhere. */
  private readonly known = new Map<string, (readonly Port[] | null)[]>();
  /** The same for events of which it does not matter whence they come: all of them, mostly. */
  private readonly knownFromAnywhere: (readonly Port[] | null)[] = [];
  private pinned: number[] = [];
  private rows!: Rows;

  /**
   * @param before the version that this one replaces: nodes whose definition did not change go on as they are
   * @param hasConnections events may come by connections (live), so sources may choose one
   */
  constructor(plan: Plan, before: FlowGraph | undefined, hasConnections: boolean) {
    this.plan = plan;
    const old = new Map((before?.nodes ?? []).map((each) => [each.planned.node.id, each]));
    this.nodes = plan.nodes.map((planned) => {
      const same = old.get(planned.node.id);
      if (same?.planned.definition !== planned.definition) return newNode(planned);
      old.delete(planned.node.id);
      return { ...same, planned };
    });
    for (const { operator } of old.values()) operator.dispose();
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

  private wire(before: FlowGraph | undefined): Map<string, EdgeCount> {
    const edges = new Map<string, EdgeCount>();
    for (const { planned, ports } of this.nodes)
      for (const output of planned.outputs) {
        const port = ports[output];
        const wires = this.plan.wires[planned.index][output];
        port.targets = wires.map(({ target, input }) => ({ operator: this.nodes[target].operator, input }));
        for (const [i, { edge }] of wires.entries()) {
          const known = before?.edges.get(edge);
          const { operator } = port.targets[i];
          // A node that begins anew has had nothing yet.
          const goesOn = known?.port === port && known.target === operator;
          edges.set(edge, goesOn ? known : { port, target: operator, since: port.count });
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
    return this.nodes.map(({ operator, planned }) => {
      const then = before?.nodes.find((each) => each.operator === operator);
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

function newNode(planned: PlannedNode): RunningNode {
  return {
    planned,
    operator: planned.operator.create(planned.node.data),
    ports: Object.fromEntries(planned.outputs.map((output) => [output, new OutputPort()])),
    timers: new TimerQueue(),
  };
}
