import { fieldsOf, holds, partsOf } from './model-condition.ts';
import { type ModelEvent, valueInEvent } from './model-event.ts';
import type { CorrelateConfig, RuleGroup } from './model-flow.ts';

/** The events at the steps, by the step's index. */
export type Bound = Map<number, ModelEvent>;

interface Part {
  condition: RuleGroup;
  /** The indexes of the steps it names. */
  steps: Set<number>;
}

/** The `where` of a correlate node, part by part. */
export interface Where {
  /** Whether an event counts at a step by the parts that name only this step. */
  ownHolds(event: ModelEvent, step: number): boolean;
  /** Whether the parts that name the step, and else only bound ones, hold with `event` at it. */
  holdsWith(bound: Bound, event: ModelEvent, step: number): boolean;
}

export function whereOf({ where, steps }: CorrelateConfig): Where {
  const names = steps.map((step) => step.name);
  const stepOf = (path: string) => names.indexOf(path.split('.')[0] ?? '');
  const parts: Part[] = (where ? partsOf(where) : []).map((condition) => ({
    condition,
    steps: new Set(fieldsOf(condition).map(stepOf)),
  }));

  const partHolds = (part: Part, bound: Bound) =>
    holds(part.condition, (path) => {
      const event = bound.get(stepOf(path));
      return event && valueInEvent(event, path.slice(path.indexOf('.') + 1));
    });

  return {
    ownHolds(event, step) {
      const alone = parts.filter((part) => [...part.steps].every((named) => named === step));
      return alone.every((part) => partHolds(part, new Map([[step, event]])));
    },
    holdsWith(bound, event, step) {
      const all = new Map(bound).set(step, event);
      const due = parts.filter(
        (part) => part.steps.has(step) && [...part.steps].every((named) => all.has(named)),
      );
      return due.every((part) => partHolds(part, all));
    },
  };
}
