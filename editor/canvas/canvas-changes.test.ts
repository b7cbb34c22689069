import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { applyEdgeChanges, applyNodeChanges } from './canvas-changes.ts';
import type { View } from './drawn-parts.ts';

const summary: FlowSummary = {
  id: 'f',
  name: 'F',
  revision: 1,
  status: 'running',
  changed: false,
  nodeCount: 2,
  faultCount: 0,
  hasSimulation: false,
  updatedAt: '2026-03-02T00:00:00Z',
};
let view: View;
const setView = (change: (before: View) => View) => {
  view = change(view);
};

beforeEach(() => {
  view = { measured: {}, dragged: {} };
  const nodes = ['a', 'b'].map((id) => ({ id, type: 'filter', position: { x: 0, y: 0 }, data: {} }));
  const flow = {
    id: 'f',
    name: 'F',
    nodes,
    edges: [{ id: 'e1', source: 'a', sourceHandle: 'match', target: 'b' }],
  };
  documentActions.open({ flow, deployed: null, summary, fileFaults: [] });
});

const state = () => documentStore.getState();

describe('a drag', () => {
  it('changes the document once, when it is over', () => {
    applyNodeChanges([{ type: 'position', id: 'a', position: { x: 5, y: 5 }, dragging: true }], setView);
    applyNodeChanges([{ type: 'position', id: 'a', position: { x: 9, y: 9 }, dragging: true }], setView);
    expect(view.dragged).toEqual({ a: { x: 9, y: 9 } });
    expect(state().past).toEqual([]);
    applyNodeChanges([{ type: 'position', id: 'a', position: { x: 9, y: 9 }, dragging: false }], setView);
    expect(view.dragged).toEqual({});
    expect(state().flow?.nodes[0].position).toEqual({ x: 9, y: 9 });
    expect(state().past).toHaveLength(1);
  });
});

describe('measuring', () => {
  it('is no change of the document', () => {
    applyNodeChanges([{ type: 'dimensions', id: 'a', dimensions: { width: 236, height: 120 } }], setView);
    expect(view.measured.a).toEqual({ width: 236, height: 120 });
    expect(state().saveState).toBe('saved');
  });
});

describe('selecting', () => {
  it('adds and takes away, nodes and edges apart', () => {
    applyNodeChanges([{ type: 'select', id: 'a', selected: true }], setView);
    applyEdgeChanges([{ type: 'select', id: 'e1', selected: true }]);
    expect(state().selection).toEqual({ nodes: ['a'], edges: ['e1'] });
    applyNodeChanges(
      [
        { type: 'select', id: 'a', selected: false },
        { type: 'select', id: 'b', selected: true },
      ],
      setView,
    );
    expect(state().selection).toEqual({ nodes: ['b'], edges: ['e1'] });
  });
});
