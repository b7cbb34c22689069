import { describe, expect, it, vi } from 'vitest';
import type { FlowEdge, FlowFile } from '../../flows/format/flow-file.ts';
import { createDocumentStore } from '../document/document-store.ts';
import { sampleSummary } from '../testing/flow-samples.ts';
import { type CommandContext, commands } from './commands.ts';
import { isForCanvas } from './is-for-canvas.ts';
import { keyName } from './key-name.ts';

describe('isForCanvas', () => {
  it('leaves keys to those who type, and to the buttons of forms', () => {
    document.body.innerHTML =
      '<main id="main"><div data-canvas><i id="card"></i><input id="inside"></div><aside><button id="button"></button></aside></main>';
    const at = (id: string) => isForCanvas(document.getElementById(id));
    expect([isForCanvas(document.body), at('main'), at('card')]).toEqual([true, true, true]);
    expect([at('inside'), at('button')]).toEqual([false, false]);
  });
});

describe('keys', () => {
  it('mean one command each', () => {
    const keys = Object.values(commands).flatMap((command) => command.keys.map((key) => key.toLowerCase()));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('commands', () => {
  const node = (id: string, type: string, x: number) => ({ id, type, position: { x, y: 0 }, data: {} });

  function contextOf(flow: FlowFile, selected: string[]) {
    const store = createDocumentStore({
      analyse: { inputsOf: () => ({}), faultsOf: () => [] },
      now: () => 0,
      later: () => () => {},
    });
    store.actions.open({ flow, deployed: null, summary: sampleSummary(), fileFaults: [] });
    store.actions.select(selected);
    const refused = vi.fn();
    const askWire = vi.fn();
    const renameGroup = vi.fn();
    const nothing = () => {};
    const comparing = { now: false };
    const context: CommandContext = {
      store,
      refused,
      askWire,
      fitView: nothing,
      zoom: nothing,
      tidy: nothing,
      save: nothing,
      askNext: nothing,
      add: nothing,
      open: nothing,
      toggleLasso: nothing,
      renameGroup,
      toForm: nothing,
      toCanvas: nothing,
      copy: nothing,
      cut: nothing,
      paste: nothing,
      compare: {
        isOn: () => comparing.now,
        start: nothing,
        leave: () => (comparing.now = false),
        step: nothing,
      },
      boxes: (ids) =>
        flow.nodes.flatMap(({ id, position }) =>
          ids.includes(id) ? [{ id, ...position, width: 10, height: 10 }] : [],
        ),
    };
    return { store, refused, askWire, comparing, renameGroup, context };
  }

  it('wire the left one to the right one, whichever was selected first', () => {
    const flow: FlowFile = {
      id: 'f',
      name: 'F',
      nodes: [node('b', 'filter', 300), node('a', 'event-source', 0)],
      edges: [],
    };
    const { store, context } = contextOf(flow, ['b', 'a']);
    commands.connect.run(context);
    expect(store.getState().flow?.edges).toEqual([
      { id: 'e1', source: 'a', sourceHandle: 'out', target: 'b', targetHandle: 'in' },
    ]);
    // A second time there is nothing left to wire.
    commands.connect.run(context);
    expect(store.getState().flow?.edges).toHaveLength(1);
    expect(context.refused).toHaveBeenCalledTimes(1);
  });

  it('asks where there are several ways', () => {
    const flow: FlowFile = {
      id: 'f',
      name: 'F',
      nodes: [node('a', 'filter', 0), node('b', 'throttle', 300)],
      edges: [],
    };
    const { store, askWire, context } = contextOf(flow, ['a', 'b']);
    commands.connect.run(context);
    expect(askWire.mock.calls[0][0].map((wire: FlowEdge) => wire.sourceHandle)).toEqual(['match', 'else']);
    expect(store.getState().flow?.edges).toEqual([]);
  });

  it('select along the way of the events', () => {
    const flow: FlowFile = {
      id: 'f',
      name: 'F',
      nodes: [node('a', 'event-source', 0), node('b', 'filter', 1), node('c', 'action', 2)],
      edges: [
        { id: 'e1', source: 'a', target: 'b' },
        { id: 'e2', source: 'b', sourceHandle: 'match', target: 'c' },
      ],
    };
    const { store, context } = contextOf(flow, ['b']);
    commands.selectDownstream.run(context);
    expect(store.getState().selection.nodes).toEqual(['b', 'c']);
    commands.selectUpstream.run(context);
    expect(store.getState().selection.nodes).toEqual(['b', 'c', 'a']);
  });

  it('group what is selected, name it, and take it apart', () => {
    const flow: FlowFile = {
      id: 'f',
      name: 'F',
      nodes: [node('a', 'filter', 0), node('b', 'filter', 1)],
      edges: [],
    };
    const { store, renameGroup, context } = contextOf(flow, ['a', 'b']);
    expect(commands.ungroup.enabled(context)).toBe(false);
    commands.group.run(context);
    expect(store.getState().flow?.groups?.map(({ id, nodes }) => [id, nodes])).toEqual([
      ['group1', ['a', 'b']],
    ]);
    expect(renameGroup).toHaveBeenCalledWith('group1');
    commands.rename.run(context);
    expect(renameGroup).toHaveBeenCalledTimes(2);
    expect(commands.ungroup.enabled(context)).toBe(true);
    commands.ungroup.run(context);
    expect(store.getState().past).toHaveLength(2);
    // Back to nothing, and forward to the end
    store.actions.travel(-2);
    expect(store.getState().flow).toBe(flow);
    store.actions.travel(1);
    expect(store.getState().flow?.groups).toHaveLength(1);
  });

  it('bring nodes into line, each as a step of its own', () => {
    const flow: FlowFile = {
      id: 'f',
      name: 'F',
      nodes: [node('a', 'filter', 0), node('b', 'filter', 40)],
      edges: [],
    };
    const { store, context } = contextOf(flow, ['a', 'b']);
    expect(commands.distributeAcross.enabled(context)).toBe(false);
    commands.alignRight.run(context);
    expect(store.getState().flow?.nodes.map(({ position }) => position.x)).toEqual([40, 40]);
    commands.alignRight.run(context);
    expect(store.getState().past).toHaveLength(1);
  });

  it('end a comparison before they deselect', () => {
    const flow: FlowFile = { id: 'f', name: 'F', nodes: [node('a', 'filter', 0)], edges: [] };
    const { store, comparing, context } = contextOf(flow, ['a']);
    comparing.now = true;
    commands.deselect.run(context);
    expect([comparing.now, store.getState().selection.nodes]).toEqual([false, ['a']]);
    commands.deselect.run(context);
    expect(store.getState().selection.nodes).toEqual([]);
    expect(commands.compare.enabled(context)).toBe(false);
  });

  it('say why two nodes can’t be wired', () => {
    const flow: FlowFile = {
      id: 'f',
      name: 'F',
      nodes: [node('a', 'comment', 0), node('b', 'filter', 9)],
      edges: [],
    };
    const { refused, context } = contextOf(flow, ['a', 'b']);
    commands.connect.run(context);
    expect(refused.mock.calls[0][0].ko).toContain('연결점');
  });
});

describe('key names', () => {
  it('are those of the keyboard', () => {
    expect([keyName('mod+shift+Z', false), keyName('mod+shift+Z', true), keyName('Delete', false)]).toEqual([
      'Ctrl+Shift+Z',
      '⌘⇧Z',
      'Delete',
    ]);
  });
});
