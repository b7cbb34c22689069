/**
 * runtime/host: where engines live. The rest of the runtime sees only this port, which answers with promises: the
 * engines are in a worker (host-in-worker.ts), so that HTTP and Socket.IO never wait for them, or in this very thread
 * (host-in-thread.ts), where a test wants nothing built.
 *
 * There is one live engine for all flows. A flow whose simulation runs has besides it an engine of its own, on a
 * simulated clock, with that flow alone: what is made up never touches what is real. Both are in one engine-room.ts,
 * which knows no clock and no thread; a host around it tells it the time.
 *
 *     HTTP, Socket.IO, stores, deliveries            engine-worker.ts
 *     host-in-worker  -- blocks, calls, the time -->  EngineRoom: live engine, copies
 *                     <-- answers, with the matches --
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Clock } from '../clock.ts';
import type { BadEvent, BlockResult, Match, Tables } from '../engine/engine-types.ts';
import { errorDetail } from '../error-detail.ts';
import type { ReplayReport } from '../journal/replay.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { FlowCounts } from '../wire/live.ts';
import type { Delivery } from '../wire/rest.ts';

/** What the action node that was reached is set to, in the version of the flow that made the match. */
export interface ActionSetting {
  readonly channel: string;
  readonly connection?: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Of the flow: IANA name. */
  readonly timezone: string;
  /** Ms after the match's time after which it is not to be done any more. */
  readonly deadline?: number;
}

/**
 * Where in the journal the call stands that found something, and the how many-th thing it found. Working off the
 * journal again finds the same things at the same places.
 */
export interface FoundPlace {
  readonly position: number;
  readonly index: number;
}

/** Whether a place comes after another one. */
export function isBehind(place: FoundPlace, other: FoundPlace): boolean {
  return place.position > other.position || (place.position === other.position && place.index > other.index);
}

/** What an engine finds. */
export type FoundKind = 'match' | 'bad';
/** Up to where things of a kind are known to those who keep them, and the last settlement that they know. */
export type KnownPlaces = Readonly<Partial<Record<FoundKind, FoundPlace>>> & { readonly settlement?: number };

export interface HostedMatch {
  /** A plain object. Its `causeEvents` are the newest ones alone, as many as a page shows. */
  readonly match: Match;
  readonly action: ActionSetting;
  readonly simulated: boolean;
  /** When it happened here, epoch ms of the wall clock. */
  readonly at: number;
  /** Of what is live, where there is a journal. */
  readonly place?: FoundPlace;
  /** Ms after its time at which it was found, where that was because the runtime had stood still. */
  readonly lateBy?: number;
}

/** An event that a flow could not take. */
export interface HostedBadEvent {
  readonly bad: BadEvent;
  readonly simulated: boolean;
  /** When it was found, epoch ms of the wall clock. */
  readonly at: number;
  /** As of a match; found things of both kinds are numbered together. */
  readonly place?: FoundPlace;
}

export interface Settled extends Pick<Delivery, 'id' | 'flow' | 'node' | 'simulated'> {
  /** Of what is live: the outbox's number of this settlement, 1 and up in order, so that none is told twice. */
  readonly number?: number;
  /** The engine was told of it under another number, by a store that is gone. */
  readonly again?: boolean;
}
export type Outcome = 'done' | 'failed';

/**
 * Calls take effect in the order in which they are made, so that a flow is swapped between two blocks; a block that
 * waits because too many are under way may be overtaken.
 */
export interface EngineHost {
  /** Runs a flow, or swaps the version that runs; a running copy of it is swapped too. */
  deploy(flow: FlowFile): Promise<void>;
  /**
   * What `deploy` would do to what waits in the live flow; changes nothing.
   *
   * @throws EngineLost
   */
  preview(flow: FlowFile): Promise<DeployPreview>;
  /** Swaps the version of a running copy alone: of a flow that is stopped. */
  deployCopy(flow: FlowFile): Promise<void>;
  /** Takes a flow out of the live engine; its windows, runs and timers are gone. A copy goes on. */
  remove(flowId: string): Promise<void>;
  /** Rows of a reference table. `simulated` (default: the same): what the copies see. */
  setTable(name: string, rows: Tables[string], simulated?: Tables[string]): Promise<void>;
  /** What became of a delivery: its event goes on in the flow, live or in the copy that it came from. */
  settle(delivery: Settled, outcome: Outcome): Promise<void>;
  /**
   * NDJSON into the live engine; the block stays the caller's. When it resolves, the matches have been handed over.
   *
   * @throws EngineLost
   */
  push(block: Uint8Array): Promise<BlockResult>;
  /**
   * The copy's while the flow's simulation runs, and its last ones afterwards, so that what was shown can be talked
   * about; the live ones as soon as a live event reaches the flow or another version is deployed. undefined: neither
   * runs it.
   */
  counts(flowId: string): Promise<FlowCounts | undefined>;
  /** A fresh copy of a flow on a clock of its own, in the place of the one that there may be. */
  startCopy(flow: FlowFile): Promise<void>;
  stopCopy(flowId: string): Promise<void>;
  /** NDJSON into a copy, and its clock moved to `now` (simulated epoch ms). Does nothing without a copy. */
  advanceCopy(flowId: string, block: Uint8Array, now: number): Promise<BlockResult | undefined>;
  /** Resolves when the engines are as they were; calls may be made before. */
  readonly recovered: Promise<Recovered>;
  /** Why nothing can be written down now; pushes are refused (`StorageTrouble`) until it can. */
  readonly trouble: string | undefined;
  /** Until when the sources have time to bring what piled up while nothing ran, epoch ms; undefined: time goes on. */
  readonly catchingUpUntil: number | undefined;
  /** Writes a checkpoint, not yet good. undefined: nothing happened since the last one, or one is being written. */
  checkpoint(): Promise<Checkpointed | undefined>;
  /** The same where enough has happened since the last one. */
  checkpointIfDue(): Promise<Checkpointed | undefined>;
  /** All that was found before it is on disk: from now on a start may begin from it. */
  commitCheckpoint(position: number): Promise<void>;
  /** Ends the engines. What is acknowledged is on disk; what is under way is broken off. */
  close(): Promise<void>;
}

/** What was found on disk at the start. */
export interface Recovered {
  /** Position of the checkpoint that was read; undefined where there was none. */
  readonly checkpoint: number | undefined;
  /** The end of the journal. */
  readonly end: number;
  /** Records worked off after the checkpoint. */
  readonly records: number;
  /** The last settlement that the engine was told. */
  readonly settlement: number;
  /** The flows that run, as they were deployed last. */
  readonly flows: readonly FlowFile[];
  /** The reference tables that the engine has. */
  readonly tables: readonly string[];
  /** When the engine was told the time last, epoch ms; undefined where it begins from nothing. */
  readonly lastNow: number | undefined;
  /** Until when the watermark is held, epoch ms; undefined: it is not. */
  readonly catchingUpUntil: number | undefined;
  readonly ms: number;
  /** Records of the journal that could not be read; their bytes are put aside. */
  readonly damaged: ReplayReport['damaged'];
  readonly missing: ReplayReport['missing'];
}

/** Where there was nothing on disk. */
export const NOTHING_RECOVERED: Recovered = {
  checkpoint: undefined,
  end: 0,
  records: 0,
  settlement: 0,
  flows: [],
  tables: [],
  lastNow: undefined,
  catchingUpUntil: undefined,
  ms: 0,
  damaged: [],
  missing: [],
};

export interface Checkpointed {
  readonly position: number;
  readonly bytes: number;
  /** Ms for which the engines stood still. */
  readonly pause: number;
  /** The last settlement that is in it. */
  readonly settlement: number;
}

/** The journal cannot be written (a full disk): nothing can be taken now. */
export class StorageTrouble extends Error {
  override readonly name = 'StorageTrouble';
}

export interface EngineHostOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tables: Tables;
  /** The folder for journal and checkpoints. */
  readonly data: string;
  readonly keep: JournalKeep;
  /** Ms that sources have at most, after a stop, to bring what piled up before time goes on. */
  readonly catchUp: number;
  /** Resolves when there is room for what falls due; default: there is. */
  readonly room?: () => Promise<unknown>;
  /** Asked at each start of the engines. */
  readonly known: () => KnownPlaces;
  /** Engines have started with the state that they had. What is called before it resolves waits. */
  readonly onRecovered: (recovered: Recovered) => void;
  readonly onMatch: (match: HostedMatch) => void;
  readonly onBadEvent: (bad: HostedBadEvent) => void;
  /** An error of ours, which must not stop the others. */
  readonly warn: (line: string) => void;
}

/** How much of the journal stays besides what is needed, and how much of it a start works off. */
export interface JournalKeep {
  readonly ms: number;
  readonly bytes: number;
  /** Ms after which another checkpoint is made where anything happened; default: a minute. */
  readonly checkpointEvery?: number;
}

export type OpenEngineHost = (options: EngineHostOptions) => EngineHost;

/** The engine stopped while it had these events, or has not started again yet: they are to be sent once more. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost';
}

/** How often the live engine is told the time, so that what did not happen is noticed. */
export const TICK = 200;

/** Calls what belongs to somebody else: whatever fails there must not reach the engine, or the next match. */
export function guarded(warn: (line: string) => void, what: string, fn: () => void): void {
  try {
    fn();
  } catch (error) {
    warn(`${what}: ${errorDetail(error)}`);
  }
}
