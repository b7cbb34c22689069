import type { ModelEvent } from './model-event.ts';
import { parseDuration } from './model-time.ts';
import type { TakeKeyed, WindowWork } from './model-window.ts';

type SlidingShape = { kind: 'rolling'; size: string } | { kind: 'count'; size: number };

interface KeyState {
  /** Every processed event of the key, in the order of processing. */
  processed: ModelEvent[];
  /** Whether `having` was true at the key's last event. */
  held: boolean;
}

/** Windows that move with each event: the stretch of time before it, or the last so many events. */
export function slidingWindows(work: WindowWork): TakeKeyed {
  const { config } = work;
  const states = new Map<string, KeyState>();
  // a count window has its last events only, also when more of them are asked for later
  const cut = (state: KeyState) => {
    const { window } = config;
    if (window.kind === 'count') state.processed = state.processed.slice(-window.size);
  };
  work.context.onChange(() => {
    for (const state of states.values()) cut(state);
  });
  return (event, key) => {
    const shape = config.window as SlidingShape;
    const { emit } = config;
    const id = JSON.stringify(key);
    const state = states.get(id) ?? { processed: [], held: false };
    states.set(id, state);
    state.processed.push(event);
    cut(state);
    const inside = insideAt(shape, event, state.processed);
    if (!inside) return;
    const span = { start: Math.min(...inside.map((one) => one.time)), end: event.time };
    const having = work.emitIf(emit !== 'once' || !state.held, inside, key, span, event.time);
    state.held = having;
    if (emit === 'reset' && having) states.delete(id);
  };
}

/** The events of the window that `event` ends; undefined while a count window has too few. */
function insideAt(shape: SlidingShape, event: ModelEvent, processed: ModelEvent[]): ModelEvent[] | undefined {
  if (shape.kind === 'count') return processed.length < shape.size ? undefined : processed.slice(-shape.size);
  const size = parseDuration(shape.size);
  return processed.filter((one) => event.time - size < one.time && one.time <= event.time);
}
