/**
 * The embedded store (SQLite, prebuilt in libsql): for what comes and goes by the thousand and is looked up: the outbox,
 * what was kept of bad events, versions of flows. One file, `data/naru.db`.
 *
 * Writes are done at once inside a transaction that is open for some milliseconds, so that many share one sync to the
 * disk; reads see them. Until they are on disk they are kept as functions too: where a commit fails (a full disk), they
 * are done again until it succeeds, so nobody who was told of a write has to ask whether it is still there. A write that
 * fails for another reason is a bug of ours: it is undone whole, said and dropped, and the others go on without it.
 */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'libsql';
import type { Clock } from '../clock.ts';
import { errorDetail } from '../error-detail.ts';

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
  private grouping = false;
  private closed = false;
  private waiting: (() => void)[] = [];
  /** Why nothing can be written now; undefined where it can. */
  trouble: string | undefined;

  constructor(private readonly options: DatabaseOptions) {
    const { data } = options;
    if (data !== ':memory:') mkdirSync(data, { recursive: true, mode: 0o700 });
    const path = data === ':memory:' ? data : join(data, DATABASE_FILE);
    this.file = new SqliteDatabase(path);
    // Before its companions are made, which get the same: there are customers in it.
    if (path !== data) chmodSync(path, 0o600);
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
    // Another part may have begun to write already.
    this.flush();
    this.file.exec('BEGIN IMMEDIATE');
    for (const text of versions.slice(from)) this.file.exec(text);
    this.file
      .prepare('INSERT OR REPLACE INTO schemas (name, version) VALUES (?, ?)')
      .run(name, versions.length);
    this.file.exec('COMMIT');
  }

  prepare(text: string): Statement {
    const prepared = this.file.prepare(text);
    const statement = () => {
      // The library ends the process where a statement is used whose file is closed.
      if (this.closed) throw new Error(`${DATABASE_FILE} is closed.`);
      return prepared;
    };
    return {
      run: (...values) => statement().run(...bindable(values)).changes,
      get: (...values) => statement().get(...bindable(values)) as Row | undefined,
      all: (...values) => statement().all(...bindable(values)) as Row[],
    };
  }

  /**
   * Does a write now, or, while the disk refuses, as soon as it can be done. It must be such that it can be done again
   * after it was undone: it works from its own values, and changes nothing but the tables.
   *
   * @returns false where it failed by an error of ours and was dropped, or everything has ended
   */
  write(write: Write): boolean {
    if (this.closed) return false;
    this.unsynced.push(write);
    if (this.trouble !== undefined) return true;
    try {
      if (!this.open) this.begin();
      write();
    } catch (error) {
      if (!isOfTheDisk(error)) return this.dropLast(error);
      this.failed(error);
      return true;
    }
    if (this.unsynced.length >= MOST_WRITES && !this.grouping) this.commit();
    else this.commitSoon();
    return true;
  }

  /** What is written meanwhile comes to disk together, or not at all. */
  together(writes: () => void): void {
    this.grouping = true;
    try {
      writes();
    } finally {
      this.grouping = false;
    }
    if (this.unsynced.length >= MOST_WRITES) this.flush();
  }

  /** Brings to disk what was written, without waiting for others to share the sync. */
  flush(): void {
    if (this.unsynced.length > 0 && this.trouble === undefined) this.commit();
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
    if (this.closed) return;
    if (this.unsynced.length > 0) this.commit();
    if (this.unsynced.length > 0)
      this.options.warn(`${this.unsynced.length} writes to ${DATABASE_FILE} were lost: ${this.trouble}`);
    this.closed = true;
    this.unsynced = [];
    this.leaveOneFile();
    this.file.close();
  }

  /** A copy of the file alone is whole then, even where the library keeps a statement open beyond the end. */
  private leaveOneFile(): void {
    try {
      this.file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // A disk that refuses; what is written stands beside the file.
    }
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
      if (!this.open) this.redo();
      if (this.open) this.file.exec('COMMIT');
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

  private dropLast(error: unknown): false {
    this.unsynced.pop();
    this.sayDropped(error);
    this.undo();
    try {
      this.redo();
    } catch (again) {
      this.failed(again);
    }
    return false;
  }

  /** Everything that is not on disk, in a transaction of its own, without what fails for good. @throws what the disk says */
  private redo(): void {
    let i = 0;
    while (i < this.unsynced.length) {
      if (!this.open) this.begin();
      try {
        this.unsynced[i]();
        i++;
      } catch (error) {
        if (isOfTheDisk(error)) throw error;
        this.sayDropped(error);
        this.unsynced.splice(i, 1);
        this.undo();
        i = 0;
      }
    }
  }

  private sayDropped(error: unknown): void {
    const detail = errorDetail(error);
    this.options.warn(`A write to ${DATABASE_FILE} was dropped by an error of ours: ${detail}`);
  }

  private failed(error: unknown): void {
    if (this.trouble === undefined) this.options.warn(`${DATABASE_FILE} cannot be written: ${String(error)}`);
    this.trouble = String(error);
    this.undo();
    if (this.scheduled) return;
    this.scheduled = true;
    this.options.clock.after(AGAIN, () => this.commit(), this.options.signal);
  }

  private undo(): void {
    try {
      if (this.file.inTransaction) this.file.exec('ROLLBACK');
    } catch {
      // It is undone already.
    }
    this.open = false;
  }
}

/** What SQLite says where the disk or the folder is at fault, or there is no memory: it may pass. */
const OF_THE_DISK =
  /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|CORRUPT|NOTADB|PROTOCOL|PERM|AUTH|INTERRUPT)/;

function isOfTheDisk(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    OF_THE_DISK.test(error.code)
  );
}

/** What cannot be bound would end the process inside the library, so it is refused before. */
function bindable(values: readonly Value[]): Value[] {
  for (const value of values) {
    const fits =
      typeof value === 'string' ||
      typeof value === 'number' ||
      value === null ||
      (value as unknown) instanceof Uint8Array;
    if (!fits) throw new TypeError(`A value of type ${typeof value} cannot be bound.`);
  }
  return values as Value[];
}
