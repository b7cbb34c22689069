import { beforeEach, describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { createDocumentStore, type DocumentStore } from '../document/document-store.ts';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { keepDraft } from './keep-draft.ts';
import { openLivingPages } from './living-pages.ts';
import { createLocalDrafts, type LocalDraft, type LocalDrafts } from './local-drafts.ts';
import { draftsLeft, recover } from './recover.ts';

/** A storage with room for so many letters. */
function storageOf(room = Number.POSITIVE_INFINITY): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (i) => [...values.keys()][i] ?? null,
    getItem: (key) => values.get(key) ?? null,
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
    setItem(key, value) {
      const others = [...values].filter(([name]) => name !== key);
      if (others.reduce((sum, [, text]) => sum + text.length, value.length) > room)
        throw new DOMException('full', 'QuotaExceededError');
      values.set(key, value);
    },
  };
}

const DAY = 24 * 60 * 60 * 1000;
let now = 100 * DAY;
const renamed = (name: string): FlowFile => ({ ...sampleFlow, name });
const draft = (parts: Partial<LocalDraft> = {}): LocalDraft => ({
  page: 'p',
  at: now,
  revision: 1,
  summary: sampleSummary(),
  base: sampleFlow,
  flow: renamed('drawn'),
  ...parts,
});

beforeEach(() => {
  now = 100 * DAY;
});

describe('drafts on this computer', () => {
  it('are one for each flow and page, and gone when they are removed', () => {
    const drafts = createLocalDrafts(storageOf(), () => now);
    expect(drafts.put(draft({ page: 'q', at: now + 1 }))).toBe(true);
    drafts.put(draft());
    drafts.put(draft({ flow: { ...renamed('other'), id: 'aml-2' } }));
    expect(drafts.of('aml').map(({ page }) => page)).toEqual(['p', 'q']);
    expect(drafts.of('aml')[0]).toEqual(draft());
    drafts.remove('aml', 'p');
    expect(drafts.of('aml').map(({ page }) => page)).toEqual(['q']);
  });

  it('are bounded in number and age', () => {
    const drafts = createLocalDrafts(storageOf(), () => now);
    for (let i = 0; i < 30; i++) drafts.put(draft({ page: `p${i}`, at: now + i }));
    expect(drafts.of('aml')).toHaveLength(20);
    expect(drafts.of('aml').at(-1)?.page).toBe('p29');
    now += 40 * DAY;
    drafts.put(draft({ page: 'new', at: now }));
    expect(drafts.of('aml').map(({ page }) => page)).toEqual(['new']);
  });

  it('are passed over where somebody put in what nobody can draw', () => {
    const storage = storageOf();
    const drafts = createLocalDrafts(storage, () => now);
    const node = { id: 'n', type: 'filter', position: { x: 0, y: 0 } };
    const broken: unknown[] = [
      { nodes: [null] },
      { nodes: 'all' },
      { nodes: [{ ...node, position: undefined }] },
      { nodes: [{ ...node, position: { x: '<b>', y: 0 } }] },
      { nodes: [{ ...node, data: 7 }] },
      { edges: [{ id: 'e' }] },
      { name: { ko: {} } },
    ];
    for (const [i, part] of broken.entries()) {
      const { flow, ...rest } = draft({ page: `p${i}` });
      const text = JSON.stringify({ version: 1, ...rest, flow: { ...flow, ...(part as object) } });
      storage.setItem(`naru.draft aml p${i}`, text);
    }
    storage.setItem('naru.draft aml deep', '['.repeat(100_000));
    drafts.put(draft({ page: 'whole' }));
    expect(drafts.of('aml').map(({ page }) => page)).toEqual(['whole']);
    storage.setItem(
      'naru.conflicts aml',
      JSON.stringify([
        { kind: 'removed', by: 'theirs', node: 'n', left: { ...node, position: 1, data: {} } },
      ]),
    );
    expect(drafts.conflicts('aml')).toEqual([]);
  });

  it('say when there is no room; what nobody came back for gives way, what is fresh does not', () => {
    const size = JSON.stringify({ version: 1, ...draft() }).length;
    const drafts = createLocalDrafts(storageOf(size * 1.5), () => now);
    expect(drafts.put(draft({ page: 'a' }))).toBe(true);
    expect(drafts.put(draft({ page: 'b' }))).toBe(false);
    now += 8 * DAY;
    expect(drafts.put(draft({ page: 'b', at: now }))).toBe(true);
    expect(drafts.of('aml').map(({ page }) => page)).toEqual(['b']);
    expect(createLocalDrafts(undefined, () => now).put(draft())).toBe(false);
  });

  it('that are none of ours are passed over', () => {
    const storage = storageOf();
    storage.setItem('naru.draft aml x', '{"version":2}');
    storage.setItem('naru.draft aml y', 'no json');
    storage.setItem('naru.conflicts aml', '[{"kind":"weather"}]');
    storage.setItem('naru.surroundings', '[]');
    const drafts = createLocalDrafts(storage, () => now);
    expect(drafts.of('aml')).toEqual([]);
    expect(drafts.conflicts('aml')).toEqual([]);
    expect(drafts.surroundings()).toBeUndefined();
  });
});

let store: DocumentStore;
let drafts: LocalDrafts;
let timer: { run: () => void; ms: number } | undefined;

function open(flow = sampleFlow, revision = 1) {
  store.actions.open({ flow, deployed: null, summary: sampleSummary({ revision }), fileFaults: [] });
}
const keep = () =>
  keepDraft({
    store,
    drafts,
    page: 'me',
    now: () => now,
    later: (run, ms) => {
      timer = { run, ms };
      return () => {
        timer = undefined;
      };
    },
  });

beforeEach(() => {
  timer = undefined;
  drafts = createLocalDrafts(storageOf(), () => now);
  store = createDocumentStore({
    analyse: { inputsOf: () => ({}), faultsOf: () => [] },
    now: () => 0,
    later: () => () => {},
  });
  open();
});

describe('keeping what is drawn', () => {
  it('writes it within 300 ms of a change, and forgets it when it is saved', () => {
    keep();
    store.actions.setFlowSettings({ name: 'one' });
    store.actions.setFlowSettings({ name: 'two' });
    expect(timer?.ms).toBeLessThanOrEqual(300);
    timer?.run();
    expect(drafts.of('aml')).toMatchObject([
      { page: 'me', revision: 1, flow: { name: 'two' }, base: sampleFlow },
    ]);
    expect(store.getState().kept).toBe(true);
    store.actions.markSaved(store.getState().flow!, sampleSummary({ revision: 2 }));
    expect(drafts.of('aml')).toEqual([]);
    expect(store.getState().kept).toBe(false);
  });

  it('writes at once when the page goes, and leaves it there', () => {
    const kept = keep();
    store.actions.setFlowSettings({ name: 'one' });
    kept.dispose();
    store.actions.close();
    expect(drafts.of('aml')).toMatchObject([{ flow: { name: 'one' } }]);
  });

  it('forgets it when the flow is removed', () => {
    keep();
    store.actions.setFlowSettings({ name: 'one' });
    timer?.run();
    store.actions.close();
    expect(drafts.of('aml')).toEqual([]);
  });
});

describe('opening a flow again', () => {
  const bringBack = (left: readonly LocalDraft[]) => {
    const kept = keep();
    return recover(store, left, { drafts, page: 'me', keep: kept.flush });
  };

  it('brings back what was not saved, as one step, and keeps it under the own name', () => {
    drafts.put(draft());
    const recovered = bringBack(drafts.of('aml'));
    expect(store.getState()).toMatchObject({ flow: { name: 'drawn' }, saveState: 'dirty' });
    expect(store.getState().past).toHaveLength(1);
    expect(drafts.of('aml').map(({ page }) => page)).toEqual(['me']);
    store.actions.setFlowSettings({ timezone: 'UTC' });
    recovered?.discard();
    expect(store.getState().flow).toMatchObject({ name: sampleFlow.name, timezone: 'UTC' });
    store.actions.undo();
    expect(store.getState().flow).toMatchObject({ name: 'drawn' });
  });

  it('merges it with what was saved by others meanwhile', () => {
    drafts.put(draft());
    open({ ...sampleFlow, name: 'theirs', lateness: 'PT5S' }, 4);
    bringBack(drafts.of('aml'));
    expect(store.getState().flow).toMatchObject({ name: 'drawn', lateness: 'PT5S' });
    expect(store.getState().conflicts).toMatchObject([{ kind: 'flow', mine: 'drawn', theirs: 'theirs' }]);
  });

  it('forgets what the server has already', () => {
    drafts.put(draft());
    open(renamed('drawn'), 2);
    expect(bringBack(drafts.of('aml'))).toBeUndefined();
    expect(store.getState()).toMatchObject({ saveState: 'saved', past: [] });
    expect(drafts.of('aml')).toEqual([]);
  });

  it('leaves the drafts of windows that are open', async () => {
    drafts.put(draft({ page: 'open' }));
    drafts.put(draft({ page: 'crashed' }));
    drafts.put(draft({ page: 'me' }));
    const pages = ['open', 'me'].map((page) => openLivingPages(page));
    const left = await draftsLeft('aml', drafts, pages[1]);
    for (const page of pages) page.dispose();
    expect(left.map(({ page }) => page)).toEqual(['crashed', 'me']);
  });
});
