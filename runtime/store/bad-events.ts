/**
 * Events that did not get in, or that a flow could not take, kept for a person who looks for them, mends them and sends
 * them in again. A flood of them must fill neither the disk nor the time: of each reason so many, so many bytes and no
 * older ones are kept, and beyond a rate they are only counted.
 */
import type { Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import { type FoundPlace, type HostedBadEvent, isBehind } from '../host/engine-host.ts';
import { RateLimit } from '../rate-limit.ts';
import type { BadEventItem, BadEventReason, BadEventTotals } from '../wire/bad-events.ts';
import { BAD_EVENT_SCHEMA, type BadEventFilter, itemOf, whereOf } from './bad-event-rows.ts';
import type { Database, Statement } from './database.ts';

/** Characters of an event that are kept. What is longer is cut, and cannot be sent again from here. */
export const TEXT_KEPT = 64 * 1024;
/** Ms between two looks at what has grown too old, and until counts are written. */
const LOOK_AT_AGE = 60 * 60_000;
const COUNTS_SOON = 1_000;
/** Writes that may wait for a disk that refuses them; then only numbers are kept. */
const MOST_WAITING = 5_000;

export interface BadEventLimits {
  /** Of each reason. */
  readonly events: number;
  readonly bytes: number;
  /** Ms. */
  readonly age: number;
  /** At once, and a second: what comes faster is only counted. */
  readonly burst: number;
  readonly perSecond: number;
}

export const BAD_EVENT_LIMITS: BadEventLimits = {
  events: 10_000,
  bytes: 16 * 1024 * 1024,
  age: 30 * 24 * 60 * 60_000,
  burst: 2_000,
  perSecond: 20,
};

export interface NewBadEvent {
  readonly reason: BadEventReason;
  readonly message: Text;
  readonly event: string;
  /** The text is what came, to the letter, so it can be sent again as it is. */
  readonly whole: boolean;
  /** Bytes of the whole, where the text was cut already. */
  readonly size?: number;
  readonly id?: string;
  readonly flow?: string;
  readonly node?: string;
  /** When it was found, epoch ms; default: now. */
  readonly at?: number;
  readonly place?: FoundPlace;
}

export interface BadEventsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  readonly limits?: BadEventLimits;
}

interface Kept {
  events: number;
  bytes: number;
}

export class BadEvents {
  private readonly limits: BadEventLimits;
  private readonly rates = new Map<BadEventReason, RateLimit>();
  private readonly kept = new Map<BadEventReason, Kept>();
  /** What was only counted: altogether, and since the numbers were written last. */
  private readonly leftOut = new Map<BadEventReason, number>();
  private readonly uncounted = new Map<BadEventReason, number>();
  private countsDue = false;
  private mark: FoundPlace | undefined;
  private readonly insert: Statement;
  private readonly setMark: Statement;
  private readonly addLeftOut: Statement;
  private readonly prune: Statement;
  private readonly pruneOld: Statement;

  constructor(private readonly options: BadEventsOptions) {
    const { database, clock, signal, limits = BAD_EVENT_LIMITS } = options;
    this.limits = limits;
    database.migrate(BAD_EVENT_SCHEMA);
    this.insert = database.prepare(
      'INSERT INTO bad_events (at, reason, flow, node, event_id, ko, en, event, size, bytes, whole, cut) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.setMark = database.prepare('UPDATE bad_event_mark SET position = ?, found = ?');
    this.addLeftOut = database.prepare(
      'INSERT INTO bad_event_totals (reason, left_out) VALUES (?, ?) ON CONFLICT DO UPDATE SET left_out = left_out + excluded.left_out',
    );
    this.prune = database.prepare(
      `DELETE FROM bad_events WHERE reason = ?1 AND id <= (
         SELECT id FROM (
           SELECT id, row_number() OVER newest AS place, sum(bytes) OVER newest AS total
           FROM bad_events WHERE reason = ?1 WINDOW newest AS (ORDER BY id DESC))
         WHERE place > ?2 OR total > ?3 ORDER BY id DESC LIMIT 1)`,
    );
    this.pruneOld = database.prepare('DELETE FROM bad_events WHERE at < ?');
    this.readWhatThereIs();
    this.forgetOld();
    clock.every(LOOK_AT_AGE, () => this.forgetOld(), signal);
  }

  /** The last thing found by the live engine that is kept (and on disk, at the start): it is not kept again. */
  get known(): FoundPlace | undefined {
    return this.mark;
  }

  /** Something that an engine found. What simulations find is made up, and not kept. */
  found({ bad, simulated, at, place }: HostedBadEvent): void {
    if (simulated || this.isKnown(place)) return;
    const { flow, node, reason, event, whole, message, others } = bad;
    if (others !== undefined) this.count(reason, others, place);
    else
      this.add({
        reason,
        flow,
        event,
        whole,
        at,
        message: message ?? MESSAGES[reason],
        ...(node !== undefined && { node }),
        ...(place && { place }),
      });
  }

  /** Keeps an event, or counts it where they come too fast. */
  add(entry: NewBadEvent): void {
    const { reason, place } = entry;
    const { database, clock } = this.options;
    const at = entry.at ?? clock.now();
    if (database.pending > MOST_WAITING && database.trouble !== undefined) this.count(reason, 1, place);
    else if (!this.mayKeep(reason, clock.now())) this.count(reason, 1, place);
    else {
      const event = cutText(entry.event, TEXT_KEPT);
      const kept = Buffer.from(event);
      const bytes = kept.length;
      const size = entry.size ?? Buffer.byteLength(entry.event);
      const cut = size > bytes && (entry.size !== undefined || event.length < entry.event.length);
      const { message, flow = null, node = null } = entry;
      const values = [
        at,
        reason,
        flow,
        node,
        entry.id ?? idIn(event),
        message.ko,
        message.en,
        kept,
        size,
        bytes,
        entry.whole && !cut ? 1 : 0,
        cut ? 1 : 0,
      ] as const;
      if (place) this.mark = place;
      database.write(() => {
        this.insert.run(...values);
        if (place) this.setMark.run(place.position, place.index);
      });
      this.grew(reason, bytes);
    }
    this.options.onChange();
  }

  /** Events of which nothing but their number is kept. */
  count(reason: BadEventReason, events: number, place?: FoundPlace): void {
    if (this.isKnown(place)) return;
    if (place) this.mark = place;
    this.leftOut.set(reason, (this.leftOut.get(reason) ?? 0) + events);
    this.uncounted.set(reason, (this.uncounted.get(reason) ?? 0) + events);
    if (this.countsDue) return;
    this.countsDue = true;
    const { clock, signal } = this.options;
    clock.after(COUNTS_SOON, () => this.writeCounts(), signal);
  }

  /** Resolves when everything that was found so far is on disk. */
  stored(): Promise<void> {
    this.writeCounts();
    return this.options.database.durable();
  }

  /** Newest first. */
  list(
    filter: BadEventFilter,
    { offset = 0, limit = 100 }: { readonly offset?: number; readonly limit?: number },
  ): { items: BadEventItem[]; total: number } {
    const { database } = this.options;
    const { where, values } = whereOf(filter);
    const rows = database
      .prepare(`SELECT * FROM bad_events ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
      .all(...values, limit, offset);
    const count = database.prepare(`SELECT count(*) AS n FROM bad_events ${where}`).get(...values);
    return { items: rows.map(itemOf), total: Number(count?.n ?? 0) };
  }

  get(id: string): BadEventItem | undefined {
    const row = this.options.database.prepare('SELECT * FROM bad_events WHERE id = ?').get(numberOf(id));
    return row && itemOf(row);
  }

  /** Those that fit, oldest first, after an id: to go through many without holding them all. */
  after(id: string, filter: BadEventFilter, limit: number): BadEventItem[] {
    const { where, values } = whereOf(filter);
    const rows = this.options.database
      .prepare(`SELECT * FROM bad_events ${where ? `${where} AND` : 'WHERE'} id > ? ORDER BY id LIMIT ?`)
      .all(...values, numberOf(id), limit);
    return rows.map(itemOf);
  }

  /** Forgets those that fit; gives how many. */
  remove(filter: BadEventFilter): number {
    const { database, onChange } = this.options;
    const { where, values } = whereOf(filter);
    const count = Number(
      database.prepare(`SELECT count(*) AS n FROM bad_events ${where}`).get(...values)?.n ?? 0,
    );
    if (count === 0) return 0;
    const statement = database.prepare(`DELETE FROM bad_events ${where}`);
    database.write(() => statement.run(...values));
    this.measure();
    onChange();
    return count;
  }

  /** Writes down what became of an event that was sent again. */
  sent(id: string, outcome: NonNullable<BadEventItem['sent']>): void {
    const { database, onChange } = this.options;
    const statement = database.prepare(
      'UPDATE bad_events SET sent_at = ?, outcome = ?, sent_ko = ?, sent_en = ?, times_in = times_in + ? WHERE id = ?',
    );
    const { at, outcome: became, message } = outcome;
    const values = [Date.parse(at), became, message?.ko ?? null, message?.en ?? null] as const;
    const times = became === 'accepted' ? 1 : 0;
    database.write(() => statement.run(...values, times, numberOf(id)));
    onChange();
  }

  /** How many there are of each reason, and how many besides were only counted. */
  totals(): BadEventTotals {
    const of = (reason: BadEventReason) => ({
      kept: this.kept.get(reason)?.events ?? 0,
      counted: this.leftOut.get(reason) ?? 0,
    });
    return { refused: of('refused'), late: of('late'), 'too-late': of('too-late'), failed: of('failed') };
  }

  private isKnown(place: FoundPlace | undefined): boolean {
    return place !== undefined && this.mark !== undefined && !isBehind(place, this.mark);
  }

  /** Whether one more of a kind may be written down now. */
  private mayKeep(reason: BadEventReason, now: number): boolean {
    const rate = this.rates.get(reason) ?? new RateLimit();
    this.rates.set(reason, rate);
    if (rate.allowed(this.limits, now) < 1) return false;
    rate.take();
    return true;
  }

  /** Lets the oldest go, a twentieth of the room at a time, since looking for them costs. */
  private grew(reason: BadEventReason, bytes: number): void {
    const kept = this.kept.get(reason) ?? { events: 0, bytes: 0 };
    this.kept.set(reason, kept);
    kept.events++;
    kept.bytes += bytes;
    const { limits } = this;
    if (kept.events <= limits.events && kept.bytes <= limits.bytes) return;
    this.options.database.write(
      () => void this.prune.run(reason, Math.ceil(limits.events * 0.95), Math.ceil(limits.bytes * 0.95)),
    );
    this.measure();
  }

  private forgetOld(): void {
    const oldest = this.options.clock.now() - this.limits.age;
    this.options.database.write(() => void this.pruneOld.run(oldest));
    this.measure();
  }

  private writeCounts(): void {
    this.countsDue = false;
    if (this.uncounted.size === 0) return;
    const counts = [...this.uncounted];
    const { mark } = this;
    this.uncounted.clear();
    this.options.database.write(() => {
      for (const [reason, events] of counts) this.addLeftOut.run(reason, events);
      if (mark) this.setMark.run(mark.position, mark.index);
    });
    this.options.onChange();
  }

  private readWhatThereIs(): void {
    const { database } = this.options;
    for (const { reason, left_out: events } of database.prepare('SELECT * FROM bad_event_totals').all())
      this.leftOut.set(reason as BadEventReason, Number(events));
    const mark = database.prepare('SELECT position, found FROM bad_event_mark').get();
    if (mark && mark.position !== null)
      this.mark = { position: Number(mark.position), index: Number(mark.found) };
    this.measure();
  }

  /** While the disk refuses, what is kept cannot be known: then the last numbers go on. */
  private measure(): void {
    const { database } = this.options;
    if (database.trouble !== undefined) return;
    this.kept.clear();
    const rows = database
      .prepare('SELECT reason, count(*) AS events, sum(bytes) AS bytes FROM bad_events GROUP BY reason')
      .all();
    for (const { reason, events, bytes } of rows)
      this.kept.set(reason as BadEventReason, { events: Number(events), bytes: Number(bytes) });
  }
}

/** What the engine's reasons say by themselves. */
const MESSAGES: Readonly<Record<'late' | 'too-late' | 'failed', Text>> = {
  late: {
    ko: '너무 늦게 도착해서 이 흐름이 처리하지 않았습니다.',
    en: 'It came too late, so this flow left it out.',
  },
  'too-late': {
    ko: '이벤트가 속할 집계 구간이 이미 끝나서 이 노드가 세지 않았습니다.',
    en: 'The windows that it would belong to were closed already, so this node did not count it.',
  },
  failed: {
    ko: '이 노드에서 처리하지 못했습니다.',
    en: 'This node could not process it.',
  },
};

const numberOf = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : -1);

/** Cut between two characters, and as a copy: a mere slice of a long text keeps the whole of it in memory. */
function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? most - 1 : most;
  return Buffer.from(text.slice(0, end), 'utf16le').toString('utf16le');
}

/** The event's own id, where it can be seen. */
function idIn(event: string): string | null {
  if (!event.includes('"id"')) return null;
  try {
    const { id } = JSON.parse(event) as { id?: unknown };
    return typeof id === 'string' ? id.slice(0, 500) : null;
  } catch {
    return null;
  }
}
