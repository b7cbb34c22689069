import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import { createDocumentStore, type DocumentStore } from '../document/document-store.ts';
import { type Autosave, createAutosave } from './autosave.ts';

const flow: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: [{ id: 'a', type: 'filter', position: { x: 0, y: 0 }, data: {} }],
  edges: [],
};

function summary(revision: number): FlowSummary {
  return {
    id: 'f',
    name: 'F',
    revision,
    status: 'running',
    changed: true,
    nodeCount: 1,
    faultCount: 0,
    hasSimulation: false,
    updatedAt: '2026-03-02T00:00:00Z',
  };
}

interface Sent {
  readonly flow: FlowFile;
  readonly revision: number;
  readonly answer: (result: number | Error) => Promise<void>;
}

let store: DocumentStore;
let autosave: Autosave;
let sent: Sent[];
let timer: { run: () => void; ms: number } | undefined;

beforeEach(() => {
  sent = [];
  timer = undefined;
  store = createDocumentStore({
    analyse: () => ({ faults: [], inputs: {} }),
    now: () => 0,
    later: () => () => {},
  });
  store.actions.open({ flow, deployed: null, summary: summary(1), fileFaults: [] });
  autosave = createAutosave({
    store,
    isConflict: (error) => error instanceof Error && error.message === 'conflict',
    save: (drawn, revision) =>
      new Promise((resolve, reject) => {
        const answer = async (result: number | Error) => {
          if (typeof result === 'number') resolve({ summary: summary(result) });
          else reject(result);
          // Lets what waits for the answer run.
          for (let i = 0; i < 5; i++) await Promise.resolve();
        };
        sent.push({ flow: drawn, revision, answer });
      }),
    later: (run, ms) => {
      const mine = { run, ms };
      timer = mine;
      return () => {
        if (timer === mine) timer = undefined;
      };
    },
  });
});

async function elapse() {
  const due = timer;
  timer = undefined;
  due?.run();
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

describe('autosave', () => {
  it('saves a second after the last change, on the revision that it knows', async () => {
    store.actions.setNodeData('a', { n: 1 });
    store.actions.setNodeData('a', { n: 2 });
    expect(timer?.ms).toBe(1000);
    await elapse();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ revision: 1, flow: { nodes: [{ data: { n: 2 } }] } });
    expect(store.getState().saveState).toBe('saving');
    await sent[0].answer(2);
    expect(store.getState()).toMatchObject({ saveState: 'saved', revision: 2 });
    expect(timer).toBeUndefined();
  });

  it('saves again what changed while it was saving', async () => {
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    store.actions.setNodeData('a', { n: 2 });
    await sent[0].answer(2);
    expect(store.getState().saveState).toBe('dirty');
    await elapse();
    expect(sent[1]).toMatchObject({ revision: 2, flow: { nodes: [{ data: { n: 2 } }] } });
  });

  it('never has two requests under way', async () => {
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    store.actions.setNodeData('a', { n: 2 });
    const saved = autosave.saveNow();
    await elapse();
    expect(sent).toHaveLength(1);
    await sent[0].answer(2);
    expect(sent).toHaveLength(2);
    await sent[1].answer(3);
    expect(await saved).toBe(true);
  });

  it('stops at a conflict and tries again after any other failure', async () => {
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    await sent[0].answer(new Error('unreachable'));
    expect(store.getState().saveState).toBe('failed');
    expect(timer?.ms).toBe(5000);
    await elapse();
    await sent[1].answer(new Error('conflict'));
    expect(store.getState().saveState).toBe('conflict');
    store.actions.setNodeData('a', { n: 2 });
    expect(timer).toBeUndefined();
    expect(await autosave.saveNow()).toBe(false);
    expect(sent).toHaveLength(2);
  });

  it('sends what is left when it ends, although the document is closed at once', async () => {
    store.actions.setNodeData('a', { n: 1 });
    autosave.dispose();
    store.actions.close();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ revision: 1, flow: { nodes: [{ data: { n: 1 } }] } });
  });

  it('sends it after the request that is under way, on that one’s revision', async () => {
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    store.actions.setNodeData('a', { n: 2 });
    autosave.dispose();
    store.actions.close();
    await sent[0].answer(2);
    expect(sent[1]).toMatchObject({ revision: 2, flow: { nodes: [{ data: { n: 2 } }] } });
    expect(timer).toBeUndefined();
  });

  it('sends nothing when everything is saved', () => {
    autosave.dispose();
    expect(sent).toEqual([]);
  });
});
