/** Bad events as rows of the embedded store. */
import type { BadEventItem, BadEventReason } from '../wire/bad-events.ts';
import type { Row, Schema } from './database.ts';

export const BAD_EVENT_SCHEMA: Schema = {
  name: 'bad-events',
  versions: [
    `CREATE TABLE bad_events (
       id INTEGER PRIMARY KEY AUTOINCREMENT,
       at INTEGER NOT NULL,
       reason TEXT NOT NULL,
       flow TEXT,
       node TEXT,
       event_id TEXT,
       ko TEXT NOT NULL,
       en TEXT NOT NULL,
       event BLOB NOT NULL,
       size INTEGER NOT NULL,
       bytes INTEGER NOT NULL,
       whole INTEGER NOT NULL,
       cut INTEGER NOT NULL,
       times_in INTEGER NOT NULL DEFAULT 0,
       sent_at INTEGER,
       outcome TEXT,
       sent_ko TEXT,
       sent_en TEXT
     );
     CREATE INDEX bad_events_by_reason ON bad_events (reason, id, bytes);
     CREATE INDEX bad_events_by_flow ON bad_events (flow, id);
     CREATE INDEX bad_events_by_time ON bad_events (at);
     CREATE TABLE bad_event_totals (reason TEXT PRIMARY KEY, left_out INTEGER NOT NULL);
     CREATE TABLE bad_event_mark (position INTEGER, found INTEGER);
     INSERT INTO bad_event_mark VALUES (NULL, NULL);`,
  ],
};

/** Which bad events; all where nothing is said. */
export interface BadEventFilter {
  readonly ids?: readonly string[] | undefined;
  readonly reason?: BadEventReason | undefined;
  readonly flow?: string | undefined;
  /** Occurs in the event's text, its id, or the reason's sentence. */
  readonly text?: string | undefined;
  /** Whether it was sent again, and taken or known already. */
  readonly sent?: boolean | undefined;
  /** Up to this one: so that what comes meanwhile is not meant. */
  readonly upTo?: string | undefined;
}

/** The condition with its values, which are bound. */
export function whereOf(filter: BadEventFilter): { where: string; values: (string | number)[] } {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (part: string, ...its: (string | number)[]) => {
    parts.push(part);
    values.push(...its);
  };
  const { ids, reason, flow, text, sent, upTo } = filter;
  if (ids) add('id IN (SELECT value FROM json_each(?))', JSON.stringify(ids.map(Number)));
  if (reason !== undefined) add('reason = ?', reason);
  if (flow !== undefined) add('flow = ?', flow);
  if (text !== undefined && text !== '') {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    add(
      "(CAST(event AS TEXT) LIKE ? ESCAPE '\\' OR event_id LIKE ? ESCAPE '\\' OR ko LIKE ? ESCAPE '\\' OR en LIKE ? ESCAPE '\\')",
      like,
      like,
      like,
      like,
    );
  }
  if (sent === true) add("outcome IN ('accepted', 'duplicate')");
  if (sent === false) add("(outcome IS NULL OR outcome = 'refused')");
  if (upTo !== undefined) add('id <= ?', Number(upTo));
  return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** It is kept as bytes, since a text of the store ends at its first character of 0. */
function textOf(value: unknown): string {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? decoder.decode(value) : String(value);
}

export function itemOf(row: Row): BadEventItem {
  const text = (name: string) => (row[name] === null ? undefined : String(row[name]));
  const [id, flow, node, koSent] = [text('event_id'), text('flow'), text('node'), text('sent_ko')];
  return {
    id: String(row.id),
    at: new Date(Number(row.at)).toISOString(),
    reason: String(row.reason) as BadEventReason,
    message: { ko: String(row.ko), en: String(row.en) },
    ...(id !== undefined && { eventId: id }),
    ...(flow !== undefined && { flow }),
    ...(node !== undefined && { node }),
    event: textOf(row.event),
    size: Number(row.size),
    whole: row.whole === 1,
    cut: row.cut === 1,
    timesIn: Number(row.times_in),
    ...(row.sent_at !== null && {
      sent: {
        at: new Date(Number(row.sent_at)).toISOString(),
        outcome: String(row.outcome) as NonNullable<BadEventItem['sent']>['outcome'],
        ...(koSent !== undefined && { message: { ko: koSent, en: String(row.sent_en) } }),
      },
    }),
  };
}
