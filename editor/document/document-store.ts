/**
 * editor/document: the one truth of what is drawn. The canvas and the panel draw this store and tell it what a
 * person did; nothing is ever read back from the drawing library. Live counts are not here (editor/live).
 *
 * This file: the store, free of React (document-hooks.ts has the hooks).
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameValue } from '../../flows/format/diff.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { choose } from '../../flows/format/merge/merge-conflict.ts';
import { mergeFlows } from '../../flows/format/merge/merge-flows.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { FieldSet } from '../../nodes/kit/field.ts';
import { changedPlace } from './changed-place.ts';
import type { DocumentActions } from './document-actions.ts';
import type { Analyse, DocumentState, SaveState, Selection } from './document-state.ts';
import * as operations from './operations.ts';
import { askedOf, takeTheirs, withAsked } from './take-theirs.ts';
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
  saved: null,
  saveState: 'saved',
  trouble: null,
  kept: false,
  conflicts: [],
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
  /** Whether what arrives is that of an older flow. */
  let inputsAreOld = false;

  function analyseNow() {
    cancelAnalysis();
    const { flow, surroundings } = get();
    if (!flow) return;
    inputsAreOld = false;
    const inputs = analyse.inputsOf(flow, surroundings);
    const faults = analyse.faultsOf(flow, surroundings, inputs);
    set({ inputs, faults: faults ?? NO_FAULTS, checked: faults !== undefined });
  }

  function analyseSoon() {
    inputsAreOld = true;
    cancelAnalysis();
    cancelAnalysis = later(analyseNow);
  }

  /** A form that opens must know the types of what arrives before somebody types, however fast he is. */
  function select(selection: Selection) {
    const { flow, surroundings } = get();
    const inputs = flow && inputsAreOld ? analyse.inputsOf(flow, surroundings) : get().inputs;
    inputsAreOld = false;
    set({ selection, inputs });
  }

  /** The one way in which the drawn flow changes. `tag` names what is changed: equal tags in a row are one undo step. */
  function change(tag: string, next: FlowFile, selection = get().selection) {
    const { flow, past, saveState } = get();
    if (!flow) return;
    if (next === flow) {
      if (selection !== get().selection) select(selection);
      return;
    }
    const merged =
      tag !== '' && tag === lastChange.tag && now() - lastChange.at < MERGE_WITHIN && past.length > 0;
    lastChange = { tag, at: now() };
    set({
      flow: next,
      past: merged ? past : [...past.slice(1 - HISTORY), flow],
      future: [],
      saveState: changedState(saveState),
    });
    analyseSoon();
    if (selection !== get().selection) select(selection);
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
      saveState: changedState(saveState),
    });
    analyseSoon();
  }

  const flow = () => get().flow;

  const actions: DocumentActions = {
    open({ flow, deployed, summary, fileFaults }) {
      lastChange = { tag: '', at: 0 };
      const { surroundings } = get();
      const { revision } = summary;
      set({ ...EMPTY, surroundings, flow, deployed, summary, fileFaults, revision, saved: flow });
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
        saved: flow,
        saveState: 'saved',
        trouble: null,
        selection: { nodes, edges: [] },
      });
      analyseNow();
    },
    takeTheirs({ flow: theirs, deployed, summary, fileFaults }) {
      const taken = takeTheirs(get(), theirs);
      if (!taken) return undefined;
      const { revision } = summary;
      set({ ...taken.state, deployed, summary, fileFaults, revision, trouble: null });
      analyseSoon();
      return taken.report;
    },
    recover(base, drawn) {
      const theirs = flow();
      if (!theirs) return;
      const merged = mergeFlows(base, drawn, theirs);
      if (!sameValue(merged.flow, theirs)) change('', merged.flow);
      set({ conflicts: withAsked(get().conflicts, askedOf(merged.conflicts)) });
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
      select({ nodes, edges });
    },
    reveal(node, field) {
      select({ nodes: [node], edges: [] });
      const turn = (get().reveal?.turn ?? 0) + 1;
      set({ reveal: { node, turn, ...(field === undefined ? {} : { field }) } });
    },

    undo: () => travel('past'),
    redo: () => travel('future'),
    travel(steps) {
      for (let n = 0; n < Math.abs(steps); n++) travel(steps < 0 ? 'past' : 'future');
    },

    markSaving: () => set({ saveState: 'saving' }),
    markSaved(sent, summary) {
      const saveState = get().flow === sent ? 'saved' : 'dirty';
      set({ saveState, summary, revision: summary.revision, saved: sent, trouble: null });
    },
    markSaveFailed: (trouble) => set({ saveState: 'failed', trouble }),
    markGone: () => set({ saveState: 'gone', trouble: null }),
    markKept: (kept) => kept !== get().kept && set({ kept }),
    choose(conflict, side) {
      const before = flow();
      if (before) change('', choose(before, conflict, side));
    },
    setConflicts: (conflicts) => set({ conflicts }),
    // Its revision is not taken: the draft that belongs to it was not.
    setServerState: ({ deployed, summary, fileFaults }) => set({ deployed, summary, fileFaults }),
  };

  return Object.assign(store, {
    actions,
    inputFieldsOf: (nodeId: string) => get().inputs[nodeId] ?? NO_FIELDS,
    faultsOf: (nodeId: string) => get().faults.filter((fault) => fault.node === nodeId),
    analyseNow,
  });
}

/** A change waits to be saved; where the last one could not be, that is still so. */
function changedState(before: SaveState): SaveState {
  return before === 'gone' || before === 'failed' ? before : 'dirty';
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
