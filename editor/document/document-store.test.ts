import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import { createDocumentStore, type DocumentStore } from './document-store.ts';

const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'a', type: 'event-source', position: { x: 0, y: 0 }, data: {} },
    { id: 'b', type: 'filter', position: { x: 100, y: 0 }, data: {} },
  ],
  edges: [{ id: 'e1', source: 'a', target: 'b' }],
};

function summary(revision: number): FlowSummary {
  return {
    id: 'f',
    name: 'F',
    revision,
    status: 'running',
    changed: false,
    nodeCount: 2,
    faultCount: 0,
    hasSimulation: false,
    updatedAt: '2026-03-02T00:00:00Z',
  };
}

let time = 0;
let pending: (() => void) | undefined;
let checked = 0;
let store: DocumentStore;

beforeEach(() => {
  time = 0;
  pending = undefined;
  checked = 0;
  store = createDocumentStore({
    now: () => time,
    later: (run) => {
      pending = run;
      return () => {
        pending = undefined;
      };
    },
    analyse: {
      inputsOf: (drawn) => Object.fromEntries(drawn.nodes.map(({ id }) => [id, {}])),
      faultsOf: (drawn) => {
        checked++;
        return drawn.nodes.map(({ id }) => ({
          severity: 'hint' as const,
          code: 'x',
          node: id,
          message: { ko: id, en: id },
        }));
      },
    },
  });
  store.actions.open({ flow, deployed: null, summary: summary(3), fileFaults: [] });
});

const state = () => store.getState();

describe('changes', () => {
  it('make the document dirty and are checked a moment later', () => {
    expect(state().saveState).toBe('saved');
    store.actions.setNodeData('a', { eventType: 'x' });
    store.actions.setNodeData('a', { eventType: 'xy' });
    expect(state().saveState).toBe('dirty');
    expect(checked).toBe(1);
    pending?.();
    expect(checked).toBe(2);
    expect(store.faultsOf('a')).toHaveLength(1);
  });

  it('tell what arrives at a node as soon as it is selected, before the checks run', () => {
    const id = store.actions.addNode('filter', { x: 0, y: 0 }, {});
    expect(state().inputs).toHaveProperty(id);
    expect(checked).toBe(1);
    store.actions.apply((drawn) => ({ flow: { ...drawn, nodes: drawn.nodes.slice(0, 1) } }));
    expect(state().inputs).toHaveProperty(id);
    store.actions.select(['a']);
    expect(state().inputs).not.toHaveProperty(id);
    expect(checked).toBe(1);
  });

  it('that change nothing are no change', () => {
    store.actions.moveNodes({ a: { x: 0, y: 0 } });
    store.actions.connect({ source: 'a', target: 'b' });
    expect(state()).toMatchObject({ saveState: 'saved', past: [] });
    expect(state().flow).toBe(flow);
  });

  it('select what was added and forget what was removed', () => {
    const id = store.actions.addNode('filter', { x: 0, y: 0 }, {});
    expect(state().selection.nodes).toEqual([id]);
    store.actions.remove([id]);
    expect(state().selection.nodes).toEqual([]);
  });
});

describe('undo', () => {
  it('takes quick changes of one thing as one step', () => {
    store.actions.setNodeData('a', { eventType: 'x' });
    time = 500;
    store.actions.setNodeData('a', { eventType: 'xy' });
    time = 5000;
    store.actions.setNodeData('a', { eventType: 'xyz' });
    expect(state().past).toHaveLength(2);
    store.actions.undo();
    expect(state().flow?.nodes[0].data).toEqual({ eventType: 'xy' });
    store.actions.undo();
    expect(state().flow).toBe(flow);
    store.actions.redo();
    store.actions.redo();
    expect(state().flow?.nodes[0].data).toEqual({ eventType: 'xyz' });
    store.actions.redo();
    expect(state().future).toEqual([]);
  });

  it('goes several steps back and forth, no further than there are', () => {
    for (const x of [1, 2, 3]) store.actions.apply((drawn) => ({ flow: { ...drawn, name: `F${x}` } }));
    store.actions.travel(-2);
    expect(state().flow?.name).toBe('F1');
    store.actions.travel(1);
    expect(state().flow?.name).toBe('F2');
    store.actions.travel(-9);
    expect(state().flow).toBe(flow);
  });

  it('takes an operation as one step, together with the move that led to it', () => {
    store.actions.moveNodes({ b: { x: 7, y: 7 } });
    store.actions.apply((drawn) => ({ flow: { ...drawn, edges: [] }, selected: ['b'] }), 'move b');
    expect(state().past).toHaveLength(1);
    expect(state().selection.nodes).toEqual(['b']);
    store.actions.undo();
    expect(state().flow).toBe(flow);
  });

  it('drops the selection of nodes that are not there any more', () => {
    store.actions.addNode('filter', { x: 0, y: 0 }, {});
    store.actions.undo();
    expect(state().selection.nodes).toEqual([]);
  });

  it('forgets what could be redone when something else is changed', () => {
    store.actions.remove(['a']);
    store.actions.undo();
    store.actions.remove(['b']);
    expect(state().future).toEqual([]);
  });
});

describe('saving', () => {
  it('is done when nothing changed while it was under way', () => {
    store.actions.remove(['a']);
    const sent = state().flow!;
    store.actions.markSaving();
    store.actions.markSaved(sent, summary(4));
    expect(state()).toMatchObject({ saveState: 'saved', revision: 4 });
  });

  it('stays dirty when something did', () => {
    store.actions.remove(['a']);
    const sent = state().flow!;
    store.actions.markSaving();
    store.actions.remove(['b']);
    store.actions.markSaved(sent, summary(4));
    expect(state()).toMatchObject({ saveState: 'dirty', revision: 4 });
  });

  it('stays unsaved through changes until it is saved', () => {
    store.actions.remove(['a']);
    store.actions.markSaveFailed('unreachable');
    store.actions.remove(['b']);
    expect(state()).toMatchObject({ saveState: 'failed', trouble: 'unreachable' });
    store.actions.reload({ flow, deployed: null, summary: summary(9), fileFaults: [] });
    expect(state()).toMatchObject({ saveState: 'saved', revision: 9 });
    expect(state().flow).toBe(flow);
  });
});

describe('reveal', () => {
  it('selects the node, and counts twice when asked twice', () => {
    store.actions.reveal('b', 'where');
    const first = state().reveal;
    store.actions.reveal('b', 'where');
    expect(state().selection.nodes).toEqual(['b']);
    expect(state().reveal).toEqual({ node: 'b', field: 'where', turn: first!.turn + 1 });
  });
});
