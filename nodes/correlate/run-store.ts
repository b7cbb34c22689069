/**
 * Open runs (partial matches) in arrays: no object a run. For each bound step a run holds the event's time and identity,
 * a reference to the event, and the few values that conditions and what comes after still read. The runs of a key are
 * a list in the order in which they were started.
 *
 * Per run: 33 bytes, 24 for each step that can be bound, 13 for each kept value; besides its timer.
 */
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { KeyIndex } from '../../runtime/engine/kernel/keys.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { type Column, FROM_SOURCE, MISSING, STRING } from '../../runtime/engine/kernel/rows.ts';

const NONE = -1;

interface StepColumns {
  times: Float64Array;
  identities: Float64Array;
  /** References of held events; where 0 the event is a source event, and its identity is its place. */
  refs: Float64Array;
  kept: KeptColumn[];
}

/** One value of each run. */
export interface KeptColumn {
  readonly path: string;
  tag: Uint8Array;
  num: Float64Array;
  sym: Int32Array;
}

export class RunStore {
  /** Steps that are bound so far (sequence: the next step to bind; any: a bit each). */
  state = new Int32Array(64);
  next = new Int32Array(64);
  private previous = new Int32Array(64);
  private slots = new Int32Array(64);
  timerSeq = new Float64Array(64).fill(NONE);
  private readonly steps: StepColumns[];
  private firstOfKey = new Int32Array(64).fill(NONE);
  private lastOfKey = new Int32Array(64).fill(NONE);
  private runs = 0;
  private readonly free: number[] = [];
  private context!: OperatorContext;
  private keys!: KeyIndex;

  constructor(stepCount: number) {
    this.steps = Array.from({ length: stepCount }, () => ({
      times: new Float64Array(64),
      identities: new Float64Array(64),
      refs: new Float64Array(64),
      kept: [],
    }));
  }

  get size(): number {
    return this.runs - this.free.length;
  }

  /**
   * Says which values of each step are kept from now on. Values of open runs that were not kept before are read back
   * from their events.
   */
  bind(context: OperatorContext, keys: KeyIndex, keptPaths: readonly ReadonlySet<string>[]): void {
    this.context = context;
    this.keys = keys;
    for (const [step, columns] of this.steps.entries()) {
      const before = columns.kept;
      columns.kept = [...keptPaths[step]].map(
        (path) => before.find((kept) => kept.path === path) ?? this.newKept(path),
      );
      for (const run of this.open()) {
        if (!this.isBound(run, step)) continue;
        for (const kept of columns.kept) if (!before.includes(kept)) this.readBack(run, step, kept);
        for (const kept of before) if (!columns.kept.includes(kept)) this.releaseKept(kept, run);
      }
    }
  }

  private newKept(path: string): KeptColumn {
    const length = this.state.length;
    return { path, tag: new Uint8Array(length), num: new Float64Array(length), sym: new Int32Array(length) };
  }

  private readBack(run: number, step: number, kept: KeptColumn): void {
    const { rows, symbols } = this.context;
    const scratch = rows.column(kept.path);
    const row = rows.push(this.time(run, step), FROM_SOURCE);
    if (kept.path !== '$time') {
      rows.setValue(scratch, row, this.context.held.valueOf(this.ref(run, step), kept.path));
      if (scratch.tag[row] === STRING) symbols.retain(scratch.sym[row]);
    }
    kept.tag[run] = scratch.tag[row];
    kept.num[run] = scratch.num[row];
    kept.sym[run] = scratch.sym[row];
    rows.pop();
  }

  /** Every open run, by key. */
  *open(): Generator<number> {
    for (let slot = 0; slot < this.firstOfKey.length; slot++)
      for (let run = this.firstOfKey[slot]; run >= 0; run = this.next[run]) yield run;
  }

  /** The key's oldest run, or -1; `next` leads on. */
  first(slot: number): number {
    return slot >= 0 && slot < this.firstOfKey.length ? this.firstOfKey[slot] : NONE;
  }

  start(slot: number): number {
    const run = this.free.pop() ?? this.runs++;
    if (run >= this.state.length) this.grow(run);
    if (slot >= this.firstOfKey.length) {
      const length = this.firstOfKey.length;
      this.firstOfKey = grown(this.firstOfKey, slot + 1).fill(NONE, length);
      this.lastOfKey = grown(this.lastOfKey, slot + 1).fill(NONE, length);
    }
    this.slots[run] = slot;
    this.state[run] = 0;
    this.timerSeq[run] = NONE;
    this.next[run] = NONE;
    this.previous[run] = this.lastOfKey[slot];
    if (this.lastOfKey[slot] >= 0) this.next[this.lastOfKey[slot]] = run;
    else this.firstOfKey[slot] = run;
    this.lastOfKey[slot] = run;
    for (const step of this.steps) step.identities[run] = Number.NaN;
    return run;
  }

  private grow(run: number): void {
    this.state = grown(this.state, run + 1);
    this.next = grown(this.next, run + 1);
    this.previous = grown(this.previous, run + 1);
    this.slots = grown(this.slots, run + 1);
    this.timerSeq = grown(this.timerSeq, run + 1);
    for (const step of this.steps) {
      step.times = grown(step.times, run + 1);
      step.identities = grown(step.identities, run + 1);
      step.refs = grown(step.refs, run + 1);
      for (const kept of step.kept) {
        kept.tag = grown(kept.tag, run + 1);
        kept.num = grown(kept.num, run + 1);
        kept.sym = grown(kept.sym, run + 1);
      }
    }
  }

  /** Binds a row's event at a step of a run: holds it, and keeps the values that are still read. */
  put(run: number, step: number, row: number): void {
    const { rows, held, symbols } = this.context;
    const columns = this.steps[step];
    columns.times[run] = rows.time[row];
    columns.identities[run] = rows.identity[row];
    if (rows.maker[row] === FROM_SOURCE) {
      held.log.keep(rows.identity[row]);
      columns.refs[run] = 0;
    } else columns.refs[run] = held.hold({ data: this.context.data(row), causes: this.context.causes(row) });
    for (const kept of columns.kept) {
      const column: Column = rows.column(kept.path);
      const tag = column.tag[row];
      kept.tag[run] = tag;
      if (tag === STRING) kept.sym[run] = symbols.retain(rows.symbol(column, row));
      else kept.num[run] = column.num[row];
    }
  }

  isBound(run: number, step: number): boolean {
    return !Number.isNaN(this.steps[step].identities[run]);
  }

  /** True where the event is bound at some step of the run already. */
  holds(run: number, identity: number): boolean {
    for (const step of this.steps) if (step.identities[run] === identity) return true;
    return false;
  }

  time(run: number, step: number): number {
    return this.steps[step].times[run];
  }

  identity(run: number, step: number): number {
    return this.steps[step].identities[run];
  }

  ref(run: number, step: number): number {
    const columns = this.steps[step];
    return columns.refs[run] === 0 ? columns.identities[run] : columns.refs[run];
  }

  kept(step: number): readonly KeptColumn[] {
    return this.steps[step].kept;
  }

  slot(run: number): number {
    return this.slots[run];
  }

  /** The run is over: everything that it holds is given back, and its key where that was the last run. */
  end(run: number): void {
    for (const [index, step] of this.steps.entries()) {
      if (!this.isBound(run, index)) continue;
      this.context.held.release(this.ref(run, index));
      for (const kept of step.kept) this.releaseKept(kept, run);
      step.identities[run] = Number.NaN;
    }
    const slot = this.slots[run];
    const { [run]: before } = this.previous;
    const { [run]: after } = this.next;
    if (before >= 0) this.next[before] = after;
    else this.firstOfKey[slot] = after;
    if (after >= 0) this.previous[after] = before;
    else this.lastOfKey[slot] = before;
    this.timerSeq[run] = NONE;
    this.free.push(run);
    if (this.firstOfKey[slot] < 0) this.keys.remove(slot);
  }

  private releaseKept(kept: KeptColumn, run: number): void {
    if (kept.tag[run] === STRING) this.context.symbols.release(kept.sym[run]);
    kept.tag[run] = MISSING;
  }
}
