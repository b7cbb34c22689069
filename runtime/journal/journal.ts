/**
 * runtime/journal: the durable log of what the engine is given: blocks of events, ticks, settlements, deploys. The
 * engine's state follows from these calls, so a call that stands here is never lost, whatever happens to the process;
 * and the events that something waits with are read back from here instead of being kept in memory.
 *
 * The log is a row of files ("segments"). A record's position is its byte offset over all of them, so it means the same
 * for ever. Whatever is appended while a write is under way goes to disk together, with one sync (group commit).
 * `record.ts` says how a record lies on disk, `recovery.ts` and `segment-walk.ts` what happens to damaged ones.
 *
 * This file: appending, and waiting for the disk.
 */
import { join } from 'node:path';
import { type Clock, wait } from '../clock.ts';
import type { EventBytes } from '../engine/kernel/event-log.ts';
import { type JournalFiles, machineFiles } from './journal-files.ts';
import { ReadBack } from './read-back.ts';
import { HEADER, type RecordInput } from './record.ts';
import { type Cut, type Recovered, recover } from './recovery.ts';
import { type JournalRecord, type ReplayReport, replayRecords } from './replay.ts';
import { type PlaceHolder, type Retention, retainSegments } from './retention.ts';
import { SegmentWriter } from './segment-writer.ts';
import { UnsyncedRecords } from './unsynced-records.ts';

export { RECORD_KINDS } from './record.ts';
export type { JournalRecord, ReplayReport } from './replay.ts';

export interface JournalOptions {
  readonly folder: string;
  /** Where damaged parts are put aside. Default: `damaged` beside the folder. */
  readonly aside?: string;
  /** Default: those of the machine. */
  readonly files?: JournalFiles;
  /** Default 64 MiB. */
  readonly segmentBytes?: number;
  /**
   * A position that was given out before, known from elsewhere (a checkpoint, the list of what was found). If the journal
   * ends before it, because files are gone, it goes on behind it: no position ever means two things. Default 0.
   */
  readonly atLeast?: number;
  readonly warn: (line: string) => void;
  readonly clock: Clock;
  /** Ends the waiting for a disk that refuses; `close` tries once more. */
  readonly signal: AbortSignal;
  readonly onTrouble?: (trouble: string | undefined) => void;
}

export class JournalClosed extends Error {
  constructor() {
    super('The journal is closed.');
    this.name = 'JournalClosed';
  }
}

const SEGMENT = 64 << 20;
/** Ms before a write that failed is tried again. */
const AGAIN = 500;

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/** Opens the journal of a folder, or makes it. Rejects where the folder cannot be read or written at all. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const files = options.files ?? machineFiles;
  const recovered = await recover(files, options.folder);
  const { cut } = recovered;
  if (cut) options.warn(`${cut.length} bytes of a record that was never completed were cut from the journal`);
  return new Journal(options, files, recovered);
}

export class Journal {
  /** The beginning of a record that was never written whole, and was cut when the journal was opened. */
  readonly cut: Cut | undefined;
  /** Up to where everything is on disk. */
  syncedTo: number;
  /** Why nothing can be written now; undefined where it can. */
  trouble: string | undefined;
  private readonly segments: Recovered['segments'];
  private readonly unsynced: UnsyncedRecords;
  private readonly writer: SegmentWriter;
  private readonly readBack: ReadBack;
  private readonly listeners: ((syncedTo: number) => void)[] = [];
  private readonly holders: PlaceHolder[] = [];
  /** In the order of their positions. */
  private waiters: Waiter[] = [];
  private readonly ending = new AbortController();
  private writing: Promise<void> | undefined;
  private closed: Promise<void> | undefined;

  /** @see openJournal */
  constructor(
    private readonly options: JournalOptions,
    private readonly files: JournalFiles,
    { segments, salt, end, open, cut }: Recovered,
  ) {
    const { segmentBytes = SEGMENT, atLeast = 0, signal } = options;
    this.cut = cut;
    this.segments = segments;
    this.syncedTo = Math.max(end, atLeast);
    this.unsynced = new UnsyncedRecords(this.syncedTo, salt);
    this.writer = new SegmentWriter({ files, segments, salt, segmentBytes });
    this.readBack = new ReadBack({ files, segments });
    if (open) this.writer.resume(open.segment, open.file, end >= atLeast);
    if (signal.aborted) this.ending.abort();
    else signal.addEventListener('abort', this.endWaiting, { once: true });
  }

  /** Position of the oldest record that is still there. */
  get start(): number {
    return this.segments.all[0]?.start ?? this.end;
  }

  /** Behind the last record that was appended. */
  get end(): number {
    return this.unsynced.end;
  }

  /** Bytes that wait for the disk. Whoever appends sees to it that they stay few. */
  get unsyncedBytes(): number {
    return this.end - this.syncedTo;
  }

  /** Bytes of all segments. */
  get size(): number {
    return this.segments.all.reduce((sum, { size }) => sum + size, 0);
  }

  /** Where the payload of the next record will lie. */
  nextPayload(): number {
    return this.end + HEADER;
  }

  /**
   * Appends a record and begins to write, if that is not under way. Takes the payload over: it must not be changed any
   * more. Returns the position behind the record, for `synced`.
   */
  append(record: RecordInput): number {
    if (this.closed) throw new JournalClosed();
    this.unsynced.add(record);
    this.writing ??= this.write();
    return this.end;
  }

  /** Resolves when everything before a position is on disk, however long that takes; rejects when that will never be. */
  synced(position: number): Promise<void> {
    if (position <= this.syncedTo) return Promise.resolve();
    if (this.closed) return Promise.reject(new JournalClosed());
    return new Promise((resolve, reject) => {
      let at = this.waiters.length;
      while (at > 0 && this.waiters[at - 1].position > position) at--;
      this.waiters.splice(at, 0, { position, resolve, reject });
    });
  }

  /** Calls a listener after each sync, with the position up to which everything is on disk. */
  onSynced(listener: (syncedTo: number) => void): void {
    this.listeners.push(listener);
  }

  /** Calls `visit` for every record that is on disk from a position on, in order. */
  replay(from: number, visit: (record: JournalRecord) => void): Promise<ReplayReport> {
    const { files, segments, options } = this;
    const { folder, aside = join(folder, '..', 'damaged'), warn } = options;
    return replayRecords({ files, segments, from, to: this.syncedTo, aside, warn }, visit);
  }

  /** The line that begins at a place of a payload; undefined where it can no longer be read. */
  read(place: number): EventBytes | undefined {
    if (place < this.syncedTo) return this.readBack.read(place);
    return this.unsynced.read(place);
  }

  /** Deletes no segment any more that the holder has a place in. */
  hold(holder: PlaceHolder): void {
    this.holders.push(holder);
  }

  /** Deletes whole segments that are too old or too many, and that nobody needs. What the disk refuses is said. */
  async retain(retention: Retention): Promise<void> {
    const { files, segments, holders, options } = this;
    const removed = await retainSegments({ files, segments, holders, warn: options.warn }, retention);
    for (const segment of removed) this.readBack.forget(segment);
  }

  /** Brings everything to disk and ends. What the disk refuses is said. */
  close(): Promise<void> {
    this.closed ??= this.finish();
    return this.closed;
  }

  private async finish(): Promise<void> {
    this.endWaiting();
    this.options.signal.removeEventListener('abort', this.endWaiting);
    await this.writing;
    if (!this.unsynced.isEmpty) await this.write();
    if (this.unsyncedBytes > 0)
      this.options.warn(`${this.unsyncedBytes} bytes of the journal were lost: ${this.trouble}`);
    for (const { reject } of this.waiters.splice(0)) reject(new JournalClosed());
    await this.writer.leave();
    this.readBack.close();
  }

  private readonly endWaiting = () => this.ending.abort();

  /** Writes until nothing is left, or until nobody waits for a disk that refuses. Never rejects. */
  private async write(): Promise<void> {
    // What the same turn of the event loop appends goes along.
    await Promise.resolve();
    while (!this.unsynced.isEmpty) {
      const group = this.unsynced.first();
      try {
        await this.writer.write(group);
      } catch (error) {
        await this.writer.fail();
        this.setTrouble(error);
        if (await this.again()) continue;
        break;
      }
      this.unsynced.removeFirst();
      this.syncedTo = group.end;
      this.setTrouble(undefined);
      this.tellSynced();
    }
    this.writing = undefined;
  }

  /** False when there is no more time to wait. */
  private again(): Promise<boolean> {
    return wait(this.options.clock, AGAIN, this.ending.signal).then(
      () => true,
      () => false,
    );
  }

  private setTrouble(error: unknown): void {
    const { warn, onTrouble } = this.options;
    const trouble = error === undefined ? undefined : String(error);
    if (trouble === this.trouble) return;
    if (trouble === undefined) warn('the journal can be written again');
    else if (this.trouble === undefined) warn(`the journal cannot be written: ${trouble}`);
    this.trouble = trouble;
    this.safely(() => onTrouble?.(trouble));
  }

  private tellSynced(): void {
    const { waiters, syncedTo } = this;
    let done = 0;
    while (done < waiters.length && waiters[done].position <= syncedTo) waiters[done++].resolve();
    if (done > 0) waiters.splice(0, done);
    for (const listener of this.listeners) this.safely(() => listener(syncedTo));
  }

  /** Whoever listens must not keep the journal from writing. */
  private safely(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.options.warn(`a listener of the journal failed: ${String(error)}`);
    }
  }
}
