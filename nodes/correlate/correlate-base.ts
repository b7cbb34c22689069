/**
 * What sequence and any share: keys by step, the parts of `where`, the event that a match makes (SPEC §4 correlate).
 *
 * A condition over `<step>.<field>` is looked at on a scratch row, into which the values of the arriving event and the
 * kept values of the run are put.
 */
import { CauseList, type Causes } from '../../runtime/engine/kernel/causes.ts';
import { compileCondition, type Test } from '../../runtime/engine/kernel/condition.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import { keySymbol, keyTexts, knownKeySymbol, NO_KEY, writeKey } from '../../runtime/engine/kernel/keys.ts';
import {
  type Maker,
  type Operator,
  type OperatorContext,
  type Port,
  pathsUnder,
} from '../../runtime/engine/kernel/operator.ts';
import { type Column, copyValue, MISSING, OBJECT, STRING } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { parseDuration } from '../kit/duration.ts';
import type { CorrelateConfig } from './definition.ts';
import { RunStore } from './run-store.ts';
import { type WherePart, wherePartsOf } from './where-parts.ts';

/** A condition with what it reads of each step. */
export interface CompiledPart extends WherePart {
  readonly test: Test;
  /** The columns on the scratch row, by step and path. */
  readonly reads: readonly Read[];
}

/** A value of a step's event: of the arriving one where it is of that step, else of what the run has kept. */
interface Read {
  readonly step: number;
  readonly path: string;
  /** On the scratch row. */
  readonly column: Column;
  /** Of the arriving event. */
  readonly arriving: Column;
}

/** How a column of the match's event is filled. */
interface Fill {
  readonly step: number;
  readonly path: string;
  readonly column: Column;
}

const NONE = -1;

export abstract class CorrelateBase implements Operator {
  protected readonly config: CorrelateConfig;
  protected readonly names: readonly string[];
  protected readonly within: number;
  protected readonly runs: RunStore;
  /** How much later the deadlines of runs that are taken over become. */
  private readonly later: number;
  protected context!: OperatorContext;
  private keyColumns: readonly (readonly Column[])[] = [];
  /** By step: parts that name it alone, or none; and parts that name other steps too. */
  private ownParts: CompiledPart[][] = [];
  protected jointParts: CompiledPart[][] = [];
  private fills: readonly Fill[] = [];
  private envelope: readonly { readonly column: Column; readonly symbol: number }[] = [];
  private unfilled: readonly Column[] = [];
  private subject: Column | undefined;
  private out!: Port;
  protected noKey = 0;
  protected expired = 0;
  protected cancelled = 0;
  /** Timers of runs that ended before them. */
  private stale = 0;
  private timers = 0;
  /** The match that is being emitted. */
  private run = NONE;

  readonly maker: Maker = {
    data: () => this.matchData(),
    writeMembers: (out) => this.writeMatch(out),
    causes: () => this.matchCauses(),
    key: () => keyTexts(this.context.symbols, this.runs.key(this.run), this.config.steps[0].key.length),
    writeKey: (out) =>
      writeKey(this.context.symbols, this.runs.key(this.run), this.config.steps[0].key.length, out),
  };

  /** @param before the node in the version before, whose open runs go on here (carry.ts) */
  constructor(config: CorrelateConfig, before?: CorrelateBase) {
    this.config = config;
    this.names = config.steps.map((step) => step.name);
    this.within = parseDuration(config.within)!;
    this.runs = before?.runs ?? new RunStore(config.steps.map((step) => step.absent === true));
    this.later = before ? this.within - before.within : 0;
    if (!before) return;
    this.noKey = before.noKey;
    this.expired = before.expired;
    this.cancelled = before.cancelled;
    this.stale = before.stale;
    this.timers = before.timers;
  }

  settleIn(): void {
    if (this.later !== 0) this.context.shiftTimers(this.later);
  }

  waiting() {
    return { runs: this.runs.size, timers: this.runs.size };
  }

  bind(context: OperatorContext): void {
    this.context = context;
    this.keyColumns = this.config.steps.map((step) => step.key.map((path) => context.column(path)));
    this.out = context.ports.out;
    this.compileWhere();
    this.planFills();
    this.runs.bind(context, this.keptPaths());
  }

  abstract process(row: number, step: number): void;
  abstract fire(run: number, seq: number): void;

  private compileWhere(): void {
    const parts = wherePartsOf(this.config.where, this.names);
    const compiled = parts.map((part): CompiledPart => {
      const reads: Read[] = [];
      const test = compileCondition(part.condition, {
        rows: this.context.rows,
        pin: (text) => this.context.pin(text),
        column: (path) => {
          const step = this.names.findIndex((name) => path === name || path.startsWith(`${name}.`));
          // A column of its own: what the condition calls `claim.$time` is no field that anything else could read.
          const column = this.context.column(`${this.context.nodeId}\0${path}`);
          if (step >= 0) {
            const rest = path.slice(this.names[step].length + 1);
            const arriving = rest ? this.context.column(rest) : column;
            reads.push({ step, path: rest, column, arriving });
          }
          return column;
        },
      });
      return { ...part, test, reads };
    });
    this.ownParts = this.names.map((_, step) =>
      compiled.filter(({ steps }) => steps.length === 0 || (steps.length === 1 && steps[0] === step)),
    );
    this.jointParts = this.names.map((_, step) =>
      compiled.filter(({ steps }) => steps.length > 1 && steps.includes(step)),
    );
  }

  private planFills(): void {
    const { context } = this;
    const needed = context.needs.out;
    this.fills = this.names.flatMap((name, step) =>
      this.config.steps[step].absent
        ? []
        : pathsUnder(needed, name).map((path) => ({
            step,
            path,
            column: context.column(path ? `${name}.${path}` : name),
          })),
    );
    const symbolOf: Record<string, string> = {
      $type: `${context.flowId}.${context.nodeId}`,
      $source: `/flows/${context.flowId}/${context.nodeId}`,
    };
    this.envelope = Object.keys(symbolOf)
      .filter((path) => needed.has(path))
      .map((path) => ({ column: context.column(path), symbol: context.pin(symbolOf[path]) }));
    this.subject =
      needed.has('$subject') && this.config.steps[0].key.length > 0 ? context.column('$subject') : undefined;
    const filled = new Set<Column>([...this.fills, ...this.envelope].map(({ column }) => column));
    this.unfilled = [...needed]
      .filter((path) => path !== '$time')
      .map((path) => context.column(path))
      .filter((column) => !filled.has(column));
  }

  /** By step: what of its event is read after it was bound. */
  private keptPaths(): Set<string>[] {
    const kept = this.names.map(() => new Set<string>());
    for (const { step, path } of this.fills) if (path) kept[step].add(path);
    for (const part of new Set(this.jointParts.flat()))
      for (const { step, path } of part.reads)
        if (path && !this.config.steps[step].absent) kept[step].add(path);
    return kept;
  }

  /** The symbol of the row's key at a step; counts an event without one and gives NO_KEY. */
  protected keyOf(row: number, step: number): number {
    const symbol = keySymbol(this.context.rows, this.keyColumns[step], row);
    if (symbol < 0) this.noKey++;
    return symbol;
  }

  /** The same where only runs that are open matter: a negative number too where nothing has the key. */
  protected knownKeyOf(row: number, step: number): number {
    const symbol = knownKeySymbol(this.context.rows, this.keyColumns[step], row);
    if (symbol === NO_KEY) this.noKey++;
    return symbol;
  }

  /** SPEC: an event for which a part that names only its own step is false does not count at that step. */
  protected countsAt(row: number, step: number): boolean {
    const parts = this.ownParts[step];
    return parts.length === 0 || this.holds(parts, row, step, NONE);
  }

  /** Whether the parts hold over the run's bound events and the arriving one. */
  protected holds(parts: readonly CompiledPart[], row: number, step: number, run: number): boolean {
    const { rows, index } = this.context;
    const probe = rows.push(rows.time[row], index);
    let result = true;
    for (let i = 0; result && i < parts.length; i++) {
      const { reads, test } = parts[i];
      for (let k = 0; k < reads.length; k++) this.fillRead(reads[k], probe, row, step, run);
      result = test(probe);
    }
    rows.pop();
    return result;
  }

  private fillRead(read: Read, probe: number, row: number, step: number, run: number): void {
    if (read.path === '') read.column.tag[probe] = OBJECT;
    else if (read.step === step) copyValue(read.arriving, row, read.column, probe);
    else this.fillKept(read.step, read.path, read.column, probe, run);
  }

  private fillKept(step: number, path: string, column: Column, row: number, run: number): void {
    const kept = this.runs.keptAt(step, path);
    const tag = kept.tag[run];
    column.tag[row] = tag;
    if (tag === STRING) column.sym[row] = kept.value[run];
    else column.num[row] = kept.value[run];
  }

  /** The run is a match: makes its event and hands it on. The run still stands while that is worked off. */
  protected emit(run: number, time: number): void {
    const { rows, index } = this.context;
    this.run = run;
    const row = rows.push(time, index);
    for (let i = 0; i < this.unfilled.length; i++) this.unfilled[i].tag[row] = MISSING;
    for (let i = 0; i < this.fills.length; i++) {
      const { step, path, column } = this.fills[i];
      if (path) this.fillKept(step, path, column, row, run);
      else column.tag[row] = OBJECT;
    }
    for (const { column, symbol } of this.envelope) rows.setSymbol(column, row, symbol);
    if (this.subject) rows.setValue(this.subject, row, this.maker.key().join('|'));
    this.out.emit(row);
    rows.pop();
  }

  private matchData(): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    for (const [step, name] of this.names.entries())
      if (this.runs.isBound(this.run, step))
        data[name] = this.context.held.data(this.runs.ref(this.run, step));
    return data;
  }

  private writeMatch(out: JsonWriter): boolean {
    let isFirst = true;
    for (let step = 0; step < this.names.length; step++) {
      if (!this.runs.isBound(this.run, step)) continue;
      out.name(this.names[step], isFirst);
      this.context.held.writeData(this.runs.ref(this.run, step), out);
      isFirst = false;
    }
    return !isFirst;
  }

  private matchCauses(): Causes {
    const { runs, run } = this;
    const causes = new CauseList();
    for (let step = 0; step < this.names.length; step++) {
      if (!runs.isBound(run, step)) continue;
      const ref = runs.ref(run, step);
      if (ref >= 0) causes.add(runs.time(run, step), ref);
      else causes.addAll(this.context.held.causes(ref));
    }
    return causes.newest();
  }

  /** The run's timer: when its first event's time + `within` has passed it is over. */
  protected setTimer(run: number, due: number): void {
    this.runs.timerSeq[run] = this.context.setTimer(due, run);
    this.timers++;
  }

  /** True where the timer is the run's own and not one of a run that ended before. */
  protected isMeant(run: number, seq: number): boolean {
    this.timers--;
    if (this.runs.timerSeq[run] === seq) return true;
    this.stale--;
    return false;
  }

  /** Ends a run before its timer fires; forgotten timers are thrown away when they are most of all. */
  protected end(run: number): void {
    this.runs.end(run);
    this.stale++;
    if (this.stale < 1024 || this.stale * 2 < this.timers) return;
    this.context.compactTimers((each, seq) => this.runs.timerSeq[each] === seq);
    this.timers -= this.stale;
    this.stale = 0;
  }

  counts() {
    return {
      noKey: this.noKey,
      tooLate: 0,
      errors: 0,
      open: this.runs.size,
      expired: this.expired,
      cancelled: this.cancelled,
    };
  }

  save(out: StateWriter): void {
    beginPart(out, 'correlate', 1);
    for (const each of [this.noKey, this.expired, this.cancelled, this.stale, this.timers]) out.number(each);
    this.runs.save(out);
  }

  load(from: StateReader): void {
    openPart(from, 'correlate', 1);
    this.noKey = from.number();
    this.expired = from.number();
    this.cancelled = from.number();
    this.stale = from.number();
    this.timers = from.number();
    this.runs.load(from);
  }

  dispose(): void {
    for (const run of [...this.runs.open()]) this.runs.end(run);
  }
}
