/**
 * runtime/engine/kernel: what the operators of the node kinds (nodes/<kind>/operator.ts) are made of: rows of columns,
 * symbols, keys, timers, held events.
 *
 * This file: the contract between an operator and the flow it runs in.
 */
import type { Text } from '../../../nodes/kit/text.ts';
import type { Waiting } from '../../wire/deploy.ts';
import type { BadReason } from '../engine-types.ts';
import type { Causes } from './causes.ts';
import type { HeldEvents } from './held-events.ts';
import type { JsonWriter } from './json-writer.ts';
import type { Column, Rows } from './rows.ts';
import type { StateReader, StateWriter } from './state.ts';
import type { Symbols } from './symbols.ts';

export type { Waiting } from '../../wire/deploy.ts';

/** An output handle: hands a row to everything that is wired to it, in the order of the file's edges, depth first. */
export interface Port {
  /** Events that left by this handle. */
  readonly count: number;
  /** Something is wired to it. */
  readonly isWired: boolean;
  emit(row: number): void;
  /** Counts an event that leaves by a handle to which nothing is wired. */
  tally(): void;
}

/** What an operator sees of its surroundings. Given anew at every deploy (`bind`); the operator's state stays. */
export interface OperatorContext {
  readonly flowId: string;
  readonly nodeId: string;
  /** The node's index in the flow: the `maker` of rows that it makes or grows. */
  readonly index: number;
  readonly timezone: string;
  readonly rows: Rows;
  readonly symbols: Symbols;
  readonly held: HeldEvents;
  /** By output handle. */
  readonly ports: Readonly<Record<string, Port>>;
  /** Paths that something downstream of the output reads: what a made or grown row must fill. */
  readonly needs: Readonly<Record<string, ReadonlySet<string>>>;
  column(path: string): Column;
  /** The symbol of a constant, for as long as this binding lasts. */
  pin(text: string): number;
  /** SPEC §3: where the watermark stands, the time of the event or timer being worked off. */
  now(): number;
  /** Sets a timer of this node; returns its place in the order of setting. A fired timer comes to `fire`. */
  setTimer(due: number, payload: number, seq?: number): number;
  nextSeq(): number;
  /** Moves the due times of all timers of this node, in `settleIn`: those whose time has come fire after it. */
  shiftTimers(by: number): void;
  compactTimers(isMeant: (payload: number, seq: number) => boolean): void;
  /** The whole `data` of a row's event. Not to be changed. */
  data(row: number): Readonly<Record<string, unknown>>;
  causes(row: number): Causes;
  /** Holds a row's event that nodes made or grew; returns the reference (HeldEvents). */
  hold(row: number): number;
  /** An event has reached an action (SPEC §4): it is a match. `held`: what goes on when its delivery is settled. */
  matched(row: number, held?: SettledEvent): void;
  /** What a match hears of its delivery later (live, simulated); offline its event leaves by `done` at once. */
  readonly settlesLater: boolean;
  /** What the row's event is called by. */
  name(row: number): EventName;
  /** The node could not take an event, or not as it should: it is kept for a person. Counting is the operator's. */
  bad(row: number, reason: Exclude<BadReason, 'late'>, message?: Text): void;
  /** Rows of a reference table, or undefined where there is none of that name. */
  table(name: string): TableRows | undefined;
}

export type TableRows = readonly Readonly<Record<string, unknown>>[];

export interface OperatorCounts {
  noKey: number;
  tooLate: number;
  errors: number;
  /** In both languages, or the text of an exception that nobody foresaw. */
  lastError?: Text | string;
  open: number;
  expired?: number;
  cancelled?: number;
}

/** What an event is called by. */
export interface EventName {
  /** SPEC §5 "key". */
  readonly key: string | readonly string[] | null;
  /** Everything but `data`. */
  readonly envelope: Readonly<Record<string, unknown>>;
}

/** An event that has left the flow as a match, and goes on in it when its delivery is settled. */
export interface SettledEvent extends EventName {
  readonly time: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly causes: Causes;
}

/** What the events that an operator makes are called by; asked only while such an event is being emitted. */
export interface Maker {
  data(row: number): Readonly<Record<string, unknown>>;
  /** Writes what stands between the braces of the data as JSON; false where that is nothing. */
  writeMembers?(out: JsonWriter): boolean;
  causes(): Causes;
  /** The key's parts as texts. */
  key(): readonly string[];
  /** Writes the key as JSON (SPEC §5): null, a text, or a list of texts. */
  writeKey?(out: JsonWriter): void;
  /** Where the event is not called after the node and its key. */
  name?(): EventName;
}

export interface Operator {
  /** Compiles what depends on columns, ports and needs; state is kept. */
  bind(context: OperatorContext): void;
  /** An event at an input handle, named by its index among the definition's inputs. */
  process(row: number, input: number): void;
  /** One of its timers is due. */
  fire?(payload: number, seq: number): void;
  /** For operators that make events of their own (window, correlate). */
  readonly maker?: Maker;
  /** For actions: the delivery of a match is settled. */
  settle?(event: SettledEvent | undefined, outcome: 'done' | 'failed'): void;
  /**
   * For operators that grow events (derive, lookup, decide): what they put into the data of the event. Their `needs` name
   * these fields too, so that it is known whether the event has them already.
   */
  added?(): Readonly<Record<string, unknown>>;
  /** Whether `added` gives the same objects again and again, so that their JSON is worth keeping. */
  readonly addsShared?: boolean;
  counts(): OperatorCounts;
  /** What waits in it now; nothing, where left out. */
  waiting?(): Waiting;
  /**
   * It was created to take over from the version before, and does so from here on: every node of the flow is bound.
   * What only the version before needed is given back. Can't fail.
   */
  settleIn?(): void;
  /** In place of `settleIn` where the deploy failed: the version before goes on with what waits, untouched. */
  standBack?(): void;
  /** Writes its state, for operators that have one; timers are not a part of it. */
  save?(out: StateWriter): void;
  /**
   * Takes over what an operator of the same settings wrote: once, after `bind`, before anything else. Refers to the symbols
   * in it anew (Symbols.retainLoaded); what the log keeps for it is kept already.
   * @throws StateFault where it can't be read
   */
  load?(from: StateReader): void;
  /** Gives back everything that its state refers to. */
  dispose(): void;
}

/** One kind of node on the engine's side. */
export interface OperatorKind<Config> {
  /**
   * Which paths the node and what comes after it read of the events at each input.
   * @param after the paths read at an output handle
   */
  needs(config: Config, after: (output: string) => ReadonlySet<string>): (input: string) => Iterable<string>;
  /**
   * @param before the operator of the version before, where `carry` lets this one take over what waits in it. Until
   * `settleIn` nothing of it may be changed that its own `bind` would not put right again.
   */
  create(config: Config, before?: Operator): Operator;
  /**
   * What a change of the settings does to what waits. Left out where nothing waits in a node of the kind, and every
   * change applies from the next event on.
   */
  carry?(change: ConfigChange<Config>): Carry;
}

/** One node in two versions of its flow. */
export interface ConfigChange<Config> {
  readonly before: Config;
  readonly after: Config;
  readonly waiting: Waiting;
  /** The flow's time zone is another one. */
  readonly otherTimezone: boolean;
}

export interface Carry {
  /** What is different for what waits, and from now on: a sentence each; none where nothing is. */
  readonly changes: readonly Text[];
  /** Why what waits can't be taken over, a sentence each: the node begins anew where there are any. */
  readonly reasons: readonly Text[];
}

export const NO_COUNTS: OperatorCounts = { noKey: 0, tooLate: 0, errors: 0, open: 0 };

/**
 * Columns that a grown row takes over from the row it grew from.
 * @param added the names in its data that the node fills in every row, with all that is under them
 */
export function carriedColumns(
  context: OperatorContext,
  output: string,
  added: readonly string[] = [],
): Column[] {
  const isAdded = (path: string) => added.some((name) => path === name || path.startsWith(`${name}.`));
  return [...context.needs[output]]
    .filter((path) => path !== '$time' && !isAdded(path))
    .map((path) => context.column(path));
}

/** The paths among `needed` that lie at or under a name, as seen from below it ('' for the name itself). */
export function pathsUnder(needed: Iterable<string>, name: string): string[] {
  const under: string[] = [];
  for (const path of needed) {
    if (path === name) under.push('');
    else if (path.startsWith(`${name}.`)) under.push(path.slice(name.length + 1));
  }
  return under;
}

/** For kinds at which no event is worked off: the flow itself hands a source's events on, and a comment gets none. */
export const INERT: OperatorKind<unknown> = {
  needs: () => () => [],
  create: () => ({
    bind() {},
    process() {},
    counts: () => NO_COUNTS,
    dispose() {},
  }),
};
