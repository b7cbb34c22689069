import type { ModelEvent } from './model-event.ts';
import type { WindowShape } from './model-flow.ts';
import { type Span, spansAt } from './model-time.ts';
import type { TakeKeyed, WindowWork } from './model-window.ts';

interface FixedWindow {
  span: Span;
  key: string[];
  events: ModelEvent[];
  /** Whether it has emitted, for `once`. */
  emitted: boolean;
}

/** Windows whose bounds the clock gives: tumbling, hopping, calendar. */
export function fixedWindows(work: WindowWork, shape: WindowShape): TakeKeyed {
  const { context } = work;
  const windows = new Map<string, FixedWindow>();

  const windowAt = (span: Span, key: string[]): FixedWindow => {
    const id = JSON.stringify([key, span.start]);
    const known = windows.get(id);
    if (known) return known;
    const opened: FixedWindow = { span, key, events: [], emitted: false };
    windows.set(id, opened);
    context.setTimer(span.end - 1, () => close(work, opened));
    return opened;
  };

  return (event, key) => {
    const spans = spansAt(shape, event.time, context.timezone);
    // a window is closed for every key once the watermark has passed its timer, whether or not the key ever had it
    const open = spans.filter((span) => context.now() <= span.end - 1);
    if (open.length === 0) context.countTooLate();
    for (const span of open) takeInto(work, windowAt(span, key), event);
  };
}

function takeInto(work: WindowWork, window: FixedWindow, event: ModelEvent): void {
  const { emit } = work.config;
  window.events.push(event);
  if (emit === 'close') return;
  const having = work.emitIf(
    emit !== 'once' || !window.emitted,
    window.events,
    window.key,
    window.span,
    event.time,
  );
  if (!having) return;
  window.emitted = true;
  if (emit === 'reset') window.events = [];
}

function close(work: WindowWork, window: FixedWindow): void {
  const { events, key, span } = window;
  // one that was emptied when it emitted otherwise has nothing to tell
  if (work.config.emit !== 'close' || events.length === 0) return;
  work.emitIf(true, events, key, span, span.end - 1);
}
