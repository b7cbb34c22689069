import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { sampleSummary } from '../testing/flow-samples.ts';
import { createDocumentStore, type DocumentStore } from './document-store.ts';

const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'a', type: 'event-source', position: { x: 0, y: 0 }, data: {} },
    { id: 'b', type: 'throttle', position: { x: 100, y: 0 }, data: { max: 1 } },
    { id: 'c', type: 'action', position: { x: 200, y: 0 }, data: {} },
  ],
  edges: [{ id: 'e1', source: 'a', target: 'b' }],
};

let store: DocumentStore;
let time = 0;
const state = () => store.getState();
const opened = (drawn: FlowFile, revision: number) => ({
  flow: drawn,
  deployed: null,
  summary: sampleSummary({ id: 'f', revision }),
  fileFaults: [],
});
const dataOf = (id: string) => state().flow?.nodes.find((node) => node.id === id)?.data;
const with_ = (id: string, data: Record<string, unknown>, from = flow): FlowFile => ({
  ...from,
  nodes: from.nodes.map((node) => (node.id === id ? { ...node, data } : node)),
});

beforeEach(() => {
  time = 0;
  store = createDocumentStore({
    analyse: { inputsOf: () => ({}), faultsOf: () => [] },
    now: () => {
      time += 5000;
      return time;
    },
    later: () => () => {},
  });
  store.actions.open(opened(flow, 1));
});

describe('what somebody else saved', () => {
  it('is in the drawing at once, where nothing was changed here, and no step of undo', () => {
    const before = state().flow?.nodes[0];
    const taken = store.actions.takeTheirs(opened(structuredClone(with_('b', { max: 3 })), 2));
    expect(taken).toEqual({ nodes: ['b'], removed: 0, other: false, conflicts: [] });
    expect(state()).toMatchObject({ saveState: 'saved', revision: 2, past: [] });
    expect(dataOf('b')).toEqual({ max: 3 });
    // Cards that are the same are not drawn anew.
    expect(state().flow?.nodes[0]).toBe(before);
  });

  it('stays through undo and redo of what was done here', () => {
    store.actions.setNodeData('b', { max: 2 });
    store.actions.moveNodes({ c: { x: 500, y: 0 } });
    store.actions.undo();
    store.actions.takeTheirs(opened({ ...with_('a', { eventType: 'x' }), timezone: 'UTC' }, 2));
    expect(dataOf('b')).toEqual({ max: 2 });
    store.actions.redo();
    expect(state().flow?.nodes[2].position.x).toBe(500);
    expect(dataOf('a')).toEqual({ eventType: 'x' });
    store.actions.travel(-2);
    expect(state().flow).toMatchObject({ timezone: 'UTC' });
    expect(dataOf('a')).toEqual({ eventType: 'x' });
    expect(dataOf('b')).toEqual({ max: 1 });
    expect(state().past).toEqual([]);
  });

  it('that removed a node takes it out of the steps too; a step that is left with nothing goes', () => {
    store.actions.setNodeData('c', { channel: 'log' });
    store.actions.markSaved(state().flow!, sampleSummary({ id: 'f', revision: 2 }));
    const now = state().flow!;
    store.actions.takeTheirs(opened({ ...now, nodes: now.nodes.slice(0, 2) }, 3));
    expect(state().flow?.nodes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(state().past).toEqual([]);
  });

  it('gives the own new node another id in every step, and keeps it selected', () => {
    store.actions.addNode('filter', { x: 7, y: 7 }, {});
    store.actions.setNodeData('filter1', { n: 1 });
    const other = { id: 'filter1', type: 'filter', position: { x: 0, y: 300 }, data: {} };
    store.actions.takeTheirs(opened({ ...flow, nodes: [...flow.nodes, other] }, 2));
    expect(state().selection.nodes).toEqual(['filter2']);
    expect(dataOf('filter2')).toEqual({ n: 1 });
    store.actions.undo();
    expect(dataOf('filter2')).toEqual({});
    store.actions.undo();
    expect(state().flow?.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'filter1']);
  });

  it('in another way than here is asked once for each thing, and both choices can be undone', () => {
    store.actions.setNodeData('b', { max: 2 });
    store.actions.takeTheirs(opened(with_('b', { max: 3 }), 2));
    store.actions.takeTheirs(opened(with_('b', { max: 4 }), 3));
    expect(state().conflicts).toMatchObject([{ node: 'b', mine: 2, theirs: 4 }]);
    store.actions.choose(state().conflicts[0], 'theirs');
    expect(dataOf('b')).toEqual({ max: 4 });
    store.actions.undo();
    expect(dataOf('b')).toEqual({ max: 2 });
    store.actions.setConflicts([]);
    expect(state().conflicts).toEqual([]);
  });
});
