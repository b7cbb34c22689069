/**
 * editor/document: the one truth of what is drawn. The canvas and the panel draw this store and tell it what a
 * person did; nothing is ever read back from the drawing library. Live counts are not here (editor/live).
 *
 * This file: the store, free of React (document-hooks.ts has the hooks).
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { FieldSet } from '../../nodes/kit/field.ts';
import type { Language } from '../../nodes/kit/text.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import { changedPlace } from './changed-place.ts';
import type { Analyse, DocumentState, SaveState } from './document-state.ts';
import * as operations from './operations.ts';
import { removeHealing } from './weave.ts';

const NO_SELECTION = { nodes: [], edges: [] } as const;
const NO_FIELDS: Readonly<Record<string, FieldSet>> = {};
const NO_FAULTS: readonly Fault[] = [];
/** Documents kept for undo. They share what did not change, so this is cheap. */
const HISTORY = 200;
/** Changes of the same thing (typing in one field, dragging one node) within this many ms are one step of undo. */
const MERGE_WITHIN = 1000;

const EMPTY: DocumentState = {
  flow: null,
  deployed: null,
  summary: null,
  revision: 0,
  saveState: 'saved',
  selection: NO_SELECTION,
  surroundings: {},
  faults: NO_FAULTS,
  checked: false,
  fileFaults: NO_FAULTS,
  inputs: {},
  reveal: null,
  past: [],
  future: [],
};

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
  /** Takes over a newer version of the open flow; selection and view stay. */
  reload(opened: Opened): void;
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
  markSaveFailed(reason: 'conflict' | 'failed'): void;
  /** Takes over what the server says about the flow; the draft stays. */
  setServerState(state: Omit<Opened, 'flow'>): void;
}

export interface DocumentStore extends StoreApi<DocumentState> {
  readonly actions: DocumentActions;
  /** The fields that arrive at each input handle of a node. */
  inputFieldsOf(nodeId: string): Readonly<Record<string, FieldSet>>;
  /** Faults and hints of one node. */
  faultsOf(nodeId: string): readonly Fault[];
  /** Runs the checks now instead of a moment later. */
  analyseNow(): void;
}

export interface DocumentDeps {
  readonly analyse: Analyse;
  /** Epoch ms; merges quick changes of one thing into one step of undo. */
  readonly now: () => number;
  /** Runs the checks a moment after the last change; gives a function that calls them off. */
  readonly later: (run: () => void) => () => void;
}

export function createDocumentStore({ analyse, now, later }: DocumentDeps): DocumentStore {
  const store = createStore<DocumentState>(() => EMPTY);
  const { getState: get, setState: set } = store;
  let lastChange = { tag: '', at: 0 };
  let cancelAnalysis = () => {};

  function analyseNow() {
    cancelAnalysis();
    const { flow, surroundings } = get();
    if (flow) set({ checked: true, ...analyse(flow, surroundings) });
  }

  function analyseSoon() {
    cancelAnalysis();
    cancelAnalysis = later(analyseNow);
  }

  /** The one way in which the drawn flow changes. `tag` names what is changed: equal tags in a row are one undo step. */
  function change(tag: string, next: FlowFile, selection = get().selection) {
    const { flow, past, saveState } = get();
    if (!flow) return;
    if (next === flow) {
      if (selection !== get().selection) set({ selection });
      return;
    }
    const merged =
      tag !== '' && tag === lastChange.tag && now() - lastChange.at < MERGE_WITHIN && past.length > 0;
    lastChange = { tag, at: now() };
    set({
      flow: next,
      past: merged ? past : [...past.slice(1 - HISTORY), flow],
      future: [],
      selection,
      saveState: saveState === 'conflict' ? 'conflict' : 'dirty',
    });
    analyseSoon();
  }

  function travel(from: 'past' | 'future') {
    const { flow, past, future, saveState } = get();
    const target = from === 'past' ? past.at(-1) : future.at(-1);
    if (!flow || !target) return;
    lastChange = { tag: '', at: 0 };
    const there = new Set(target.nodes.map((node) => node.id));
    set({
      flow: target,
      past: from === 'past' ? past.slice(0, -1) : [...past, flow],
      future: from === 'past' ? [...future, flow] : future.slice(0, -1),
      selection: { nodes: get().selection.nodes.filter((id) => there.has(id)), edges: [] },
      saveState: saveState === 'conflict' ? 'conflict' : 'dirty',
    });
    analyseSoon();
  }

  const flow = () => get().flow;

  const actions: DocumentActions = {
    open({ flow, deployed, summary, fileFaults }) {
      lastChange = { tag: '', at: 0 };
      const { surroundings } = get();
      set({ ...EMPTY, surroundings, flow, deployed, summary, fileFaults, revision: summary.revision });
      analyseNow();
    },
    reload({ flow, deployed, summary, fileFaults }) {
      const there = new Set(flow.nodes.map((node) => node.id));
      const nodes = get().selection.nodes.filter((id) => there.has(id));
      const before = get().flow;
      const past = before ? [...get().past.slice(1 - HISTORY), before] : [];
      lastChange = { tag: '', at: 0 };
      set({
        flow,
        deployed,
        summary,
        fileFaults,
        past,
        future: [],
        revision: summary.revision,
        saveState: 'saved',
        selection: { nodes, edges: [] },
      });
      analyseNow();
    },
    close() {
      cancelAnalysis();
      set({ ...EMPTY, surroundings: get().surroundings });
    },
    setSurroundings(surroundings) {
      set({ surroundings });
      analyseNow();
    },

    addNode(kind, position, data) {
      const before = flow();
      if (!before) return '';
      const added = operations.addNode(before, kind, position, data);
      change('', added.flow, { nodes: [added.id], edges: [] });
      return added.id;
    },
    apply(operation, tag = '') {
      const before = flow();
      if (!before) return;
      const { flow: after, selected } = operation(before);
      change(tag, after, selected && { nodes: selected, edges: [] });
    },
    moveNodes(positions) {
      const before = flow();
      if (before) change(`move ${Object.keys(positions).join(' ')}`, operations.moveNodes(before, positions));
    },
    remove(nodeIds, edgeIds = []) {
      const before = flow();
      if (before) change('', removeHealing(before, nodeIds, edgeIds), NO_SELECTION);
    },
    connect(connection) {
      const before = flow();
      if (before) change('', operations.connect(before, connection));
    },
    reconnect(edgeId, connection) {
      const before = flow();
      if (before) change('', operations.reconnect(before, edgeId, connection));
    },
    setNodeData(nodeId, data) {
      const before = flow();
      if (!before) return;
      // Letters of one input are one step; what is set in the next one is another, however fast that is.
      const place = changedPlace(before.nodes.find((node) => node.id === nodeId)?.data, data);
      change(`data ${nodeId} ${place}`, operations.setNodeData(before, nodeId, data));
    },
    renameLabel(nodeId, language, label) {
      const before = flow();
      if (before) change(`label ${nodeId}`, operations.renameLabel(before, nodeId, language, label));
    },
    setFlowSettings(settings) {
      const before = flow();
      if (before)
        change(`flow ${Object.keys(settings).join(' ')}`, operations.setFlowSettings(before, settings));
    },
    duplicate(nodeIds) {
      const before = flow();
      if (!before || nodeIds.length === 0) return;
      const copied = operations.duplicate(before, nodeIds);
      change('', copied.flow, { nodes: copied.ids, edges: [] });
    },
    insertFragment(fragment, offset) {
      const before = flow();
      if (!before || fragment.nodes.length === 0) return;
      const inserted = operations.insertFragment(before, fragment, offset);
      change('', inserted.flow, { nodes: inserted.ids, edges: [] });
    },

    select(nodes, edges = []) {
      const { selection } = get();
      if (sameIds(selection.nodes, nodes) && sameIds(selection.edges, edges)) return;
      set({ selection: { nodes, edges } });
    },
    reveal(node, field) {
      set({
        selection: { nodes: [node], edges: [] },
        reveal: { node, turn: (get().reveal?.turn ?? 0) + 1, ...(field === undefined ? {} : { field }) },
      });
    },

    undo: () => travel('past'),
    redo: () => travel('future'),
    travel(steps) {
      for (let n = 0; n < Math.abs(steps); n++) travel(steps < 0 ? 'past' : 'future');
    },

    markSaving: () => set({ saveState: 'saving' }),
    markSaved(sent, summary) {
      const saveState: SaveState = get().flow === sent ? 'saved' : 'dirty';
      set({ saveState, summary, revision: summary.revision });
    },
    markSaveFailed: (reason) => set({ saveState: reason }),
    setServerState: ({ deployed, summary, fileFaults }) =>
      set({ deployed, summary, fileFaults, revision: summary.revision }),
  };

  return Object.assign(store, {
    actions,
    inputFieldsOf: (nodeId: string) => get().inputs[nodeId] ?? NO_FIELDS,
    faultsOf: (nodeId: string) => get().faults.filter((fault) => fault.node === nodeId),
    analyseNow,
  });
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
