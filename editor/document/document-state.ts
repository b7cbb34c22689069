/** The shape of the document store: what is drawn, what is selected, what is wrong with it, and whether it is saved. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { MergeConflict } from '../../flows/format/merge/merge-conflict.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { FieldSet } from '../../nodes/kit/field.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';

/** The fields that arrive, by node and input handle. */
export type Inputs = Readonly<Record<string, Readonly<Record<string, FieldSet>>>>;

/** What is known about a flow. Both take half-drawn flows. */
export interface Analyse {
  /** Cheap: forms need it as soon as they open. */
  inputsOf(flow: FlowFile, surroundings: Surroundings): Inputs;
  /** Undefined while the checks are not loaded. */
  faultsOf(flow: FlowFile, surroundings: Surroundings, inputs: Inputs): readonly Fault[] | undefined;
}

/** `dirty`: changes wait to be saved; `failed`: it will be tried again; `gone`: somebody removed the flow. */
export type SaveState = 'saved' | 'dirty' | 'saving' | 'failed' | 'gone';

/** Why it could not be saved: nobody answers, the session is over, or the server does not take it. */
export type SaveTrouble = 'unreachable' | 'signedOut' | 'refused';

export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

/** A place that somebody asked to see: the canvas brings the node into view, the panel focuses the field. */
export interface Reveal {
  readonly node: string;
  readonly field?: string;
  /** Grows with each request, so that asking twice for the same place counts twice. */
  readonly turn: number;
}

export interface DocumentState {
  /** The draft as it is drawn; null while no flow is open. */
  readonly flow: FlowFile | null;
  /** What runs, or would run if it were started. */
  readonly deployed: FlowFile | null;
  /** What the server last said about the flow. */
  readonly summary: FlowSummary | null;
  /** The revision that the draft is based on. */
  readonly revision: number;
  /** The draft as the server has it at that revision. */
  readonly saved: FlowFile | null;
  readonly saveState: SaveState;
  /** Why, where it failed. */
  readonly trouble: SaveTrouble | null;
  /** What is not saved is kept on this computer. */
  readonly kept: boolean;
  /** What somebody else and the reader changed in different ways, until somebody has chosen. */
  readonly conflicts: readonly MergeConflict[];
  readonly selection: Selection;
  readonly surroundings: Surroundings;
  /** Faults and hints of the draft, from the checks in the browser (a moment after each change). */
  readonly faults: readonly Fault[];
  /** False until the checks have looked at this flow for the first time: nobody knows of faults before. */
  readonly checked: boolean;
  /** Faults of the file in flows/ where it is broken and the version before it goes on running. */
  readonly fileFaults: readonly Fault[];
  readonly inputs: Inputs;
  readonly reveal: Reveal | null;
  readonly past: readonly FlowFile[];
  readonly future: readonly FlowFile[];
}
