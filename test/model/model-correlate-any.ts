import type { CorrelateWork, Run, TakeAtStep } from './model-correlate.ts';
import type { ModelEvent } from './model-event.ts';

/** All steps in whatever order: an event goes to the oldest run that lacks its step, or starts one. */
export function anyOrder(work: CorrelateWork): TakeAtStep {
  return (event, step, key) => {
    const run = work.openOf(key).find((one) => fits(work, one, event, step));
    if (!run) {
      work.start(key, step, event, work.end);
      return;
    }
    run.bound.set(step, event);
    if (run.bound.size < work.config.steps.length) return;
    work.match(run, Math.max(...timesOf(run)));
  };
}

const timesOf = (run: Run): number[] => [...run.bound.values()].map((event) => event.time);

function fits(work: CorrelateWork, run: Run, event: ModelEvent, step: number): boolean {
  if (run.bound.has(step) || [...run.bound.values()].some((other) => other.uid === event.uid)) return false;
  const times = [...timesOf(run), event.time];
  return (
    Math.max(...times) - Math.min(...times) <= work.within && work.where.holdsWith(run.bound, event, step)
  );
}
