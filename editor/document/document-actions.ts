/** What can be done with the document, by those who draw it and by the one who saves it. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { MergeConflict, Side } from '../../flows/format/merge/merge-conflict.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { Language } from '../../nodes/kit/text.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import type { SaveTrouble } from './document-state.ts';
import type * as operations from './operations.ts';
import type { TakenOver } from './take-theirs.ts';

/** A flow as the server gave it. */
export interface Opened {
  readonly flow: FlowFile;
  readonly deployed: FlowFile | null;
  readonly summary: FlowSummary;
  readonly fileFaults: readonly Fault[];
}

/** What an operation made of a flow, and what is selected then, where that changes. */
export interface Applied {
  readonly flow: FlowFile;
  readonly selected?: readonly string[];
}

export interface DocumentActions {
  /** Opens a flow; what was open before is forgotten, history too. */
  open(opened: Opened): void;
  /** Takes over another version of the open flow, as one step; selection and view stay. */
  reload(opened: Opened): void;
  /** Takes what somebody else saved into what is drawn here. Gives what came of it. */
  takeTheirs(opened: Opened): TakenOver | undefined;
  /** Brings back what was drawn on this computer and not saved, as one step; `base` is what it was drawn on. */
  recover(base: FlowFile, drawn: FlowFile): void;
  close(): void;
  setSurroundings(surroundings: Surroundings): void;

  /** Adds a node and selects it; gives its id. */
  addNode(kind: string, position: operations.Point, data: operations.NodeData): string;
  moveNodes(positions: Readonly<Record<string, operations.Point>>): void;
  /** Does what a pure operation does, as one step. Equal tags in a row are one step (none: each is one). */
  apply(operation: (flow: FlowFile) => Applied, tag?: string): void;
  /** Removes nodes and edges; the wires of a node are joined where that is plain. */
  remove(nodeIds: readonly string[], edgeIds?: readonly string[]): void;
  connect(connection: operations.Connection): void;
  /** Puts one end of an edge somewhere else. */
  reconnect(edgeId: string, connection: operations.Connection): void;
  setNodeData(nodeId: string, data: operations.NodeData): void;
  renameLabel(nodeId: string, language: Language, label: string): void;
  setFlowSettings(settings: operations.FlowSettings): void;
  duplicate(nodeIds: readonly string[]): void;
  insertFragment(fragment: operations.Fragment, offset: operations.Point): void;

  select(nodeIds: readonly string[], edgeIds?: readonly string[]): void;
  /** Selects a node, brings it into view and, where a field is named, focuses that field in the panel. */
  reveal(nodeId: string, field?: string): void;

  undo(): void;
  redo(): void;
  /** Undoes (negative) or redoes so many steps. */
  travel(steps: number): void;

  /** For the one who saves: what happened to the version that was sent. */
  markSaving(): void;
  markSaved(sent: FlowFile, summary: FlowSummary): void;
  markSaveFailed(trouble: SaveTrouble): void;
  /** The flow is no more on the server; what is drawn stays. */
  markGone(): void;
  /** Whether what is not saved yet is kept on this computer. */
  markKept(kept: boolean): void;
  /** Puts one side's version of what both changed into the flow. */
  choose(conflict: MergeConflict, side: Side): void;
  /** What is asked about what both changed; none where it is settled. */
  setConflicts(conflicts: readonly MergeConflict[]): void;
  /** Takes over what the server says about the flow; the draft stays. */
  setServerState(state: Omit<Opened, 'flow'>): void;
}
