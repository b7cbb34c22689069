/** The engine: one scan of the bytes, any number of flows. What it promises stands in engine-types.ts. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { operatorOf } from '../../nodes/operators.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import { BadEvents } from './bad-events.ts';
import { BlockReader } from './block-reader.ts';
import { previewOf } from './carrying.ts';
import type { BlockResult, Engine, EngineOptions, Match, Tables, TickResult } from './engine-types.ts';
import { FlowRunner, type RunnerHost } from './flow-runner.ts';
import { FoundMatch, type MatchContent } from './found-match.ts';
import type { Causes } from './kernel/causes.ts';
import { type EventLog, MemoryLog } from './kernel/event-log.ts';
import { HeldEvents } from './kernel/held-events.ts';
import { JsonWriter } from './kernel/json-writer.ts';
import { ROW_VOID } from './kernel/row-layout.ts';
import { FROM_SOURCE, type Rows } from './kernel/rows.ts';
import {
  beginPart,
  expectFit,
  openPart,
  StateFault,
  StateMeter,
  type StateReader,
  type StateWriter,
} from './kernel/state.ts';
import { Symbols } from './kernel/symbols.ts';
import { LocatedEvents } from './located-events.ts';
import { MatchLines } from './match-lines.ts';
import { type Kinds, type PlannedNode, planFlow } from './plan.ts';
import type { Feed } from './scan/feed.ts';
import { HandedLines } from './scan/line-feed.ts';
import { SeenEvents } from './scan/seen-events.ts';

const NO_BYTES = new Uint8Array(0);
const NO_RUNNERS: ReadonlySet<FlowRunner> = new Set();
/** More than was measured: state grows until it is copied. */
const GROWTH = 1.1;
const LEAST_STATE = 1 << 20;

const KINDS: Kinds = { definition: definitionOf as Kinds['definition'], operator: operatorOf };

/**
 * @param log where events that something waits with are kept; default: in memory
 * @example
 * const engine = createEngine({ mode: 'offline', onMatch: (match) => lines.push(match) });
 * engine.deploy(flow);
 * engine.push(new TextEncoder().encode(ndjson), 0);
 * engine.finish();
 */
export function createEngine(options: EngineOptions, log?: EventLog): Engine {
  return new ColumnEngine(options, log);
}

const UNREADABLE: Text = {
  ko: '저장된 상태를 읽을 수 없습니다: 손상되었거나 이 버전의 흐름이 아닙니다.',
  en: 'The saved state can’t be read: it is damaged, or its flows are not of this version.',
};

/** @see createEngine */
export class ColumnEngine implements Engine {
  private readonly options: EngineOptions;
  private readonly log: EventLog;
  private readonly symbols = new Symbols();
  private readonly sources: LocatedEvents;
  private readonly held: HeldEvents;
  private readonly seen: SeenEvents | undefined;
  private readonly runners = new Map<string, FlowRunner>();
  private tables: Tables;
  private rows: Rows | undefined;
  private reader!: BlockReader;
  private lines!: MatchLines;
  /** Where lines of matches go, if they are wanted. */
  private out: JsonWriter | undefined;
  /** Where another thread writes them. */
  handed: HandedLines | undefined;
  private readonly host: RunnerHost;
  private readonly bad: BadEvents;

  constructor(options: EngineOptions, log: EventLog = new MemoryLog()) {
    this.options = options;
    this.log = log;
    this.sources = new LocatedEvents(log);
    this.held = new HeldEvents(log, this.sources);
    this.seen = options.mode === 'live' ? new SeenEvents() : undefined;
    this.tables = options.tables ?? {};
    this.bad = new BadEvents(options.onBadEvent);
    this.host = {
      mode: options.mode,
      held: this.held,
      sources: this.sources,
      table: (name) => (Object.hasOwn(this.tables, name) ? (this.tables[name] ?? undefined) : undefined),
      rescan: (bytes, time) => {
        const row = this.rows!.push(time, FROM_SOURCE);
        this.reader.again(bytes, row, time);
        return row;
      },
      matched: (runner, node, row) => {
        if (this.out) {
          this.lines.write(runner, node, row, this.rows!.time[row], this.out);
          return () => '';
        }
        const match = this.match(runner, node, row);
        this.options.onMatch?.(match);
        return () => match.id;
      },
      bad: this.bad,
    };
  }

  deploy(flow: FlowFile): void {
    const before = this.runners.get(flow.id);
    const runner = new FlowRunner(planFlow(flow, KINDS), this.host);
    const { rows } = this;
    this.runners.set(flow.id, runner);
    try {
      this.layOut(new Set([runner]), before);
    } catch (error) {
      // No memory for what it reads: the flows that run go on as before.
      if (before) this.runners.set(flow.id, before);
      else this.runners.delete(flow.id);
      if (this.rows !== rows) {
        runner.standBack();
        this.layOut();
      }
      throw error;
    }
    runner.settleIn(before);
    this.settleBlock();
  }

  preview(flow: FlowFile): DeployPreview {
    return previewOf(planFlow(flow, KINDS), this.runners.get(flow.id)?.whatWaits() ?? []);
  }

  remove(flowId: string): void {
    const runner = this.runners.get(flowId);
    if (!runner) return;
    this.runners.delete(flowId);
    runner.dispose();
    this.layOut();
  }

  settle({ flow, node, id }: Pick<Match, 'flow' | 'node' | 'id'>, outcome: 'done' | 'failed'): void {
    this.runners.get(flow)?.settle(node, id, outcome);
    this.bad.flush();
    this.symbols.sweep();
  }

  setTable(name: string, rows: Tables[string]): void {
    this.tables = { ...this.tables, [name]: rows };
    for (const runner of this.runners.values())
      if (this.rows && runner.tables.has(name)) runner.bind(this.rows);
    this.symbols.sweep();
  }

  /** New columns for what the flows read now; every flow is bound to them. Only between blocks, when no row lives. */
  private layOut(added: ReadonlySet<FlowRunner> = NO_RUNNERS, before?: FlowRunner): void {
    const runners = [...this.runners.values()];
    const paths = new Set<string>();
    for (const { plan } of runners)
      for (const needs of plan.sourceNeeds.values()) for (const path of needs) paths.add(path);
    this.reader = new BlockReader([...paths], {
      mode: this.options.mode,
      scanner: this.options.scanner,
      symbols: this.symbols,
      seen: this.seen,
      inputBytes: this.options.recentBytes,
      isFed: this.options.isFed,
      handsOverLines: this.options.handsOverLines,
      before: this.rows,
      needsOf: (type) => {
        const needs = new Set<string>();
        for (const runner of runners) runner.addNeedsOf(type, needs);
        return needs;
      },
    });
    this.rows = this.reader.rows;
    this.sources.use(this.reader);
    this.held.use(this.rows.memory);
    const { onMatchLines } = this.options;
    const { feed } = this.reader;
    this.lines = new MatchLines(this.rows.memory);
    this.handed = feed?.lines && new HandedLines(feed.control, this.rows.memory);
    if (onMatchLines)
      this.out = new JsonWriter(this.rows.memory, onMatchLines, this.rows.memory.output, this.handed);
    for (const runner of runners)
      if (added.has(runner)) runner.start(this.rows, before);
      else runner.bind(this.rows);
    this.symbols.sweep();
  }

  push(block: Uint8Array, now: number, connection?: string, upTo = now): BlockResult {
    // An engine without flows checks events all the same.
    if (!this.rows) this.layOut();
    const arrival = { now, base: this.log.open(block) };
    const limit = this.options.mode === 'offline' ? Number.POSITIVE_INFINITY : Math.min(now, upTo);
    let accepted = 0;
    this.reader.open(block, arrival);
    while (this.reader.read()) {
      accepted += this.reader.accepted;
      this.workOff(limit, connection);
    }
    this.settleBlock();
    return this.result(accepted);
  }

  private result(accepted: number): BlockResult {
    const { duplicates, refused, line } = this.reader;
    return { accepted, duplicates, refused, lines: line };
  }

  /** What another thread needs to scan a file ahead (scan/feed.ts); none where there is no WebAssembly. */
  get feed(): Feed | undefined {
    if (!this.rows) this.layOut();
    return this.reader.feed;
  }

  /** Waits until the other thread has scanned more, at most so many ms; false where it has not. */
  waitForRows(ms: number): boolean {
    return this.reader.fed!.wait(ms);
  }

  /** Works off what the other thread has scanned next; undefined at the end. */
  pushScanned(): BlockResult | undefined {
    const fed = this.reader.fed!;
    const scanned = fed.next();
    if (!scanned) return undefined;
    this.reader.open(NO_BYTES, { now: 0, base: 0 });
    this.reader.take(scanned);
    this.workOff(Number.POSITIVE_INFINITY);
    this.settleBlock();
    fed.done();
    return this.result(this.reader.accepted);
  }

  /** Lets every flow take the rows that the reader has filled. */
  private workOff(limit: number, connection?: string): void {
    for (const runner of this.runners.values()) this.work(runner, limit, connection);
  }

  private work(runner: FlowRunner, limit: number, connection: string | undefined): void {
    const { first, count, rows } = this.reader;
    const { state } = rows.memory;
    const { until = Number.POSITIVE_INFINITY } = this.options;
    for (let row = first; row < first + count; )
      try {
        for (; row < first + count; row++)
          if (state[row] !== ROW_VOID && rows.time[row] <= until) runner.take(row, limit, connection);
      } catch (error) {
        runner.failed(row++, error);
      }
  }

  tick(now: number, most?: number): TickResult {
    let result: TickResult = 'nothing';
    for (const runner of this.runners.values())
      try {
        const each = runner.tick(now, most);
        if (result !== 'more' && each !== 'nothing') result = each;
      } catch (error) {
        // What stands behind the one that failed is still due.
        result = 'more';
        runner.failed(undefined, error);
      }
    this.settleBlock();
    return result;
  }

  finish(until?: number): void {
    for (const runner of this.runners.values()) runner.finish(until);
    this.settleBlock();
  }

  /** What has to be done when everything that a call caused is worked off. */
  private settleBlock(): void {
    this.out?.flush();
    this.bad.flush();
    this.symbols.sweep();
  }

  /** What state holds: texts that something refers to, and events that nodes made or grew. */
  get usage(): { readonly symbols: number; readonly heldEvents: number } {
    return { symbols: this.symbols.size, heldEvents: this.held.size };
  }

  flows(): readonly FlowFile[] {
    return [...this.runners.values()].map(({ plan }) => plan.flow);
  }

  stateBytes(): number {
    const meter = new StateMeter();
    this.save(meter);
    return Math.ceil(meter.bytes * GROWTH) + LEAST_STATE;
  }

  save(out: StateWriter): void {
    this.symbols.sweep();
    beginPart(out, 'engine', 1);
    out.json({ mode: this.options.mode, flows: this.flows() });
    out.number(this.rows?.made ?? 0);
    this.symbols.save(out);
    this.held.save(out);
    this.seen?.save(out);
    for (const runner of this.runners.values()) runner.save(out);
  }

  load(from: StateReader): void {
    if (this.rows) throw new Error('State is loaded into an engine that has done nothing yet.');
    try {
      this.loadParts(from);
    } catch (error) {
      throw error instanceof StateFault ? error : new StateFault(UNREADABLE, { cause: error });
    }
  }

  private loadParts(from: StateReader): void {
    openPart(from, 'engine', 1);
    const { mode, flows } = from.json() as { mode: string; flows: FlowFile[] };
    expectFit(mode === this.options.mode);
    const made = from.number();
    this.symbols.load(from);
    this.held.load(from);
    this.seen?.load(from);
    for (const flow of flows) this.runners.set(flow.id, new FlowRunner(planFlow(flow, KINDS), this.host));
    this.layOut(new Set(this.runners.values()));
    this.rows!.made = made;
    for (const runner of this.runners.values()) {
      runner.settleIn(undefined);
      runner.load(from);
    }
    this.symbols.endLoad();
  }

  counts(flowId: string, now: number) {
    return this.runners.get(flowId)?.counts(now);
  }

  private match(runner: FlowRunner, node: PlannedNode, row: number): Match {
    const { key, envelope } = runner.events.name(row);
    const data = runner.events.data(row);
    // A source event that reached the action is parsed already, and is its own only cause.
    const own = this.options.causeEvents ? undefined : runner.events.sourceId(row);
    const places = own === undefined ? placesOf(runner.events.causes(row)) : [];
    const content: MatchContent = {
      flow: runner.id,
      node: node.node.id,
      time: this.rows!.time[row],
      key,
      data,
      causes: own === undefined ? places.map((place) => this.sources.id(place)) : [own],
      envelope,
    };
    if (this.options.causeEvents) content.causeEvents = places.map((place) => this.sources.text(place));
    return new FoundMatch(content);
  }
}

function placesOf(causes: Causes): number[] {
  const places: number[] = [];
  for (let i = 1; i < causes.length; i += 2) places.push(causes[i]);
  return places;
}
