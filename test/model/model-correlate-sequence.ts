import type { CorrelateWork, Run, TakeAtStep } from './model-correlate.ts';
import type { ModelEvent } from './model-event.ts';

/** The steps one after the other; what must not happen stands between them or after the last. */
export function sequenceOrder(work: CorrelateWork): TakeAtStep {
  const { steps } = work.config;
  return (event, step, key) => {
    if (steps[step]?.absent) cancel(work, event, step, key);
    else if (step === 0) start(work, event, key);
    else advance(work, event, step, key);
  };
}

const lastStep = (run: Run): number => Math.max(...run.bound.keys());

/** The step that must come next: the number of steps where all that must come have come. */
function nextStep({ config: { steps } }: CorrelateWork, run: Run): number {
  const next = steps.findIndex((step, index) => index > lastStep(run) && !step.absent);
  return next < 0 ? steps.length : next;
}

/** What an event must keep to, to be bound to a run or to cancel it. */
function fits(work: CorrelateWork, run: Run, event: ModelEvent, step: number): boolean {
  const first = run.bound.get(0);
  const last = run.bound.get(lastStep(run));
  if (!first || !last || last.uid === event.uid) return false;
  return (
    event.time >= last.time &&
    event.time - first.time <= work.within &&
    work.where.holdsWith(run.bound, event, step)
  );
}

const isBound = (run: Run, event: ModelEvent): boolean =>
  [...run.bound.values()].some((bound) => bound.uid === event.uid);

function cancel(work: CorrelateWork, event: ModelEvent, step: number, key: string[]): void {
  for (const run of work.openOf(key)) {
    const between = lastStep(run) < step && step < nextStep(work, run);
    if (between && fits(work, run, event, step)) work.end(run);
  }
}

function advance(work: CorrelateWork, event: ModelEvent, step: number, key: string[]): void {
  const fitting = work
    .openOf(key)
    .filter((run) => nextStep(work, run) === step && fits(work, run, event, step) && !isBound(run, event));
  const { advance: which = 'all' } = work.config;
  const chosen = which === 'all' ? fitting : which === 'oldest' ? fitting.slice(0, 1) : fitting.slice(-1);
  for (const run of chosen) {
    run.bound.set(step, event);
    if (step === work.config.steps.length - 1) work.match(run, event.time);
  }
}

function start(work: CorrelateWork, event: ModelEvent, key: string[]): void {
  const open = work.openOf(key);
  const { start: how = 'every' } = work.config;
  if (how === 'first' && open.length > 0) return;
  if (how === 'latest') for (const run of open) work.end(run);
  work.start(key, 0, event, (run) => {
    // the time may have become shorter since its last event was bound
    const last = run.bound.get(lastStep(run));
    const isTooLong = last !== undefined && last.time - event.time > work.within;
    if (isTooLong || nextStep(work, run) < work.config.steps.length) work.end(run);
    else work.match(run, event.time + work.within);
  });
}
