import type { ModelEvent } from './model-event.ts';
import type { Timer } from './model-node.ts';
import { parseDuration, type Span } from './model-time.ts';
import type { TakeKeyed, WindowWork } from './model-window.ts';

interface Session {
  key: string[];
  /** In the order of processing. */
  events: { order: number; event: ModelEvent }[];
  emitted: boolean;
  timer?: Timer;
}

/** Windows that end when a key has been silent for the gap. */
export function sessionWindows(work: WindowWork, gapText: string): TakeKeyed {
  const { context } = work;
  const { emit } = work.config;
  const gap = parseDuration(gapText);
  const open = new Map<string, Session[]>();
  let order = 0;

  const close = (id: string, session: Session) => {
    open.set(
      id,
      (open.get(id) ?? []).filter((one) => one !== session),
    );
    const span = spanOf(session, gap);
    if (emit === 'close')
      work.emitIf(
        true,
        session.events.map((one) => one.event),
        session.key,
        span,
        span.end - 1,
      );
  };

  return (event, key) => {
    const id = JSON.stringify(key);
    const sessions = open.get(id) ?? [];
    const met = sessions.filter((one) =>
      one.events.some((other) => Math.abs(other.event.time - event.time) < gap),
    );
    if (met.length === 0 && context.now() > event.time + gap - 1) return context.countTooLate();
    for (const one of met) context.clearTimer(one.timer);
    const events = [...met.flatMap((one) => one.events), { order, event }].sort((a, b) => a.order - b.order);
    order += 1;
    const session: Session = { key, events, emitted: met.some((one) => one.emitted) };
    open.set(id, [...sessions.filter((one) => !met.includes(one)), session]);
    const span = spanOf(session, gap);
    session.timer = context.setTimer(span.end - 1, () => close(id, session));
    if (emit === 'close') return;
    const inside = session.events.map((one) => one.event);
    const having = work.emitIf(emit !== 'once' || !session.emitted, inside, key, span, event.time);
    if (!having) return;
    session.emitted = true;
    if (emit === 'reset') session.events = [];
  };
}

function spanOf(session: Session, gap: number): Span {
  const times = session.events.map((one) => one.event.time);
  return { start: Math.min(...times), end: Math.max(...times) + gap };
}
