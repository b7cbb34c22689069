/** What goes between a host and the room of engines in its worker. */
import type { HostedMatch } from './engine-host.ts';
import type { EngineRoom, RoomTables } from './engine-room.ts';

/** Handed to the worker as it begins. */
export interface RoomBeginning {
  readonly tables: RoomTables;
}

export type RoomCallName = keyof EngineRoom;

/** One call of the room. Each is answered, in order. Settlements go several at a time. */
export type RoomCall = {
  [Name in RoomCallName]: {
    readonly name: Name;
    readonly each: readonly Readonly<Parameters<EngineRoom[Name]>>[];
  };
}[RoomCallName];

export interface LateDropped {
  readonly flow: string;
  readonly event: string;
  readonly simulated: boolean;
}

/** What the engines found, in order: on its way before the answer of the call that made them find it, or with it. */
export interface RoomFound {
  readonly matches: readonly HostedMatch[];
  readonly late: readonly LateDropped[];
}

/** Of the last of the calls that went together, or the first error. */
export interface RoomAnswer extends RoomFound {
  readonly result?: unknown;
  readonly error?: unknown;
}

export type RoomMessage = { readonly found: RoomFound } | { readonly answer: RoomAnswer };
