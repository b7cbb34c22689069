import type { ModelEvent } from './model-event.ts';
import type { Timer } from './model-node.ts';
import { parseDuration, type Span } from './model-time.ts';
import type { TakeKeyed, WindowWork } from './model-window.ts';

interface Session {
  id: string;
  key: string[];
  /** In the order of processing. */
  taken: { order: number; event: ModelEvent }[];
  emitted: boolean;
  timer?: Timer;
}

/** Windows that end when a key has been silent for the gap. */
export function sessionWindows(work: WindowWork): TakeKeyed {
  const { context, config } = work;
  const gapOf = () => (config.window.kind === 'session' ? parseDuration(config.window.gap) : Number.NaN);
  let gap = gapOf();
  const open = new Set<Session>();
  let order = 0;

  const forget = (session: Session) => {
    open.delete(session);
    context.clearTimer(session.timer);
  };
  const emitIf = (wanted: boolean, session: Session, time: number) => {
    const events = session.taken.map((one) => one.event);
    return work.emitIf(wanted, events, session.key, spanOf(session, gap), time);
  };
  const close = (session: Session) => {
    forget(session);
    if (config.emit === 'close') emitIf(true, session, spanOf(session, gap).end - 1);
  };

  context.onChange(() => {
    gap = gapOf();
    for (const session of open) if (session.timer) session.timer.due = spanOf(session, gap).end - 1;
  });

  return (event, key) => {
    const { emit } = config;
    const id = JSON.stringify(key);
    const met = [...open].filter((one) => one.id === id && isNear(one, event, gap));
    // what would have ended before now was decided by the silence
    if (met.length === 0 && context.now() > event.time + gap - 1) return context.countTooLate();
    for (const one of met) forget(one);
    const taken = [...met.flatMap((one) => one.taken), { order, event }].sort((a, b) => a.order - b.order);
    order += 1;
    const session: Session = { id, key, taken, emitted: met.some((one) => one.emitted) };
    open.add(session);
    session.timer = context.setTimer(spanOf(session, gap).end - 1, () => close(session));
    if (emit === 'close' || !emitIf(emit !== 'once' || !session.emitted, session, event.time)) return;
    session.emitted = true;
    // an emptied session has no event that another could join
    if (emit === 'reset') forget(session);
  };
}

const isNear = (session: Session, event: ModelEvent, gap: number): boolean =>
  session.taken.some((other) => Math.abs(other.event.time - event.time) < gap);

function spanOf(session: Session, gap: number): Span {
  const times = session.taken.map((one) => one.event.time);
  return { start: Math.min(...times), end: Math.max(...times) + gap };
}
