/** Bad events are sent in again: as they came, mended by a person, or all of a filter at once. */
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import type { BadEventFilter } from '../store/bad-event-rows.ts';
import type { BadEvents } from '../store/bad-events.ts';
import type { BadEventItem, SentBadEvents, SentOutcome } from '../wire/bad-events.ts';
import type { IngestResult } from '../wire/rest.ts';
import type { Intake } from './intake.ts';
import { jsonLines } from './json-lines.ts';

/** How an event is changed before it goes. */
export interface Changes {
  /** Gives it an id of its own, since the same source and id twice is one event. */
  readonly newId?: boolean | undefined;
  /** Dates it by its arrival. */
  readonly now?: boolean | undefined;
}

/** Under way at once, of many: they share their way to the disk. */
const AT_ONCE = 100;

export class SendAgain {
  constructor(private readonly options: { bad: BadEvents; intake: Intake; clock: Clock }) {}

  /**
   * @param text in the place of the one that was kept
   * @throws NoRoom
   */
  async one(
    item: BadEventItem,
    text: string = item.event,
    changes: Changes = {},
  ): Promise<{ outcome: SentOutcome; result: IngestResult }> {
    const request = this.options.intake.begin({ keepsRefused: false });
    const event = changed(text, item, changes);
    const lines = event === undefined ? undefined : jsonLines(new TextEncoder().encode(event));
    if (lines) await request.takeBody(lines);
    else request.refuseEvent(NOT_JSON, text);
    const result = request.result();
    const outcome = outcomeOf(result);
    const message = result.problems[0]?.message;
    const at = new Date(this.options.clock.now()).toISOString();
    this.options.bad.sent(item.id, { at, outcome, ...(message && { message }) });
    return { outcome, result };
  }

  /**
   * All that fit, oldest first, but not what was cut, is not as it came, or was taken before. What was refused keeps its
   * id: it is not in yet, and its source may send it once more.
   *
   * @throws NoRoom
   */
  async many(filter: BadEventFilter, changes: Changes): Promise<SentBadEvents> {
    const { bad } = this.options;
    const newest = bad.list(filter, { limit: 1 }).items[0];
    const sum = { accepted: 0, duplicates: 0, refused: 0, skipped: 0 };
    if (!newest) return sum;
    // What comes meanwhile is not meant.
    const meant = { ...filter, upTo: newest.id };
    for (let after = '0'; ; ) {
      const items = bad.after(after, meant, AT_ONCE);
      if (items.length === 0) return sum;
      after = items[items.length - 1].id;
      const fit = items.filter(({ whole, timesIn, event }) => whole && timesIn === 0 && event !== '');
      sum.skipped += items.length - fit.length;
      const sent = await Promise.all(
        fit.map((item) =>
          this.one(item, item.event, { ...changes, newId: changes.newId && item.reason !== 'refused' }),
        ),
      );
      for (const { outcome } of sent) sum[TALLY[outcome]]++;
    }
  }
}

const TALLY = { accepted: 'accepted', duplicate: 'duplicates', refused: 'refused' } as const;

function outcomeOf({ accepted, refused, duplicates }: IngestResult): SentOutcome {
  if (refused > 0 || accepted + duplicates === 0) return 'refused';
  return accepted > 0 ? 'accepted' : 'duplicate';
}

/** The event with what is to be other about it; undefined where that takes JSON, and it is none. */
function changed(text: string, item: BadEventItem, { newId, now }: Changes): string | undefined {
  if (!newId && !now) return text;
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return text;
  const { time, ...rest } = event as Record<string, unknown>;
  const made: Record<string, unknown> = now ? rest : { ...rest, ...(time !== undefined && { time }) };
  // The same each time until one of them is taken, so that what is sent twice by mistake is one event.
  if (newId && typeof made.id === 'string')
    made.id = `${made.id}~${item.id}${item.timesIn > 0 ? `.${item.timesIn}` : ''}`;
  return JSON.stringify(made);
}

const NOT_JSON: Text = {
  ko: 'JSON이 아닙니다. 괄호와 따옴표가 짝이 맞는지, 쉼표가 빠지거나 남지 않았는지 확인하세요.',
  en: 'This is not JSON. Check that brackets and quotes are closed, and that no comma is missing or left over.',
};
