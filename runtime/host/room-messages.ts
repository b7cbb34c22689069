/** What goes between a host and the rooms of engines in its worker. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { BlockResult, Tables } from '../engine/engine-types.ts';
import type { DeployPreview } from '../wire/deploy.ts';
import type { FlowCounts } from '../wire/live.ts';
import type {
  Checkpointed,
  HostedBadEvent,
  HostedMatch,
  JournalKeep,
  KnownPlaces,
  Outcome,
  Recovered,
  Settled,
} from './engine-host.ts';

/** Handed to the worker as it begins. */
export interface RoomBeginning {
  /** The folder with the journal and the checkpoints. */
  readonly data: string;
  /** Epoch ms. */
  readonly now: number;
  /** What was found up to here is known: it is not told again. */
  readonly known: KnownPlaces;
  readonly keep: JournalKeep;
  /** Ms that sources have at most, after a stop, to bring what piled up. */
  readonly catchUp: number;
}

/** The calls that a room answers. Times are epoch ms of the clock that the engines are told. */
export interface RoomCalls {
  deploy(flow: FlowFile, now: number): void;
  preview(flow: FlowFile): DeployPreview;
  deployCopy(flow: FlowFile): void;
  remove(flowId: string, now: number): void;
  setTable(name: string, rows: Tables[string], simulated: Tables[string], now: number): void;
  settle(each: readonly (readonly [Settled, Outcome])[], now: number): void;
  push(block: Uint8Array, now: number): BlockResult;
  /** Holds the watermark at a time until the next tick: nothing ran since. */
  hold(at: number, now: number): void;
  /** Whether more is due: it is to be called again. */
  tick(now: number): boolean;
  counts(flowId: string, now: number): FlowCounts | undefined;
  startCopy(flow: FlowFile, now: number): void;
  stopCopy(flowId: string, now: number): void;
  advanceCopy(flowId: string, block: Uint8Array, simulatedNow: number, now: number): BlockResult | undefined;
  checkpoint(now: number): Promise<Checkpointed | undefined>;
  checkpointIfDue(now: number): Promise<Checkpointed | undefined>;
  commitCheckpoint(position: number, now: number): Promise<void>;
  close(): Promise<void>;
}

export type RoomCallName = keyof RoomCalls;

export type RoomCall = {
  [Name in RoomCallName]: {
    readonly id: number;
    readonly name: Name;
    readonly args: Readonly<Parameters<RoomCalls[Name]>>;
  };
}[RoomCallName];

/** What the engines found, in order: on its way before the answer of the call that made them find it, or with it. */
export interface RoomFound {
  readonly matches: readonly HostedMatch[];
  readonly bad: readonly HostedBadEvent[];
}

export interface RoomAnswer extends RoomFound {
  /** Of the call. */
  readonly id: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

export type RoomMessage =
  | { readonly found: RoomFound }
  | { readonly answer: RoomAnswer }
  /** The state that there was is there again; nothing is answered before. */
  | { readonly recovered: Recovered }
  /** Why the journal cannot be written now, or that it can again. */
  | { readonly trouble: string | undefined }
  | { readonly warn: string };
