import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { FlowSummary } from '../../runtime/wire/rest.ts';
import { createDocumentStore, type DocumentStore } from '../document/document-store.ts';
import type { TakenOver } from '../document/take-theirs.ts';
import { type Autosave, createAutosave, type SaveFault } from './autosave.ts';

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
let newest: FlowFile;
let newestRevision: number;
let reads: number;
let taken: TakenOver[];
let timer: { run: () => void; ms: number } | undefined;

beforeEach(() => {
  sent = [];
  timer = undefined;
  taken = [];
  reads = 0;
  newest = flow;
  newestRevision = 1;
  store = createDocumentStore({
    analyse: { inputsOf: () => ({}), faultsOf: () => [] },
    now: () => 0,
    later: () => () => {},
  });
  store.actions.open({ flow, deployed: null, summary: summary(1), fileFaults: [] });
  autosave = createAutosave({
    store,
    faultOf: (error) => (error instanceof Error ? error.message : '') as SaveFault,
    read: async () => {
      reads++;
      return { flow: newest, deployed: null, summary: summary(newestRevision), fileFaults: [] };
    },
    onTaken: (one) => taken.push(one),
    save: (drawn, revision) =>
      new Promise((resolve, reject) => {
        const answer = async (result: number | Error) => {
          if (typeof result === 'number') resolve({ summary: summary(result) });
          else reject(result);
          await settle();
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

/** Lets what waits for an answer run. */
async function settle() {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

async function elapse() {
  const due = timer;
  timer = undefined;
  due?.run();
  await settle();
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

  it('can be handed on in parts', async () => {
    const { saveNow, check, alone, dispose } = { ...autosave };
    store.actions.setNodeData('a', { n: 1 });
    const saved = saveNow();
    await settle();
    await sent[0].answer(2);
    expect(await saved).toBe(true);
    newestRevision = 2;
    await check();
    expect(await alone(async () => 'done')).toBe('done');
    expect(await dispose()).toBe(true);
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

  it('tries again after a failure, the longer the rarer, and at once when asked', async () => {
    store.actions.setNodeData('a', { n: 1 });
    const waits: (number | undefined)[] = [];
    for (let i = 0; i < 8; i++) {
      await elapse();
      await sent[i].answer(new Error('unreachable'));
      waits.push(timer?.ms);
    }
    expect(store.getState()).toMatchObject({ saveState: 'failed', trouble: 'unreachable' });
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    store.actions.setNodeData('a', { n: 2 });
    expect(store.getState().saveState).toBe('failed');
    const saved = autosave.saveNow();
    await settle();
    await sent[8].answer(2);
    expect(await saved).toBe(true);
    expect(sent[8].flow.nodes[0].data).toEqual({ n: 2 });
    expect(store.getState()).toMatchObject({ saveState: 'saved', trouble: null });
  });

  it('merges what somebody else saved, and saves it on his revision', async () => {
    newest = { ...flow, timezone: 'Asia/Seoul' };
    newestRevision = 5;
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    await sent[0].answer(new Error('conflict'));
    expect(sent[1]).toMatchObject({
      revision: 5,
      flow: { timezone: 'Asia/Seoul', nodes: [{ data: { n: 1 } }] },
    });
    expect(taken).toMatchObject([{ other: true, conflicts: [] }]);
    await sent[1].answer(6);
    expect(store.getState()).toMatchObject({ saveState: 'saved', revision: 6, conflicts: [] });
    // Undo takes back what was done here, and leaves the other's.
    store.actions.undo();
    expect(store.getState().flow).toMatchObject({ timezone: 'Asia/Seoul', nodes: [{ data: {} }] });
    expect(store.getState().past).toEqual([]);
  });

  it('keeps mine where both changed the same, saves it, and has theirs at hand', async () => {
    newest = { ...flow, nodes: [{ ...flow.nodes[0], data: { n: 7 } }] };
    newestRevision = 2;
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    await sent[0].answer(new Error('conflict'));
    expect(sent[1].flow.nodes[0].data).toEqual({ n: 1 });
    expect(store.getState().conflicts).toMatchObject([{ node: 'a', mine: 1, theirs: 7 }]);
    await sent[1].answer(3);
    store.actions.choose(store.getState().conflicts[0], 'theirs');
    expect(store.getState()).toMatchObject({ saveState: 'dirty', flow: { nodes: [{ data: { n: 7 } }] } });
  });

  it('does not merge its own save, of which only the answer was lost', async () => {
    store.actions.addNode('filter', { x: 1, y: 1 }, { n: 1 });
    await elapse();
    newest = structuredClone(sent[0].flow);
    newestRevision = 2;
    await sent[0].answer(new Error('unreachable'));
    store.actions.setNodeData('filter1', { n: 2 });
    await elapse();
    await sent[1].answer(new Error('conflict'));
    expect(sent[2]).toMatchObject({ revision: 2 });
    expect(sent[2].flow.nodes.map(({ id }) => id)).toEqual(['a', 'filter1']);
    expect(store.getState().conflicts).toEqual([]);
    expect(taken).toEqual([]);
  });

  it('takes over what is newer when told that there is something, after its own save', async () => {
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    const checked = autosave.check();
    newestRevision = 2;
    expect(reads).toBe(0);
    await sent[0].answer(2);
    await checked;
    expect(reads).toBe(1);
    expect(taken).toEqual([]);
    newest = { ...flow, nodes: [...flow.nodes, { ...flow.nodes[0], id: 'b' }] };
    newestRevision = 3;
    await autosave.check();
    expect(taken).toMatchObject([{ nodes: ['a', 'b'] }]);
    expect(store.getState()).toMatchObject({ saveState: 'saved', revision: 3 });
  });

  it('keeps what is drawn of a flow that is gone, and asks no more', async () => {
    store.actions.setNodeData('a', { n: 1 });
    await elapse();
    await sent[0].answer(new Error('gone'));
    expect(store.getState()).toMatchObject({ saveState: 'gone', flow: { nodes: [{ data: { n: 1 } }] } });
    store.actions.setNodeData('a', { n: 2 });
    expect(timer).toBeUndefined();
    expect(await autosave.saveNow()).toBe(false);
    expect(sent).toHaveLength(1);
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
