/**
 * correlate, order `sequence`: events that follow each other, or fail to (SPEC §4 "Sequence").
 *
 * A run's state is the index of the step that it wants next, absent steps skipped; at the number of steps it has bound
 * all and waits out the absent ones after the last.
 */
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { type CompiledPart, CorrelateBase } from './correlate-base.ts';
import type { CorrelateConfig } from './definition.ts';

const NONE = -1;

export class Sequence extends CorrelateBase {
  private readonly absent: readonly boolean[];
  /** By step: the next one to bind after it, and the one bound before it (absent steps skipped). */
  private readonly wantedAfter: readonly number[];
  private readonly boundBefore: readonly number[];
  /** No absent step comes after the last bound one, so a run is a match as soon as that is bound. */
  private readonly endsAtOnce: boolean;
  /** By step: the parts of `where` that it completes, since every other step that they name is bound before it. */
  private completedParts: readonly (readonly CompiledPart[])[] = [];
  private readonly start: NonNullable<CorrelateConfig['start']>;
  private readonly advance: NonNullable<CorrelateConfig['advance']>;

  constructor(config: CorrelateConfig, before?: Sequence) {
    super(config, before);
    const { steps } = config;
    this.absent = steps.map((step) => step.absent === true);
    const present = steps.flatMap((_, step) => (this.absent[step] ? [] : [step]));
    this.wantedAfter = steps.map((_, step) => present.find((each) => each > step) ?? steps.length);
    this.boundBefore = [...steps, undefined].map(
      (_, step) => present.findLast((each) => each < step) ?? NONE,
    );
    this.endsAtOnce = present.at(-1) === steps.length - 1;
    this.start = config.start ?? 'every';
    this.advance = config.advance ?? 'all';
  }

  override bind(context: OperatorContext): void {
    super.bind(context);
    this.completedParts = this.jointParts.map((parts, step) =>
      parts.filter(({ steps }) => steps.every((each) => each <= step)),
    );
  }

  process(row: number, step: number): void {
    const key = step === 0 ? this.keyOf(row, step) : this.knownKeyOf(row, step);
    if (key < 0 || !this.countsAt(row, step)) return;
    if (step === 0) this.startRun(key, row);
    else if (this.absent[step]) this.cancelRuns(key, row, step);
    else this.advanceRuns(key, row, step);
  }

  /** Whether an event may be bound at a step of a run, or cancel it there. */
  private fits(run: number, row: number, step: number): boolean {
    const { rows } = this.context;
    const bound = this.boundBefore[this.runs.state[run]];
    const time = rows.time[row];
    if (this.runs.identity(run, bound) === rows.identity[row] || time < this.runs.time(run, bound))
      return false;
    if (time - this.runs.time(run, 0) > this.within) return false;
    const parts = this.completedParts[step];
    return parts.length === 0 || this.holds(parts, row, step, run);
  }

  private advanceRuns(key: number, row: number, step: number): void {
    const { runs } = this;
    const identity = this.context.rows.identity[row];
    let newest = NONE;
    for (let run = runs.first(key); run >= 0; ) {
      const next = runs.next[run];
      if (runs.state[run] === step && !runs.holds(run, identity) && this.fits(run, row, step)) {
        if (this.advance === 'newest') newest = run;
        else {
          this.bindNext(run, row, step);
          if (this.advance === 'oldest') return;
        }
      }
      run = next;
    }
    if (newest >= 0) this.bindNext(newest, row, step);
  }

  private bindNext(run: number, row: number, step: number): void {
    this.runs.put(run, step, row);
    this.runs.state[run] = this.wantedAfter[step];
    if (this.runs.state[run] < this.config.steps.length || !this.endsAtOnce) return;
    this.emit(run, this.context.rows.time[row]);
    this.end(run);
  }

  /** An absent step's event cancels the runs that wait between the steps around it. */
  private cancelRuns(key: number, row: number, step: number): void {
    const { runs } = this;
    for (let run = runs.first(key); run >= 0; ) {
      const next = runs.next[run];
      const wanted = runs.state[run];
      if (step < wanted && step > this.boundBefore[wanted] && this.fits(run, row, step)) {
        this.cancelled++;
        this.end(run);
      }
      run = next;
    }
  }

  private startRun(key: number, row: number): void {
    const { runs } = this;
    if (this.start === 'first' && runs.first(key) >= 0) return;
    if (this.start === 'latest')
      for (let run = runs.first(key); run >= 0; run = runs.first(key)) this.end(run);
    const run = runs.start(key);
    runs.put(run, 0, row);
    runs.state[run] = this.wantedAfter[0];
    this.setTimer(run, this.context.rows.time[row] + this.within);
  }

  fire(run: number, seq: number): void {
    if (!this.isMeant(run, seq)) return;
    if (this.isComplete(run)) this.emit(run, this.runs.time(run, 0) + this.within);
    else this.expired++;
    this.runs.end(run);
  }

  /** All steps are bound, within the time: a deploy may have made that shorter since. */
  private isComplete(run: number): boolean {
    const { runs } = this;
    const wanted = runs.state[run];
    if (wanted < this.config.steps.length) return false;
    return runs.time(run, this.boundBefore[wanted]) - runs.time(run, 0) <= this.within;
  }
}
