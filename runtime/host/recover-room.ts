/**
 * The start: the newest checkpoint that is good, then the records of the journal behind it. A checkpoint that is damaged
 * is said and passed over; without any, everything that the journal has is worked off.
 */
import { join } from 'node:path';
import {
  type CheckpointHead,
  listCheckpoints,
  readCheckpoint,
  removeUnfinished,
} from '../checkpoint/checkpoint-files.ts';
import type { Clock } from '../clock.ts';
import type { Tables } from '../engine/engine-types.ts';
import { StateBytes } from '../engine/kernel/state.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import type { JournalFiles } from '../journal/journal-files.ts';
import { JournalLog } from '../journal/journal-log.ts';
import type { KeptCounts } from '../journal/kept-places.ts';
import type { FoundPlace, JournalKeep, KnownPlaces, Recovered } from './engine-host.ts';
import { type CreateEngine, EngineRoom, type EngineRoomOptions } from './engine-room.ts';
import { JournalledRoom } from './journalled-room.ts';

/** A stop that was shorter than this many ms left nothing to pile up. */
const SHORT_STOP = 2_000;

export interface RecoverOptions {
  readonly data: string;
  /** Epoch ms. */
  readonly now: number;
  readonly known: KnownPlaces;
  readonly keep: JournalKeep;
  /** Ms that sources have at most, after a stop, to bring what piled up. */
  readonly catchUp: number;
  readonly createEngine: CreateEngine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Of the journal; default: the machine's. */
  readonly files?: JournalFiles;
  readonly onMatch: EngineRoomOptions['onMatch'];
  readonly onBadEvent: EngineRoomOptions['onBadEvent'];
  /** Between two records that are worked off again. */
  readonly onReplayed: () => void;
  readonly onTrouble: (trouble: string | undefined) => void;
  readonly warn: (line: string) => void;
}

export interface RecoveredRoom {
  readonly room: JournalledRoom;
  readonly journal: Journal;
  readonly recovered: Recovered;
}

interface Checkpoint {
  readonly path: string;
  readonly head: CheckpointHead;
  readonly state: Uint8Array;
}

export async function recoverRoom(options: RecoverOptions): Promise<RecoveredRoom> {
  const begun = performance.now();
  const folder = join(options.data, 'checkpoints');
  await removeUnfinished(folder);
  let journal: Journal | undefined;
  for (const { path } of await listCheckpoints(folder)) {
    const checkpoint = await readable(path, options.warn);
    if (!checkpoint) continue;
    journal ??= await open(options, checkpoint.head.position);
    const room = loaded(checkpoint, journal, options);
    if (room) return replayed(room, journal, checkpoint.head.position, begun, options);
  }
  journal ??= await open(options, 0);
  if (journal.start > 0)
    options.warn(
      `the state of what happened before position ${journal.start} of the journal is gone: no checkpoint of it can be read`,
    );
  const room = newRoom(journal, new JournalLog(journal, options), {}, options);
  return replayed(room, journal, undefined, begun, options);
}

/** No position that was given out before is given out again. */
function open(
  { data, known, files, clock, signal, warn, onTrouble }: RecoverOptions,
  checkpoint: number,
): Promise<Journal> {
  const behind = (place: FoundPlace | undefined) => (place ? place.position + 1 : 0);
  const atLeast = Math.max(checkpoint, behind(known.match), behind(known.bad));
  return openJournal({
    folder: join(data, 'journal'),
    atLeast,
    clock,
    signal,
    warn,
    onTrouble,
    ...(files && { files }),
  });
}

async function readable(path: string, warn: (line: string) => void): Promise<Checkpoint | undefined> {
  try {
    return { path, ...(await readCheckpoint(path)) };
  } catch (error) {
    warn(`${textOf(error)} The one before it is used.`);
    return undefined;
  }
}

/** A room with the state of a checkpoint; undefined, and said, where that cannot be. */
function loaded(
  { path, head, state }: Checkpoint,
  journal: Journal,
  options: RecoverOptions,
): JournalledRoom | undefined {
  if (head.position < journal.start) {
    options.warn(`the records behind ${path} are gone, so it cannot be used. The one before it is used.`);
    return undefined;
  }
  try {
    const log = new JournalLog(journal, options);
    log.loadCounts(head.kept as KeptCounts);
    const tables: Record<string, Tables[string]> = {};
    for (const [name, place] of Object.entries(head.tables)) {
      const { bytes, start, end } = log.read(place);
      tables[name] = (JSON.parse(Buffer.from(bytes.subarray(start, end)).toString('utf8')) as TableText).rows;
    }
    const room = newRoom(journal, log, tables, options);
    room.room.load(new StateBytes(state));
    room.restored(head);
    return room;
  } catch (error) {
    options.warn(`${path} cannot be used: ${textOf(error)} The one before it is used.`);
    return undefined;
  }
}

interface TableText {
  readonly rows: Tables[string];
}

function newRoom(
  journal: Journal,
  log: JournalLog,
  tables: Tables,
  { data, keep, known, createEngine, onMatch, onBadEvent }: RecoverOptions,
): JournalledRoom {
  return new JournalledRoom({
    data,
    journal,
    log,
    keep,
    known,
    room: (nextPlace) =>
      new EngineRoom({
        createEngine,
        tables: { live: tables, simulated: tables },
        log,
        nextPlace,
        onMatch,
        onBadEvent,
      }),
  });
}

async function replayed(
  room: JournalledRoom,
  journal: Journal,
  checkpoint: number | undefined,
  begun: number,
  { warn, now, catchUp, onReplayed }: RecoverOptions,
): Promise<RecoveredRoom> {
  let records = 0;
  const report = await journal.replay(checkpoint ?? journal.start, (record) => {
    records++;
    try {
      room.replay(record);
    } catch (error) {
      // It failed in the same way when it came: what it left behind then is there again.
      warn(`record ${record.position} of the journal: ${textOf(error)}`);
    }
    onReplayed();
  });
  const { lastNow } = room;
  // Where an end came while the sources were still bringing what had piled up, time stands where it stood before.
  const stoodSince = room.held ?? lastNow;
  const stood = stoodSince === undefined ? 0 : now - stoodSince;
  const catchingUp = stoodSince !== undefined && stood >= SHORT_STOP && catchUp > 0;
  if (catchingUp && room.held === undefined) room.hold(stoodSince, now);
  if (stood > 0) room.room.stoodStillUntil = now;
  return {
    room,
    journal,
    recovered: {
      checkpoint,
      end: journal.end,
      records,
      settlement: room.settlement,
      flows: room.room.flows,
      tables: room.tableNames,
      lastNow,
      catchingUpUntil: catchingUp ? now + Math.min(catchUp, stood) : undefined,
      ms: performance.now() - begun,
      damaged: report.damaged,
      missing: report.missing,
    },
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
