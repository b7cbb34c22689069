/** How the outbox lies in the embedded store, and the statements that it needs, each prepared once. */
import type { Database, Row, Schema } from '../store/database.ts';
import type { Delivery } from '../wire/rest.ts';

const SCHEMA: Schema = {
  name: 'outbox',
  versions: [
    // What changes often is apart from what is large: a change of state writes a short row.
    `CREATE TABLE deliveries (
       seq INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       flow TEXT NOT NULL,
       node TEXT NOT NULL,
       channel TEXT NOT NULL,
       target TEXT NOT NULL,
       line INTEGER NOT NULL,
       status TEXT NOT NULL,
       attempts INTEGER NOT NULL,
       due INTEGER,
       deadline INTEGER,
       simulated INTEGER NOT NULL,
       reason TEXT,
       created INTEGER NOT NULL,
       updated INTEGER NOT NULL
     );
     CREATE INDEX deliveries_by_status ON deliveries (status, seq);
     CREATE INDEX deliveries_simulated ON deliveries (seq) WHERE simulated = 1;
     CREATE INDEX deliveries_in_line ON deliveries (line, seq) WHERE status = 'pending';
     CREATE INDEX deliveries_due ON deliveries (target, due, seq) WHERE due IS NOT NULL;
     CREATE INDEX deliveries_deadline ON deliveries (deadline) WHERE deadline IS NOT NULL;
     CREATE TABLE delivery_bodies (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
     CREATE TABLE delivered_ids (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
     CREATE INDEX delivered_ids_by_age ON delivered_ids (at);
     CREATE TABLE settlements (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL,
       flow TEXT NOT NULL,
       node TEXT NOT NULL,
       outcome TEXT NOT NULL
     );
     CREATE TABLE outbox_mark (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       position INTEGER NOT NULL,
       place INTEGER NOT NULL
     );`,
  ],
};

const COLUMNS =
  'd.seq, d.id, d.flow, d.node, d.channel, d.target, d.line, d.status, d.attempts, d.deadline, d.simulated, d.reason, d.created, d.updated, b.body';
const FROM = 'FROM deliveries d JOIN delivery_bodies b ON b.seq = d.seq';

export type OutboxStatements = ReturnType<typeof outboxStatements>;

/** Brings the tables up to date, and prepares what is done with them. */
export function outboxStatements(database: Database) {
  database.migrate(SCHEMA);
  const p = (text: string) => database.prepare(text);
  return {
    insertHead: p(
      `INSERT INTO deliveries (seq, id, flow, node, channel, target, line, status, attempts, due, deadline, simulated, reason, created, updated)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
         CASE WHEN ?8 <> 'pending' OR EXISTS (SELECT 1 FROM deliveries WHERE line = ?7 AND status = 'pending') THEN NULL ELSE ?10 END,
         ?11, ?12, ?13, ?14, ?15)`,
    ),
    insertBody: p('INSERT INTO delivery_bodies (seq, body) VALUES (?, ?)'),
    change: p(
      'UPDATE deliveries SET status = ?, attempts = ?, reason = ?, due = ?, deadline = ?, updated = ? WHERE seq = ?',
    ),
    // The next of a line goes when the one before it is not pending any more, and none of it is on its way.
    promote: p(
      `UPDATE deliveries SET due = ?2 WHERE seq = (SELECT min(seq) FROM deliveries WHERE line = ?1 AND status = 'pending')
       AND NOT EXISTS (SELECT 1 FROM deliveries WHERE line = ?1 AND status = 'pending' AND due IS NOT NULL)`,
    ),
    headOfLine: p(
      "SELECT target, channel FROM deliveries WHERE line = ? AND status = 'pending' AND due IS NOT NULL",
    ),
    insertSettlement: p('INSERT INTO settlements (number, id, flow, node, outcome) VALUES (?, ?, ?, ?, ?)'),
    settlementsAfter: p('SELECT * FROM settlements WHERE number > ? ORDER BY number LIMIT ?'),
    lastSettlement: p('SELECT max(number) AS number FROM settlements'),
    // The newest stays, so that no number is given twice.
    pruneSettlements: p(
      'DELETE FROM settlements WHERE number <= ? AND number < (SELECT max(number) FROM settlements)',
    ),
    moveSettlements: p('UPDATE settlements SET number = number + ? WHERE number > ?'),
    mark: p('SELECT position, place FROM outbox_mark'),
    setMark: p('INSERT OR REPLACE INTO outbox_mark (one, position, place) VALUES (1, ?, ?)'),
    has: p('SELECT 1 AS one FROM deliveries WHERE id = ?'),
    remembers: p('SELECT 1 AS one FROM delivered_ids WHERE id = ?'),
    byId: p(`SELECT ${COLUMNS} ${FROM} WHERE d.id = ?`),
    bySeq: p(`SELECT ${COLUMNS} ${FROM} WHERE d.seq = ?`),
    due: p('SELECT seq, due FROM deliveries WHERE target = ? AND due IS NOT NULL ORDER BY due, seq LIMIT ?'),
    nextTarget: p(
      'SELECT target, channel FROM deliveries WHERE due IS NOT NULL AND target > ? ORDER BY target LIMIT 1',
    ),
    overdue: p(
      `SELECT seq FROM deliveries WHERE deadline IS NOT NULL AND deadline <= ? ORDER BY deadline LIMIT ?`,
    ),
    nextDeadline: p(
      'SELECT min(deadline) AS deadline FROM deliveries WHERE deadline IS NOT NULL AND deadline > ?',
    ),
    lastSeq: p('SELECT max(seq) AS seq FROM deliveries'),
    counts: p(
      'SELECT flow, channel, status, simulated, count(*) AS count FROM deliveries GROUP BY flow, channel, status, simulated',
    ),
    oldest: p('SELECT seq, updated FROM deliveries WHERE status = ? AND simulated = 0 ORDER BY seq LIMIT ?'),
    oldestSimulated: p(
      'SELECT seq, flow, channel, status FROM deliveries WHERE simulated = 1 ORDER BY seq LIMIT ?',
    ),
    keyOf: p('SELECT id, flow, channel, status FROM deliveries WHERE seq = ?'),
    remove: p('DELETE FROM deliveries WHERE seq = ?'),
    removeBody: p('DELETE FROM delivery_bodies WHERE seq = ?'),
    remember: p('INSERT OR REPLACE INTO delivered_ids (id, at) VALUES (?, ?)'),
    remembered: p('SELECT count(*) AS count FROM delivered_ids'),
    olderId: p('SELECT 1 AS one FROM delivered_ids WHERE at < ? LIMIT 1'),
    forgetOld: p('DELETE FROM delivered_ids WHERE at < ?'),
    forgetOldest: p(
      'DELETE FROM delivered_ids WHERE id IN (SELECT id FROM delivered_ids ORDER BY at LIMIT ?)',
    ),
  };
}

/** A delivery as it lies in the outbox. */
export interface Kept extends Delivery {
  readonly seq: number;
  /** What it goes to: an origin, or the channel itself. */
  readonly target: string;
  /** Deliveries of one line go one after the other. */
  readonly line: number;
  /** Epoch ms after which it is not to be done any more; null where that does not matter, or not any more. */
  readonly latest: number | null;
}

export function keptOf(row: Row): Kept {
  const reason =
    typeof row.reason === 'string' ? (JSON.parse(row.reason) as Delivery['reasonText']) : undefined;
  const body = JSON.parse(String(row.body)) as Pick<Delivery, 'params' | 'time' | 'key' | 'data' | 'causes'>;
  return {
    seq: Number(row.seq),
    target: String(row.target),
    line: Number(row.line),
    latest: row.deadline === null ? null : Number(row.deadline),
    id: String(row.id),
    flow: String(row.flow),
    node: String(row.node),
    channel: String(row.channel),
    status: row.status as Delivery['status'],
    attempts: Number(row.attempts),
    ...(reason && { reason: reason.en, reasonText: reason }),
    ...body,
    simulated: row.simulated === 1,
    createdAt: new Date(Number(row.created)).toISOString(),
    updatedAt: new Date(Number(row.updated)).toISOString(),
  };
}

/** The part of a delivery that never changes. */
export function bodyOf({ params, time, key, data, causes, lateBy, deadline, unfilled }: Delivery): string {
  return JSON.stringify({ params, time, key, data, causes, lateBy, deadline, unfilled });
}

/** What the API and the page get of it. */
export function deliveryOf({
  seq: _seq,
  target: _target,
  line: _line,
  latest: _latest,
  ...delivery
}: Kept): Delivery {
  return delivery;
}
