/**
 * Several windows on one flow, over a connection that fails, against the store of the server: what each did is there in
 * the end, in all of them.
 */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Autosave, createAutosave, type SaveFault } from '../editor/deploy/autosave.ts';
import { createDocumentStore, type DocumentStore } from '../editor/document/document-store.ts';
import { asFlowFile } from '../editor/server/flows-api.ts';
import { sameValue } from '../flows/format/diff.ts';
import type { FlowFile, FlowNode } from '../flows/format/flow-file.ts';
import { validateFlow } from '../flows/format/validate.ts';
import { manualClock } from '../runtime/clock.ts';
import { Database } from '../runtime/store/database.ts';
import type { Draft, DraftFolder } from '../runtime/store/draft-folder.ts';
import type { FlowBody } from '../runtime/store/flow-check.ts';
import { RevisionConflict } from '../runtime/store/flow-errors.ts';
import { FlowStore } from '../runtime/store/flow-store.ts';
import { FlowVersions } from '../runtime/store/flow-versions.ts';
import { type FlowSummary, flowBodySchema, saveFlowSchema } from '../runtime/wire/rest.ts';
import { createRandom, type Random } from './model/random.ts';

const NODES = ['a', 'b', 'c'];
const START: FlowFile = {
  id: 'f',
  name: 'F',
  nodes: NODES.map((id, i): FlowNode => ({ id, type: 'filter', position: { x: 240 * i, y: 0 }, data: {} })),
  edges: [],
};

function summaryOf(revision: number): FlowSummary {
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

class Lost extends Error {}

/** Drafts that lie nowhere: what is asked of the store comes in an order that is the same for the same seed. */
function draftsInMemory(): DraftFolder {
  const drafts = new Map<string, Draft>();
  return {
    drafts,
    write: async (id, draft) => void drafts.set(id, draft),
    remove: async (id) => void drafts.delete(id),
  };
}

/** The store as the server opens it, without a folder that others may write to. */
async function openStore(): Promise<FlowStore> {
  const clock = manualClock();
  const owner = new AbortController();
  onTestFinished(() => owner.abort());
  const warn = (line: string) => {
    throw new Error(line);
  };
  const store = new FlowStore(
    {
      flows: '/nowhere/flows',
      data: '/nowhere/data',
      check: (raw) => validateFlow(raw, {}),
      clock,
      signal: owner.signal,
      versions: new FlowVersions(
        new Database({ data: ':memory:', clock, signal: owner.signal, warn }),
        clock,
        warn,
      ),
      preview: async ({ id }) => ({ flow: id, nodes: [], dropped: false }),
      onDeployed: () => {},
      onChanged: () => {},
      warn,
    },
    draftsInMemory(),
  );
  await store.create(START as unknown as FlowBody);
  return store;
}

/** What goes over the wire: a text. */
const sent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** The server's store and schemas behind a connection on which questions and answers are lost. */
class Connection {
  failing = 0;

  constructor(
    readonly store: FlowStore,
    private readonly random: Random,
  ) {}

  get flow(): FlowFile {
    return asFlowFile(this.store.get('f')!.draft);
  }

  async save(drawn: FlowFile, revision: number): Promise<{ summary: FlowSummary }> {
    await this.way();
    const { flow, revision: on } = saveFlowSchema.parse(sent({ flow: drawn, revision }));
    const stored = await this.store.save('f', flow, on);
    await this.way();
    return { summary: summaryOf(stored.revision) };
  }

  async read() {
    await this.way();
    const { draft, revision } = this.store.get('f')!;
    const flow = asFlowFile(flowBodySchema.parse(sent(draft)));
    await this.way();
    return { flow, deployed: null, summary: summaryOf(revision), fileFaults: [] };
  }

  /** Takes a while, and may be lost. */
  private async way(): Promise<void> {
    for (let i = this.random.below(6); i > 0; i--) await Promise.resolve();
    if (this.random.chance(this.failing)) throw new Lost();
  }
}

class Window {
  readonly store: DocumentStore;
  readonly autosave: Autosave;
  /** What was set here last, by node: each window has a setting of its own. */
  readonly set = new Map<string, number>();
  readonly added = new Set<string>();
  readonly removed = new Set<string>();
  private made = 0;

  constructor(
    readonly name: string,
    server: Connection,
    private readonly random: Random,
  ) {
    this.store = createDocumentStore({
      analyse: { inputsOf: () => ({}), faultsOf: () => [] },
      now: () => 0,
      later: () => () => {},
    });
    this.store.actions.open({ flow: START, deployed: null, summary: summaryOf(1), fileFaults: [] });
    this.autosave = createAutosave({
      store: this.store,
      save: (flow, revision) => server.save(flow, revision),
      read: () => server.read(),
      faultOf: (error): SaveFault => {
        if (error instanceof Lost) return 'unreachable';
        return error instanceof RevisionConflict ? 'conflict' : 'refused';
      },
      later: () => () => {},
    });
  }

  get flow(): FlowFile {
    return this.store.getState().flow!;
  }

  private find(mark: string): FlowNode | undefined {
    return this.flow.nodes.find(({ data }) => data.mark === mark);
  }

  edit(): void {
    const { random, store } = this;
    switch (random.below(5)) {
      case 0: {
        const mark = `${this.name}${++this.made}`;
        store.actions.addNode('filter', { x: random.below(9), y: 0 }, { mark });
        this.added.add(mark);
        return;
      }
      case 1: {
        const mark = random.pick([...this.added, '']);
        const node = this.find(mark);
        if (!node) return;
        store.actions.remove([node.id]);
        this.added.delete(mark);
        this.removed.add(mark);
        return;
      }
      default: {
        const id = random.pick(NODES);
        const node = this.flow.nodes.find((each) => each.id === id)!;
        const value = ++this.made;
        store.actions.setNodeData(id, { ...node.data, [this.name]: value });
        this.set.set(id, value);
      }
    }
  }
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await Promise.resolve();
};

/** @returns whether somebody was asked about what two did */
async function play(seed: number): Promise<boolean> {
  const random = createRandom(seed);
  const server = new Connection(await openStore(), random);
  server.failing = random.pick([0, 0.1, 0.4]);
  const windows = ['p', 'q', 'r'].map((name) => new Window(name, server, random));
  for (let step = 0; step < 60; step++) {
    const window = random.pick(windows);
    const what = random.below(10);
    if (what < 5) window.edit();
    else if (what < 8) void window.autosave.saveNow();
    else void window.autosave.check();
    await turns(random.below(12));
  }
  server.failing = 0;
  for (let round = 0; round < 12; round++)
    for (const window of windows) {
      await window.autosave.check();
      await window.autosave.saveNow();
    }
  for (const { name, store, flow } of windows) {
    expect(store.getState().saveState, `seed ${seed}, window ${name}`).toBe('saved');
    expect(sameValue(flow, server.flow), `seed ${seed}, window ${name}`).toBe(true);
  }
  if (windows.some(({ store }) => store.getState().conflicts.length > 0)) return true;
  for (const { name, set, added, removed } of windows) {
    const told = `seed ${seed}, window ${name}`;
    for (const [id, value] of set)
      expect(server.flow.nodes.find((node) => node.id === id)?.data[name], `${told}, node ${id}`).toBe(value);
    const marks = server.flow.nodes.map(({ data }) => data.mark);
    for (const mark of added) expect(marks, told).toContain(mark);
    for (const mark of removed) expect(marks, `${told}, removed`).not.toContain(mark);
    expect(new Set(marks.filter(Boolean)).size, `${told}, once each`).toBe(marks.filter(Boolean).length);
  }
  return false;
}

describe('windows on one flow', () => {
  it('lose nothing, whatever order things come in and whatever is lost on the way', async () => {
    const runs = 200;
    let asked = 0;
    for (let seed = 1; seed <= runs; seed++) if (await play(seed)) asked++;
    // Each window has its own settings and nodes; only where an id was given again while nobody heard, it may ask.
    expect(asked).toBeLessThan(runs / 25);
  }, 60_000);
});
