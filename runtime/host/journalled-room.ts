/**
 * A room of engines whose state outlives it. Each call that changes the live engine is a record of the journal; it is
 * answered, and what it found leaves the room, when that record is on disk. Since an engine does the same whenever it
 * is told the same, the newest checkpoint and the records after it bring it back to where it stood.
 *
 * A tick of which nothing came is not written by itself, but before the next record: the watermark that it moved
 * decides whether that one's events are late.
 *
 * After a stop the watermark is held where it stood until the first tick: events that come meanwhile wait, so that the
 * sources have time to bring what piled up before anything that did not happen is found.
 */
import { join } from 'node:path';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import {
  type CheckpointHead,
  commitCheckpoint,
  listCheckpoints,
  writeCheckpoint,
} from '../checkpoint/checkpoint-files.ts';
import { othersTurn } from '../clock.ts';
import type { BlockResult, Tables, TickResult } from '../engine/engine-types.ts';
import { StateCopy } from '../engine/kernel/state.ts';
import { type Journal, type JournalRecord, RECORD_KINDS } from '../journal/journal.ts';
import type { JournalLog } from '../journal/journal-log.ts';
import {
  type Checkpointed,
  type FoundKind,
  type FoundPlace,
  isBehind,
  type JournalKeep,
  type KnownPlaces,
  type Outcome,
  type Settled,
} from './engine-host.ts';
import type { EngineRoom } from './engine-room.ts';

/** Bytes of the journal after which another checkpoint is due: what a start has to work off at most, about. */
const RECORDED = 128 * 1024 * 1024;
/** What falls due is worked off so many at a time, so that what is found can be delivered meanwhile. */
const AT_A_TIME = 10_000;
/** Bytes of events that wait at most while the watermark is held. */
const MOST_HELD = 256 * 1024 * 1024;
/** Ms after which one is due where anything was recorded at all. */
const AGED = 60_000;

export interface JournalledRoomOptions {
  readonly data: string;
  readonly journal: Journal;
  readonly log: JournalLog;
  readonly keep: JournalKeep;
  /** Made with `nextPlace` of this room. */
  readonly room: (nextPlace: (kind: FoundKind) => FoundPlace | 'known') => EngineRoom;
  /** What was found up to here is passed over. */
  readonly known: KnownPlaces;
}

export class JournalledRoom {
  readonly room: EngineRoom;
  /** The last settlement that the engine was told. */
  settlement = 0;
  /** Ids of what the engine was told by a store that is gone. */
  private readonly toldBefore = new Set<string>();
  private readonly journal: Journal;
  private readonly log: JournalLog;
  /** By name of a table: where its rows lie in the journal. */
  private readonly tables = new Map<string, number>();
  /** Of the record whose call is at work, and how many things it has found. */
  private position = 0;
  private found = 0;
  /** The engine was told this, and nothing came of it. */
  private silentTick: number | undefined;
  /** The time that it was told last: it never goes back. */
  private now = Number.NEGATIVE_INFINITY;
  /** Where the watermark is held, epoch ms, and the bytes of what waits for that to end. */
  private heldAt: number | undefined;
  private heldBytes = 0;
  private checkpointing = false;
  private checkpointAt: { position: number; now: number } | undefined;

  constructor(private readonly options: JournalledRoomOptions) {
    this.journal = options.journal;
    this.log = options.log;
    this.room = options.room((kind) => this.nextPlace(kind));
  }

  private nextPlace(kind: FoundKind): FoundPlace | 'known' {
    const known = this.options.known[kind];
    const place = { position: this.position, index: this.found++ };
    return !known || isBehind(place, known) ? place : 'known';
  }

  push(block: Uint8Array, now: number): BlockResult {
    const at = this.begin(now);
    this.log.moveTo(this.journal.nextPayload());
    // Before the engine works on it: what an error in the middle leaves behind must come about again, too.
    this.journal.append({ kind: RECORD_KINDS.events, now: at, payload: block });
    return this.pushNow(block, at);
  }

  private pushNow(block: Uint8Array, now: number): BlockResult {
    if (this.heldAt === undefined) return this.room.push(block, now);
    this.heldBytes += block.length;
    const result = this.room.push(block, now, this.heldAt);
    // More than can wait in memory.
    if (this.heldBytes > MOST_HELD) this.heldAt = undefined;
    return result;
  }

  /** Holds the watermark at a time until the next tick. */
  hold(at: number, now: number): void {
    this.begin(now);
    this.append(RECORD_KINDS.mark, { hold: at });
    this.holdNow(at);
  }

  /** Nothing ran since a time: what was due meanwhile is found late. */
  stoodStill(since: number, now: number): void {
    if (this.heldAt === undefined) this.hold(since, now);
    this.room.stoodStillUntil = now;
  }

  private holdNow(at: number): void {
    this.heldAt = at;
    this.heldBytes = 0;
  }

  /** Whether more is due than is worked off in one call: it is to be called again then. */
  tick(now: number): boolean {
    this.now = Math.max(now, this.now);
    this.begins(this.journal.end);
    // What ends the holding, or an error in the middle, leaves something behind in any case.
    let result: TickResult = 'done';
    const wasHeld = this.heldAt !== undefined;
    try {
      result = this.tickNow();
    } finally {
      if (wasHeld || result !== 'nothing') this.recordTick();
      else this.silentTick = this.now;
    }
    if (result === 'more') return true;
    // What was due while nothing ran has been found.
    this.room.stoodStillUntil = undefined;
    return false;
  }

  private tickNow(): TickResult {
    this.heldAt = undefined;
    return this.room.tick(this.now, AT_A_TIME);
  }

  settle(each: readonly (readonly [Settled, Outcome])[], now: number): void {
    const live: [Settled, Outcome][] = [];
    for (const [settled, outcome] of each)
      if (settled.simulated) this.room.settle(settled, outcome, now);
      else if (settled.number === undefined || settled.number > this.settlement)
        live.push([this.toldBefore.delete(settled.id) ? { ...settled, again: true } : settled, outcome]);
    if (live.length === 0) return;
    const at = this.begin(now);
    this.append(RECORD_KINDS.settle, live);
    this.settleLive(live, at);
  }

  private settleLive(each: readonly (readonly [Settled, Outcome])[], now: number): void {
    for (const [settled, outcome] of each) {
      if (settled.number !== undefined) this.settlement = Math.max(this.settlement, settled.number);
      if (!settled.again) this.room.settle(settled, outcome, now);
    }
  }

  /** What a store that is gone settled will be settled once more, where its matches are found again. */
  private keepInMind(each: readonly (readonly [Settled, Outcome])[]): void {
    const { settlement = Number.POSITIVE_INFINITY } = this.options.known;
    for (const [{ number = 0, id }] of each) if (number > settlement) this.toldBefore.add(id);
  }

  /** Nothing happens where the flow runs already as it is. */
  deploy(flow: FlowFile, now: number): void {
    const running = this.room.flows.find(({ id }) => id === flow.id);
    if (running && JSON.stringify(running) === JSON.stringify(flow)) {
      this.room.deployCopy(flow);
      return;
    }
    const at = this.begin(now);
    const payload = bytesOf(flow);
    // One that cannot be run leaves everything as it was, and no record. It runs as it will be read back.
    this.room.deployLive(contentOf(payload) as FlowFile, at);
    this.journal.append({ kind: RECORD_KINDS.deploy, now: this.now, payload });
    this.room.deployCopy(flow);
  }

  remove(flowId: string, now: number): void {
    if (!this.room.flows.some(({ id }) => id === flowId)) return;
    this.begin(now);
    this.append(RECORD_KINDS.remove, flowId);
    this.room.remove(flowId);
  }

  setTable(name: string, rows: Tables[string], simulated: Tables[string], now: number): void {
    const payload = bytesOf({ name, rows });
    if (this.isTable(name, payload)) {
      this.room.setSimulatedTable(name, simulated);
      return;
    }
    this.begin(now);
    const place = this.journal.nextPayload();
    this.journal.append({ kind: RECORD_KINDS.table, now: this.now, payload });
    this.keepTable(name, place);
    // As they will be read back: JSON has no -0 and nothing that is not finite.
    this.room.setTable(name, (contentOf(payload) as { rows: Tables[string] }).rows, simulated);
  }

  private isTable(name: string, payload: Uint8Array): boolean {
    const place = this.tables.get(name);
    if (place === undefined) return false;
    const { bytes, start, end } = this.log.read(place);
    return Buffer.compare(bytes.subarray(start, end), payload) === 0;
  }

  /** The rows are read back from there when a checkpoint is. */
  private keepTable(name: string, place: number): void {
    const before = this.tables.get(name);
    this.log.keep(place);
    if (before !== undefined) this.log.release(before);
    this.tables.set(name, place);
  }

  /** A call that is recorded begins: the time that the engine is told. */
  private begin(now: number): number {
    if (this.silentTick !== undefined) this.recordTick();
    this.now = Math.max(now, this.now);
    this.begins(this.journal.end);
    return this.now;
  }

  private begins(position: number): void {
    this.position = position;
    this.found = 0;
  }

  private recordTick(): void {
    this.journal.append({ kind: RECORD_KINDS.tick, now: this.now, payload: NOTHING });
    this.silentTick = undefined;
  }

  private append(kind: number, content: unknown): void {
    this.journal.append({ kind, now: this.now, payload: bytesOf(content) });
  }

  /** Works a record off again. */
  replay({ kind, now, payload, payloadPosition, position }: JournalRecord): void {
    this.now = Math.max(now, this.now);
    this.begins(position);
    switch (kind) {
      case RECORD_KINDS.events:
        this.log.moveTo(payloadPosition);
        this.pushNow(payload, this.now);
        return;
      case RECORD_KINDS.tick:
        this.tickNow();
        return;
      case RECORD_KINDS.mark:
        this.holdNow((contentOf(payload) as { hold: number }).hold);
        return;
      case RECORD_KINDS.settle: {
        const each = contentOf(payload) as [Settled, Outcome][];
        this.keepInMind(each);
        this.settleLive(each, this.now);
        return;
      }
      case RECORD_KINDS.deploy:
        this.room.deployLive(contentOf(payload) as FlowFile, this.now);
        return;
      case RECORD_KINDS.remove:
        this.room.remove(contentOf(payload) as string);
        return;
      case RECORD_KINDS.table: {
        const { name, rows } = contentOf(payload) as { name: string; rows: Tables[string] };
        this.keepTable(name, payloadPosition);
        this.room.setTable(name, rows, rows);
        return;
      }
    }
  }

  /** Takes over what stands in a checkpoint beside the state. */
  restored({ position, now, settlement, tables, heldAt, heldBytes = 0 }: CheckpointHead): void {
    this.settlement = settlement;
    this.now = now;
    this.heldAt = heldAt;
    this.heldBytes = heldBytes;
    for (const [name, place] of Object.entries(tables)) this.tables.set(name, place);
    this.checkpointAt = { position, now };
  }

  get tableNames(): readonly string[] {
    return [...this.tables.keys()];
  }

  /** Where the watermark is held, epoch ms. */
  get held(): number | undefined {
    return this.heldAt;
  }

  /** The time that the engine was told last. */
  get lastNow(): number | undefined {
    return this.now === Number.NEGATIVE_INFINITY ? undefined : this.now;
  }

  isCheckpointDue(now: number): boolean {
    const { end, start } = this.journal;
    const recorded = end - (this.checkpointAt?.position ?? start);
    if (recorded === 0 || this.checkpointing) return false;
    const { checkpointEvery = AGED } = this.options.keep;
    return (
      recorded >= RECORDED || now - (this.checkpointAt?.now ?? Number.NEGATIVE_INFINITY) >= checkpointEvery
    );
  }

  /**
   * Writes a checkpoint of this moment. The engines stand still only while their arrays are copied, into memory that
   * was touched before: memory that is new costs thirty times as much.
   *
   * @returns undefined where one is being written, or nothing has happened since the last one
   */
  async checkpoint(now: number): Promise<Checkpointed | undefined> {
    if (this.checkpointing) return undefined;
    const copy = new StateCopy(this.room.stateBytes);
    this.checkpointing = true;
    try {
      return await this.writeCopy(copy, now);
    } finally {
      copy.letGo();
      this.checkpointing = false;
    }
  }

  private async writeCopy(copy: StateCopy, now: number): Promise<Checkpointed | undefined> {
    while (copy.touchNext()) await othersTurn();
    const begun = performance.now();
    if (this.silentTick !== undefined) this.recordTick();
    const position = this.journal.end;
    if (position === this.checkpointAt?.position) return undefined;
    this.room.save(copy);
    const head: CheckpointHead = {
      version: 1,
      position,
      now: this.now === Number.NEGATIVE_INFINITY ? now : this.now,
      settlement: this.settlement,
      ...(this.heldAt !== undefined && { heldAt: this.heldAt, heldBytes: this.heldBytes }),
      tables: Object.fromEntries(this.tables),
      kept: this.log.saveCounts(),
    };
    const pause = performance.now() - begun;
    await this.journal.synced(position);
    const bytes = await writeCheckpoint(join(this.options.data, 'checkpoints'), head, copy.pieces());
    return { position, bytes, pause, settlement: head.settlement };
  }

  /** What was found before it is on disk elsewhere: a start may begin from it. */
  async commitCheckpoint(position: number, now: number): Promise<void> {
    const folder = join(this.options.data, 'checkpoints');
    await commitCheckpoint(folder, position);
    this.checkpointAt = { position, now };
    const needed = (await listCheckpoints(folder)).at(-1)?.position ?? 0;
    const { ms, bytes } = this.options.keep;
    await this.journal.retain({ needed, now, keepMs: ms, keepBytes: bytes });
  }
}

const NOTHING = new Uint8Array(0);

const bytesOf = (content: unknown): Uint8Array => Buffer.from(JSON.stringify(content));

const contentOf = (payload: Uint8Array): unknown => JSON.parse(Buffer.from(payload).toString('utf8'));
