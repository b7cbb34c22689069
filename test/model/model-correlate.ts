import { anyOrder } from './model-correlate-any.ts';
import { sequenceOrder } from './model-correlate-sequence.ts';
import { type Bound, type Where, whereOf } from './model-correlate-where.ts';
import { joinCauses, keyEnvelope, keyOf, type ModelEvent } from './model-event.ts';
import type { CorrelateConfig } from './model-flow.ts';
import { derivedEnvelope, type NodeContext, type Receive, type Timer } from './model-node.ts';
import { parseDuration } from './model-time.ts';

/** A partial match of one key. */
export interface Run {
  key: string[];
  bound: Bound;
  timer?: Timer;
}

/** What both orders share. */
export interface CorrelateWork {
  config: CorrelateConfig;
  context: NodeContext;
  within: number;
  where: Where;
  /** The open runs of all keys, in the order in which they were started. */
  open: Set<Run>;
  openOf(key: string[]): Run[];
  start(key: string[], step: number, event: ModelEvent, onTimer: (run: Run) => void): Run;
  /** The run is open no more, and makes nothing. */
  end(run: Run): void;
  /** The run is a match. */
  match(run: Run, time: number): void;
}

/** Takes an event that counts at a step. */
export type TakeAtStep = (event: ModelEvent, step: number, key: string[]) => void;

export function correlateNode(config: CorrelateConfig, context: NodeContext): Receive {
  const work = workOf(config, context);
  const take = config.order === 'any' ? anyOrder(work) : sequenceOrder(work);
  return (event, handle) => {
    const index = config.steps.findIndex((step) => step.name === handle);
    const key = keyOf(event, config.steps[index]?.key ?? []);
    if (!key) context.countNoKey();
    else if (work.where.ownHolds(event, index)) take(event, index, key);
  };
}

function workOf(config: CorrelateConfig, context: NodeContext): CorrelateWork {
  const open = new Set<Run>();
  let within = parseDuration(config.within);
  context.onChange(() => {
    const later = parseDuration(config.within) - within;
    for (const { timer } of open) if (timer) timer.due += later;
    within += later;
  });
  const end = (run: Run) => {
    open.delete(run);
    context.clearTimer(run.timer);
  };
  return {
    config,
    context,
    get within() {
      return within;
    },
    get where() {
      return whereOf(config);
    },
    open,
    end,
    openOf: (key) => [...open].filter((run) => JSON.stringify(run.key) === JSON.stringify(key)),
    start(key, step, event, onTimer) {
      const run: Run = { key, bound: new Map([[step, event]]) };
      open.add(run);
      run.timer = context.setTimer(event.time + within, () => onTimer(run));
      return run;
    },
    match(run, time) {
      end(run);
      context.emit('out', matchEvent(config, context, run, time));
    },
  };
}

function matchEvent(config: CorrelateConfig, context: NodeContext, run: Run, time: number): ModelEvent {
  const byStep = [...run.bound].map(([step, event]) => [config.steps[step]?.name, event.data]);
  return {
    ...derivedEnvelope(context),
    ...keyEnvelope(run.key),
    time,
    data: Object.fromEntries(byStep),
    causes: joinCauses([...run.bound.values()]),
  };
}
