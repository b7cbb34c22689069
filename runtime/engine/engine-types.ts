/**
 * runtime/engine: the pure core. It knows flows, events as bytes, and the time it is told; no I/O, no clock, no
 * Express. A shell around it (offline run, live runtime, simulation, tests) gives time, bytes and durability.
 *
 * This file: what a shell sees of the engine.
 */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Text } from '../../nodes/kit/text.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { FlowCounts } from '../wire/live.ts';
import type { StateReader, StateWriter } from './kernel/state.ts';
import type { ScannerKind } from './scan/block-scanner.ts';

/** An event that reached an action (SPEC §4 action). */
export interface Match {
  readonly flow: string;
  readonly node: string;
  /** Epoch ms. */
  readonly time: number;
  readonly key: string | readonly string[] | null;
  readonly data: Record<string, unknown>;
  /** Ids of the source events that made it, in order of (time, arrival), at most the 100 newest. */
  readonly causes: readonly string[];
  /** The causes themselves as JSON texts; only made where the engine was asked to (`causeEvents: true`). */
  readonly causeEvents?: readonly string[];
  /** `$type`, `$source`, `$subject` and extension attributes of the event that reached the action. */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** Same match, same id; two matches never one (SPEC §4 action). */
  readonly id: string;
}

export interface Refusal {
  /** Place in the block: index of the event, counted from 0. */
  readonly index: number;
  /** Line of the block, counted from 1. */
  readonly line: number;
  readonly id?: string;
  readonly message: Text;
}

export interface BlockResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: readonly Refusal[];
  /** Lines of the block, blank ones too. */
  readonly lines: number;
}

/**
 * Why a flow could not take an event: `late`: `late: drop` left it out (SPEC §3); `too-late`: a node's windows were all
 * closed (SPEC §4 window); `failed`: something went wrong at a node.
 */
export type BadReason = 'late' | 'too-late' | 'failed';

/** An event that a flow could not take. */
export interface BadEvent {
  readonly flow: string;
  readonly node?: string;
  readonly reason: BadReason;
  /** Its JSON; empty where there is none (a timer), or where this stands for `others`. */
  readonly event: string;
  /** The text is the source event's own, so it can be sent in again. */
  readonly whole: boolean;
  /** What went wrong, where the reason does not say it. */
  readonly message?: Text;
  /** In place of a text: so many more of the same flow, node and reason in this call. */
  readonly others?: number;
}

/** Rows of the reference tables by name; null where a table is gone. Values: number, string, boolean or null. */
export type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[] | null>>;

/** What came of a tick: no timer fired and no event left the wait; all that were due did; or some, and more are due. */
export type TickResult = 'nothing' | 'done' | 'more';

export type EngineMode = 'live' | 'simulated' | 'offline';

export interface EngineOptions {
  /** Which clock rule of SPEC §3 moves the watermark. `live` also refuses future events and ignores duplicates. */
  readonly mode: EngineMode;
  readonly tables?: Tables;
  /** Offline: events later than this (epoch ms) are left out (SPEC §3). */
  readonly until?: number;
  readonly onMatch?: (match: Match) => void;
  /**
   * Offline: takes the matches as NDJSON (SPEC §5) in place of `onMatch`, in pieces that may end anywhere and are only
   * good during the call. What a call of the engine finds has been handed on when it returns.
   */
  readonly onMatchLines?: (bytes: Uint8Array) => void;
  /** How bytes are read; all give the same answers. Default: WebAssembly where the machine has it. */
  readonly scanner?: ScannerKind;
  /** How much of what came last stays where it was read, so that it is not read back from the log. Default: a piece. */
  readonly recentBytes?: number;
  /** Offline: another thread scans a file ahead (`ColumnEngine.feed`). Only once the flows are deployed. */
  readonly isFed?: boolean;
  /** That thread writes the matches too, where it can (`ColumnEngine.handed`): then `onMatchLines` takes none. */
  readonly handsOverLines?: boolean;
  /** Give matches their `causeEvents`. Default false. */
  readonly causeEvents?: boolean;
  /**
   * Called for events that a flow could not take, so that they can be kept. Must not call the engine itself. Where nobody
   * listens, an exception at a node (a bug) goes on to the caller; else it stops that event at that node alone.
   */
  readonly onBadEvent?: (bad: BadEvent) => void;
}

/**
 * One engine runs any number of flows over the same stream of events. Synchronous and single-threaded: a call
 * returns when everything that it caused has been worked off and each match has been handed to `onMatch`, which must
 * not call the engine itself.
 */
export interface Engine {
  /**
   * Adds a flow, or swaps it in for the one with the same id, and does to what waits in it what `preview` says: windows,
   * runs, timers and counts of nodes stay, also by other settings where they can (SPEC §2: labels and positions are no
   * settings). What is due by the new settings is worked off before it returns. The flow must be clean (flows/format
   * validate). Between two blocks, so no event is lost or counted twice.
   *
   * @throws where it can't run; the version before goes on then, as if nothing had been tried
   */
  deploy(flow: FlowFile): void;
  /** What `deploy` would do to what waits; changes nothing. Of a flow that does not run all nodes are `new`. */
  preview(flow: FlowFile): DeployPreview;
  remove(flowId: string): void;
  /**
   * Live and simulated: what became of a match's delivery. Its event leaves the action by `done` or `failed` now.
   * Told once a match; a second time counts nothing twice where something is wired to the action.
   */
  settle(match: Pick<Match, 'flow' | 'node' | 'id'>, outcome: 'done' | 'failed'): void;
  /** Replaces one reference table for all flows. */
  setTable(name: string, rows: Tables[string]): void;
  /**
   * Takes a block of events: NDJSON, one CloudEvent a line (blank lines are skipped and do not count).
   * @param now epoch ms: time of arrival, for events without `time` and for the checks of the live mode
   * @param connection where the block came from, for event sources that take one connection only
   * @param upTo live and simulated: the greatest time that the watermark may take from an event; now at most, which is the
   *   default. Events beyond it wait.
   */
  push(block: Uint8Array, now: number, connection?: string, upTo?: number): BlockResult;
  /**
   * Live and simulated: tells the engine the time, so that what did not happen is noticed. Call it now and then.
   * @param most timers and waiting events of each flow that are worked off; default: all that are due
   */
  tick(now: number, most?: number): TickResult;
  /** Offline: the end of the input (SPEC §3). */
  finish(until?: number): void;
  counts(flowId: string, now: number): FlowCounts | undefined;
  /** The flows that run. */
  flows(): readonly FlowFile[];
  /** About how many bytes `save` copies, rather too many. */
  stateBytes(): number;
  /** Writes the whole state, between two calls. What the log keeps is the log's to save. */
  save(out: StateWriter): void;
  /**
   * Takes over a state that an engine of the same mode and tables wrote, with its flows: it does from then on what that one
   * would have done. Only into an engine that has done nothing yet; the log keeps already what was kept then.
   * @throws StateFault where it can't be read; the engine is of no use then
   */
  load(from: StateReader): void;
}
