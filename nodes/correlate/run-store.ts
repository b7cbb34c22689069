/**
 * Open runs (partial matches) in arrays: no object a run. For each bound step a run holds the event's time and identity,
 * a reference to the event, and the few values that conditions and what comes after still read. The runs of a key are
 * a list in the order in which they were started.
 *
 * Per run: 21 bytes, 16 for each step that is not absent (20 where one of its events was made by a node), 9 for each
 * kept value; 4 for its key; besides its timer.
 */
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { type Column, FROM_SOURCE, MISSING, STRING } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  expectFit,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';

const NONE = -1;
const FROM_LOG = 0;

interface StepColumns {
  times: Float64Array;
  /** NaN where the step is not bound. */
  identities: Float64Array;
  /**
   * References of held events; FROM_LOG where the event is a source event, whose reference is its identity, its place
   * in the log. Only made when the first other event comes.
   */
  refs: Int32Array | undefined;
  kept: KeptColumn[];
}

/** One value of each run. */
export interface KeptColumn {
  readonly path: string;
  /** Where the value stands in an arriving event. */
  column: Column | undefined;
  tag: Uint8Array;
  /** A number, 0 or 1 for a boolean, the symbol of a text. */
  value: Float64Array;
}

/** By step, null where it is absent: whether there are references, and the paths of kept values. */
type SavedSteps = readonly ({ readonly refs: boolean; readonly kept: readonly string[] } | null)[];

const pathsOf = (step: StepColumns) => step.kept.map(({ path }) => path);

export class RunStore {
  /** Steps that are bound so far (sequence: the next step to bind; any: a bit each of at most 8). */
  state = new Uint8Array(64);
  /** The key's run that was started after this one, or NONE; of a run that is over: the one that was over before. */
  next = new Int32Array(64);
  /** The key's run that was started before this one; of its first run: its last. */
  private previous = new Int32Array(64);
  /** The symbol of the run's key; NONE where the run is over. */
  private keys = new Int32Array(64);
  timerSeq = new Float64Array(64);
  /** An absent step is never bound, so it has none. */
  private readonly steps: readonly (StepColumns | undefined)[];
  /** By symbol: 1 + the key's first run, or 0. The symbol is retained as long as there is one. */
  private firstOfKey = new Int32Array(64);
  private runs = 0;
  private firstFree = NONE;
  private ended = 0;
  private context!: OperatorContext;

  /** @param isAbsent by step */
  constructor(isAbsent: readonly boolean[]) {
    this.steps = isAbsent.map((absent) =>
      absent
        ? undefined
        : { times: new Float64Array(64), identities: new Float64Array(64), refs: undefined, kept: [] },
    );
  }

  get size(): number {
    return this.runs - this.ended;
  }

  /**
   * Says which values of each step are kept from now on. Values of open runs that were not kept before are read back
   * from their events.
   */
  bind(context: OperatorContext, keptPaths: readonly ReadonlySet<string>[]): void {
    this.context = context;
    for (const [step, columns] of this.steps.entries()) {
      if (!columns) continue;
      const before = columns.kept;
      columns.kept = [...keptPaths[step]].map(
        (path) => before.find((kept) => kept.path === path) ?? this.newKept(path),
      );
      for (const kept of columns.kept) kept.column = context.rows.column(kept.path);
      for (const run of this.open()) {
        if (!this.isBound(run, step)) continue;
        for (const kept of columns.kept) if (!before.includes(kept)) this.readBack(run, step, kept);
        for (const kept of before) if (!columns.kept.includes(kept)) this.releaseKept(kept, run);
      }
    }
  }

  private newKept(path: string): KeptColumn {
    const { length } = this.state;
    return { path, column: undefined, tag: new Uint8Array(length), value: new Float64Array(length) };
  }

  private readBack(run: number, step: number, kept: KeptColumn): void {
    const { rows, held } = this.context;
    const row = rows.push(this.time(run, step), FROM_SOURCE);
    if (kept.path !== '$time') rows.setValue(kept.column!, row, held.valueOf(this.ref(run, step), kept.path));
    this.keep(kept, run, row);
    rows.pop();
  }

  private keep(kept: KeptColumn, run: number, row: number): void {
    const { rows, symbols } = this.context;
    const column = kept.column!;
    const tag = column.tag[row];
    kept.tag[run] = tag;
    kept.value[run] = tag === STRING ? symbols.retain(rows.symbol(column, row)) : column.num[row];
  }

  /** Every open run. */
  *open(): Generator<number> {
    for (let run = 0; run < this.runs; run++) if (this.keys[run] !== NONE) yield run;
  }

  /** The oldest run of a key (by its symbol), or -1; `next` leads on. */
  first(key: number): number {
    return key < this.firstOfKey.length ? this.firstOfKey[key] - 1 : NONE;
  }

  start(key: number): number {
    const run = this.newRun();
    this.keys[run] = key;
    this.state[run] = 0;
    this.timerSeq[run] = NONE;
    this.next[run] = NONE;
    for (let i = 0; i < this.steps.length; i++) {
      const step = this.steps[i];
      if (step) step.identities[run] = Number.NaN;
    }
    const first = this.first(key);
    if (first < 0) this.openKey(key, run);
    else {
      const last = this.previous[first];
      this.next[last] = run;
      this.previous[run] = last;
      this.previous[first] = run;
    }
    return run;
  }

  private openKey(key: number, run: number): void {
    const { symbols } = this.context;
    if (key >= this.firstOfKey.length)
      this.firstOfKey = grown(this.firstOfKey, Math.max(key + 1, symbols.idLimit));
    this.firstOfKey[symbols.retain(key)] = run + 1;
    this.previous[run] = run;
  }

  private newRun(): number {
    const free = this.firstFree;
    if (free >= 0) {
      this.firstFree = this.next[free];
      this.ended--;
      return free;
    }
    if (this.runs === this.state.length) this.grow(this.runs + 1);
    return this.runs++;
  }

  private grow(size: number): void {
    this.state = grown(this.state, size);
    this.next = grown(this.next, size);
    this.previous = grown(this.previous, size);
    this.keys = grown(this.keys, size);
    this.timerSeq = grown(this.timerSeq, size);
    for (const step of this.steps) {
      if (!step) continue;
      step.times = grown(step.times, size);
      step.identities = grown(step.identities, size);
      if (step.refs) step.refs = grown(step.refs, size);
      for (const kept of step.kept) {
        kept.tag = grown(kept.tag, size);
        kept.value = grown(kept.value, size);
      }
    }
  }

  /** Binds a row's event at a step of a run: holds it, and keeps the values that are still read. */
  put(run: number, step: number, row: number): void {
    const { context } = this;
    const { rows, held } = context;
    const columns = this.steps[step]!;
    columns.times[run] = rows.time[row];
    columns.identities[run] = rows.identity[row];
    if (rows.maker[row] === FROM_SOURCE) {
      held.log.keep(rows.identity[row]);
      if (columns.refs) columns.refs[run] = FROM_LOG;
    } else {
      columns.refs ??= new Int32Array(this.state.length);
      columns.refs[run] = context.hold(row);
    }
    for (let i = 0; i < columns.kept.length; i++) this.keep(columns.kept[i], run, row);
  }

  isBound(run: number, step: number): boolean {
    const columns = this.steps[step];
    return columns !== undefined && !Number.isNaN(columns.identities[run]);
  }

  /** True where the event is bound at some step of the run already. */
  holds(run: number, identity: number): boolean {
    for (let i = 0; i < this.steps.length; i++) if (this.steps[i]?.identities[run] === identity) return true;
    return false;
  }

  time(run: number, step: number): number {
    return this.steps[step]!.times[run];
  }

  identity(run: number, step: number): number {
    return this.steps[step]!.identities[run];
  }

  ref(run: number, step: number): number {
    const { refs, identities } = this.steps[step]!;
    return refs === undefined || refs[run] === FROM_LOG ? identities[run] : refs[run];
  }

  kept(step: number): readonly KeptColumn[] {
    return this.steps[step]?.kept ?? [];
  }

  /** The kept value of a step at a path, which is kept. */
  keptAt(step: number, path: string): KeptColumn {
    const { kept } = this.steps[step]!;
    let at = 0;
    while (kept[at].path !== path) at++;
    return kept[at];
  }

  /** The symbol of the run's key. */
  key(run: number): number {
    return this.keys[run];
  }

  /** The run is over: everything that it holds is given back, and its key where that was the last run. */
  end(run: number): void {
    for (let i = 0; i < this.steps.length; i++) {
      const step = this.steps[i];
      if (!step || !this.isBound(run, i)) continue;
      this.context.held.release(this.ref(run, i));
      for (let k = 0; k < step.kept.length; k++) this.releaseKept(step.kept[k], run);
      step.identities[run] = Number.NaN;
    }
    this.unlink(run);
    this.keys[run] = NONE;
    this.timerSeq[run] = NONE;
    this.next[run] = this.firstFree;
    this.firstFree = run;
    this.ended++;
  }

  save(out: StateWriter): void {
    const { runs } = this;
    beginPart(out, 'runs', 1);
    for (const each of [runs, this.firstFree, this.ended]) out.number(each);
    out.array(this.state, runs);
    for (const each of [this.next, this.previous, this.keys]) out.array(each, runs);
    out.array(this.timerSeq, runs);
    out.json(this.steps.map((step) => step && { refs: step.refs !== undefined, kept: pathsOf(step) }));
    for (const step of this.steps) {
      if (!step) continue;
      out.array(step.times, runs);
      out.array(step.identities, runs);
      if (step.refs) out.array(step.refs, runs);
      for (const { tag, value } of step.kept) {
        out.array(tag, runs);
        out.array(value, runs);
      }
    }
  }

  /** Into a store without runs, of the same steps, that is bound. */
  load(from: StateReader): void {
    openPart(from, 'runs', 1);
    const runs = from.number();
    this.runs = runs;
    this.firstFree = from.number();
    this.ended = from.number();
    this.state = ofLength(from.uint8(), runs);
    this.next = ofLength(from.int32(), runs);
    this.previous = ofLength(from.int32(), runs);
    this.keys = ofLength(from.int32(), runs);
    this.timerSeq = ofLength(from.float64(), runs);
    const saved = from.json() as SavedSteps;
    expectFit(Array.isArray(saved) && saved.length === this.steps.length);
    const lacking = this.steps.map((step, index) => (step ? this.loadStep(from, step, saved[index]) : []));
    this.loadKeys();
    let ended = 0;
    for (let run = 0; run < runs; run++) if (this.keys[run] === NONE) ended++;
    expectFit(ended === this.ended);
    for (const run of this.open())
      for (const [step, kept] of lacking.entries()) this.loadRun(run, step, kept);
  }

  /** Gives the values that are kept now and were not then. */
  private loadStep(from: StateReader, step: StepColumns, saved: SavedSteps[number]): KeptColumn[] {
    const { runs } = this;
    expectFit(saved !== null);
    step.times = ofLength(from.float64(), runs);
    step.identities = ofLength(from.float64(), runs);
    if (saved!.refs) step.refs = ofLength(from.int32(), runs);
    const loaded = saved!.kept.map((path) => ({
      path,
      column: this.context.rows.column(path),
      tag: ofLength(from.uint8(), runs),
      value: ofLength(from.float64(), runs),
    }));
    const wanted = pathsOf(step);
    step.kept = wanted.map((path) => loaded.find((kept) => kept.path === path) ?? this.newKept(path));
    return step.kept.filter((kept) => !loaded.includes(kept as (typeof loaded)[number]));
  }

  private loadKeys(): void {
    const { symbols } = this.context;
    this.firstOfKey = new Int32Array(Math.max(symbols.idLimit, 64));
    // A key's first run is the one that no other run leads to.
    const isLedTo = new Uint8Array(this.runs);
    for (const run of this.open()) {
      const next = this.next[run];
      expectFit(
        next >= NONE && next < this.runs && this.previous[run] >= 0 && this.previous[run] < this.runs,
      );
      if (next >= 0) isLedTo[next] = 1;
    }
    for (const run of this.open())
      if (isLedTo[run] === 0) this.firstOfKey[symbols.retainLoaded(this.keys[run])] = run + 1;
  }

  private loadRun(run: number, step: number, lacking: readonly KeptColumn[]): void {
    if (!this.isBound(run, step)) return;
    const { symbols, held } = this.context;
    held.expect(this.ref(run, step));
    for (const kept of this.kept(step))
      if (lacking.includes(kept)) this.readBack(run, step, kept);
      else if (kept.tag[run] === STRING) symbols.retainLoaded(kept.value[run]);
  }

  private unlink(run: number): void {
    const key = this.keys[run];
    const first = this.first(key);
    const after = this.next[run];
    const before = this.previous[run];
    if (run !== first) this.next[before] = after;
    else this.firstOfKey[key] = after + 1;
    if (after >= 0) this.previous[after] = before;
    else if (run !== first) this.previous[first] = before;
    else this.context.symbols.release(key);
  }

  private releaseKept(kept: KeptColumn, run: number): void {
    if (kept.tag[run] === STRING) this.context.symbols.release(kept.value[run]);
    kept.tag[run] = MISSING;
  }
}
