/**
 * The embedded store (SQLite, prebuilt in libsql): for what comes and goes by the thousand and is looked up: the outbox,
 * what was kept of bad events, versions of flows. One file, `data/naru.db`.
 *
 * Writes are done at once inside a transaction that is open for some milliseconds, so that many share one sync to the
 * disk; reads see them. Until they are on disk they are kept as functions too: where a commit fails (a full disk), they
 * are done again until it succeeds, so nobody who was told of a write has to ask whether it is still there.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'libsql';
import type { Clock } from '../clock.ts';

export const DATABASE_FILE = 'naru.db';

/** Ms that writes wait for others to share their sync. */
const GROUP_COMMIT = 5;
/** Writes of one transaction at most, so that a sync is never far. */
const MOST_WRITES = 2_000;
/** Ms before a commit that failed is tried again. */
const AGAIN = 500;

type Value = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, Value>>;
type Write = () => void;

/** A statement that was prepared once. Values are bound, never written into its text. */
export interface Statement {
  run(...values: Value[]): number;
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
}

/** What one part of the runtime keeps: the statements that bring its tables from one version to the next. */
export interface Schema {
  readonly name: string;
  /** One text a version; what stands here is never changed, only added to. */
  readonly versions: readonly string[];
}

export interface DatabaseOptions {
  /** The folder, or `:memory:`. */
  readonly data: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
}

export class Database {
  private readonly file: SqliteDatabase.Database;
  private unsynced: Write[] = [];
  private open = false;
  private scheduled = false;
  private waiting: (() => void)[] = [];
  /** Why nothing can be written now; undefined where it can. */
  trouble: string | undefined;

  constructor(private readonly options: DatabaseOptions) {
    const { data } = options;
    if (data !== ':memory:') mkdirSync(data, { recursive: true, mode: 0o700 });
    this.file = new SqliteDatabase(data === ':memory:' ? data : join(data, DATABASE_FILE));
    this.file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    this.file.exec('CREATE TABLE IF NOT EXISTS schemas (name TEXT PRIMARY KEY, version INTEGER NOT NULL)');
  }

  /** Makes or brings up to date the tables of one part. Called once, before anything is prepared for them. */
  migrate({ name, versions }: Schema): void {
    const known = this.file.prepare('SELECT version FROM schemas WHERE name = ?').get(name) as
      | Row
      | undefined;
    const from = Number(known?.version ?? 0);
    if (from > versions.length)
      throw new Error(`${name} in ${DATABASE_FILE} was written by a newer version (${from}).`);
    if (from === versions.length) return;
    this.file.exec('BEGIN IMMEDIATE');
    for (const text of versions.slice(from)) this.file.exec(text);
    this.file
      .prepare('INSERT OR REPLACE INTO schemas (name, version) VALUES (?, ?)')
      .run(name, versions.length);
    this.file.exec('COMMIT');
  }

  prepare(text: string): Statement {
    const statement = this.file.prepare(text);
    return {
      run: (...values) => statement.run(...values).changes,
      get: (...values) => statement.get(...values) as Row | undefined,
      all: (...values) => statement.all(...values) as Row[],
    };
  }

  /**
   * Does a write now, or, while the disk refuses, as soon as it can be done. It must be such that it can be done again
   * after it was undone: it works from its own values, and changes nothing but the tables.
   */
  write(write: Write): void {
    this.unsynced.push(write);
    if (this.trouble !== undefined) return;
    try {
      if (!this.open) this.begin();
      write();
    } catch (error) {
      this.failed(error);
      return;
    }
    if (this.unsynced.length >= MOST_WRITES) this.commit();
    else this.commitSoon();
  }

  /** Resolves when everything that was written before is on disk. */
  durable(): Promise<void> {
    if (this.unsynced.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Writes that are not on disk yet. */
  get pending(): number {
    return this.unsynced.length;
  }

  /** Brings everything to disk and ends. What the disk refuses is said. */
  close(): void {
    if (this.unsynced.length > 0) this.commit();
    if (this.unsynced.length > 0)
      this.options.warn(`${this.unsynced.length} writes to ${DATABASE_FILE} were lost: ${this.trouble}`);
    this.file.close();
  }

  private begin(): void {
    this.file.exec('BEGIN IMMEDIATE');
    this.open = true;
  }

  private commitSoon(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.options.clock.after(GROUP_COMMIT, () => this.commit(), this.options.signal);
  }

  private commit(): void {
    this.scheduled = false;
    if (this.unsynced.length === 0) return;
    try {
      if (!this.open) {
        this.begin();
        for (const write of this.unsynced) write();
      }
      this.file.exec('COMMIT');
    } catch (error) {
      this.failed(error);
      return;
    }
    this.open = false;
    this.unsynced = [];
    if (this.trouble !== undefined) this.options.warn(`${DATABASE_FILE} can be written again`);
    this.trouble = undefined;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private failed(error: unknown): void {
    if (this.trouble === undefined) this.options.warn(`${DATABASE_FILE} cannot be written: ${String(error)}`);
    this.trouble = String(error);
    try {
      if (this.file.inTransaction) this.file.exec('ROLLBACK');
    } catch {
      // It is undone already.
    }
    this.open = false;
    if (this.scheduled) return;
    this.scheduled = true;
    this.options.clock.after(AGAIN, () => this.commit(), this.options.signal);
  }
}
