import { aggregate } from './model-aggregate.ts';
import { holds } from './model-condition.ts';
import {
  type Data,
  formatTime,
  joinCauses,
  keyEnvelope,
  keyOf,
  type ModelEvent,
  valueInEvent,
} from './model-event.ts';
import type { WindowConfig } from './model-flow.ts';
import { derivedEnvelope, type NodeContext, type Receive } from './model-node.ts';
import type { Span } from './model-time.ts';
import { fixedWindows } from './model-window-fixed.ts';
import { sessionWindows } from './model-window-session.ts';
import { slidingWindows } from './model-window-sliding.ts';

/** What the kinds of windows share: a key's events in, one derived event out. */
export interface WindowWork {
  config: WindowConfig;
  context: NodeContext;
  /** Emits for these events of one key if `having` holds; tells whether it does. */
  emitIf(wanted: boolean, events: ModelEvent[], key: string[], span: Span, time: number): boolean;
}

/** Takes an event of a key. */
export type TakeKeyed = (event: ModelEvent, key: string[]) => void;

export function windowNode(config: WindowConfig, context: NodeContext): Receive {
  const work: WindowWork = {
    config,
    context,
    emitIf(wanted, events, key, span, time) {
      const sorted = byTime(events);
      const values = aggregate(config.aggregates, sorted);
      const having = !config.having || holds(config.having, (name) => values[name]);
      if (having && wanted)
        context.emit('out', windowEvent(config, context, sorted, values, key, span, time));
      return having;
    },
  };
  const take = kindOf(work);
  return (event) => {
    const key = keyOf(event, config.key);
    if (key) take(event, key);
    else context.countNoKey();
  };
}

function kindOf(work: WindowWork): TakeKeyed {
  const { window } = work.config;
  if (window.kind === 'session') return sessionWindows(work);
  if (window.kind === 'rolling' || window.kind === 'count') return slidingWindows(work);
  return fixedWindows(work, window);
}

/** By (time, order of processing): the lists of a window hold their events in the order of processing, and sort is stable. */
const byTime = (events: ModelEvent[]): ModelEvent[] => [...events].sort((a, b) => a.time - b.time);

function windowEvent(
  config: WindowConfig,
  context: NodeContext,
  sorted: ModelEvent[],
  values: Data,
  key: string[],
  span: Span,
  time: number,
): ModelEvent {
  const newest = sorted.at(-1);
  const keyFields = config.key.map((path) => [path.split('.').at(-1), newest && valueInEvent(newest, path)]);
  const window = { start: formatTime(span.start), end: formatTime(span.end) };
  return {
    ...derivedEnvelope(context),
    ...keyEnvelope(key),
    time,
    data: { ...Object.fromEntries(keyFields), ...values, window },
    causes: joinCauses(sorted),
  };
}
