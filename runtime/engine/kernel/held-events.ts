/**
 * Events that something waits with. A source event is held as its place in the log (one number); an event that nodes
 * made or grew is held as the JSON of its data, since it can't be read back from anywhere, beside its causes.
 *
 * A reference is a number: a place (>= 0), or -1 - the number of what is held.
 */
import { valueAt } from '../../../nodes/kit/field.ts';
import { ByteArena } from './byte-arena.ts';
import { CauseArena } from './cause-arena.ts';
import type { Causes } from './causes.ts';
import type { EventLog } from './event-log.ts';
import { grown } from './grow.ts';
import { JsonWriter } from './json-writer.ts';
import type { RowMemory } from './row-memory.ts';
import { decodeEvent } from './rows.ts';
import type { SourceEvents } from './source-events.ts';
import { beginPart, expectFit, ofLength, openPart, type StateReader, type StateWriter } from './state.ts';

/** The event that a row stands for (row-events.ts). */
export interface RowContents {
  writeData(row: number, out: JsonWriter): void;
  causes(row: number): Causes;
}

const NO_DATA = Buffer.from('{}');

export class HeldEvents {
  readonly log: EventLog;
  private readonly sources: SourceEvents;
  private readonly arena = new ByteArena();
  private readonly causeArena: CauseArena;
  /** By number of what is held: its list of causes. */
  private lists = new Int32Array(64);
  private writer!: JsonWriter;
  /** What is being written. */
  private written = new Uint8Array(1024);
  private length = 0;

  constructor(log: EventLog, sources: SourceEvents) {
    this.log = log;
    this.sources = sources;
    this.causeArena = new CauseArena((place) => log.release(place));
  }

  /** Says where rows lie from now on. */
  use(memory: RowMemory): void {
    this.writer = new JsonWriter(memory, (bytes) => this.take(bytes), memory.held);
  }

  get size(): number {
    return this.arena.size;
  }

  /** Holds a row's event; the log keeps its causes as long. */
  hold(row: number, contents: RowContents): number {
    this.beginWriting();
    // What was found of events by then may be overwritten meanwhile.
    this.sources.beginMatch();
    contents.writeData(row, this.writer);
    return this.holdWritten(contents.causes(row));
  }

  /** Holds an event that is no row. */
  holdValue(data: Readonly<Record<string, unknown>>, causes: Causes): number {
    this.beginWriting();
    this.writer.value(data);
    return this.holdWritten(causes);
  }

  /** Holds only what made an event. */
  holdCauses(causes: Causes): number {
    return this.add(NO_DATA, NO_DATA.length, causes);
  }

  /** What an exception has left half written is forgotten. */
  private beginWriting(): void {
    this.writer.discard();
    this.length = 0;
  }

  private holdWritten(causes: Causes): number {
    this.writer.flush();
    return this.add(this.written, this.length, causes);
  }

  private take(bytes: Uint8Array): void {
    const { length } = this;
    this.length += bytes.length;
    this.written = grown(this.written, this.length);
    if (bytes.length > FEW) this.written.set(bytes, length);
    else for (let i = 0; i < bytes.length; i++) this.written[length + i] = bytes[i];
  }

  private add(bytes: Uint8Array, length: number, causes: Causes): number {
    const id = this.arena.add(bytes, 0, length);
    const list = this.causeArena.create(causes.length / 2);
    for (let i = 0; i < causes.length; i += 2) {
      this.log.keep(causes[i + 1]);
      this.causeArena.add(list, causes[i], causes[i + 1]);
    }
    if (id >= this.lists.length) this.lists = grown(this.lists, id + 1);
    this.lists[id] = list;
    return -1 - id;
  }

  release(ref: number): void {
    if (ref >= 0) this.log.release(ref);
    else {
      this.causeArena.remove(this.lists[-1 - ref]);
      this.arena.remove(-1 - ref);
    }
  }

  data(ref: number): Readonly<Record<string, unknown>> {
    if (ref >= 0) return this.sources.data(ref);
    const { arena } = this;
    const start = arena.start(-1 - ref);
    return JSON.parse(decodeEvent(arena.bytes, start, start + arena.length(-1 - ref))) as Record<
      string,
      unknown
    >;
  }

  /** Writes an event's data as JSON. */
  writeData(ref: number, out: JsonWriter): void {
    if (ref >= 0) this.sources.writeData(ref, out);
    else {
      const { arena } = this;
      const start = arena.start(-1 - ref);
      out.bytesOf(arena.bytes.subarray(start, start + arena.length(-1 - ref)));
    }
  }

  /** The value at a field path of a held event; of its envelope only where it is a source event. */
  valueOf(ref: number, path: string): unknown {
    if (!path.startsWith('$')) return valueAt(this.data(ref), path);
    return ref < 0 ? undefined : this.sources.envelope(ref)[path.slice(1)];
  }

  /** Causes of what is held; a source event is its own cause, which its holder knows without asking. */
  causes(ref: number): Causes {
    return this.causeArena.read(this.lists[-1 - ref]);
  }

  /** How long the log keeps events, that is the log's to save. */
  save(out: StateWriter): void {
    beginPart(out, 'held', 1);
    this.arena.save(out);
    this.causeArena.save(out);
    out.array(this.lists, this.arena.idLimit);
  }

  load(from: StateReader): void {
    openPart(from, 'held', 1);
    const { arena, causeArena } = this;
    arena.load(from);
    causeArena.load(from);
    this.lists = ofLength(from.int32(), arena.idLimit);
    for (let id = 0; id < arena.idLimit; id++) if (arena.has(id)) expectFit(causeArena.has(this.lists[id]));
  }

  /** @throws StateFault where a reference that was loaded is none */
  expect(ref: number): void {
    expectFit(Number.isInteger(ref) && (ref >= 0 || this.arena.has(-1 - ref)));
  }
}

/** Fewer bytes are copied faster one by one. */
const FEW = 12;
