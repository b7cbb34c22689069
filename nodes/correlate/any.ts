/**
 * correlate, order `any`: all steps, in whatever order, within `within` of each other (SPEC §4 "Any").
 *
 * A run's state has a bit for each bound step. Its timer is set when it starts, at that event's time + `within`, and is
 * not moved when an earlier event joins.
 */
import { CorrelateBase } from './correlate-base.ts';

export class AnyOrder extends CorrelateBase {
  process(row: number, step: number): void {
    const key = this.keyOf(row, step);
    if (key < 0 || !this.countsAt(row, step)) return;
    const { runs } = this;
    for (let run = runs.first(key); run >= 0; run = runs.next[run])
      if (this.fits(run, row, step)) {
        this.bindStep(run, row, step);
        return;
      }
    const run = runs.start(key);
    this.setTimer(run, this.context.rows.time[row] + this.within);
    this.bindStep(run, row, step);
  }

  private fits(run: number, row: number, step: number): boolean {
    const { runs } = this;
    const { rows } = this.context;
    const state = runs.state[run];
    if ((state & (1 << step)) !== 0 || runs.holds(run, rows.identity[row])) return false;
    const time = rows.time[row];
    for (let other = 0; other < this.names.length; other++)
      if ((state & (1 << other)) !== 0 && Math.abs(time - runs.time(run, other)) > this.within) return false;
    const after = state | (1 << step);
    if (this.jointParts[step].length === 0) return true;
    const parts = this.jointParts[step].filter(({ steps }) =>
      steps.every((each) => (after & (1 << each)) !== 0),
    );
    return parts.length === 0 || this.holds(parts, row, step, run);
  }

  private bindStep(run: number, row: number, step: number): void {
    const { runs } = this;
    runs.put(run, step, row);
    runs.state[run] |= 1 << step;
    if (runs.state[run] !== (1 << this.names.length) - 1) return;
    const times = this.names.map((_, each) => runs.time(run, each));
    this.emit(run, Math.max(...times));
    this.end(run);
  }

  fire(run: number, seq: number): void {
    if (!this.isMeant(run, seq)) return;
    this.expired++;
    this.runs.end(run);
  }
}
