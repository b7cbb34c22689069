import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { validateFlow } from '../../flows/format/validate.ts';
import { type ManualClock, manualClock } from '../clock.ts';
import type { Home } from '../home.ts';
import { bigAmounts, temporaryHome } from '../testing/naru-under-test.ts';
import type { NodeFate } from '../wire/deploy.ts';
import { Database } from './database.ts';
import { type FlowStore, openFlowStore } from './flow-store.ts';
import { FlowVersions } from './flow-versions.ts';

interface Opened {
  readonly store: FlowStore;
  readonly versions: FlowVersions;
  readonly database: Database;
  /** Flows of which a deploy would drop something. */
  readonly drops: Set<string>;
  readonly home: Home;
  readonly clock: ManualClock;
  /** `id` where a version was deployed, `-id` where one was taken out. */
  readonly deployed: string[];
  readonly warnings: string[];
  /** Writes a file as somebody else does, and lets the store find it. */
  change(name: string, content: string | null): Promise<void>;
}

/** A node of which a run would be dropped. */
const WAITING: NodeFate = {
  node: 'wait',
  kind: 'correlate',
  fate: 'dropped',
  waiting: { runs: 1, windows: 0 },
  changes: [],
  reasons: [],
};

async function open(home: Home): Promise<Opened> {
  const clock = manualClock();
  const owner = new AbortController();
  onTestFinished(() => owner.abort());
  const deployed: string[] = [];
  const drops = new Set<string>();
  const warnings: string[] = [];
  const database = new Database({
    data: ':memory:',
    clock,
    signal: owner.signal,
    warn: (line) => warnings.push(line),
  });
  const versions = new FlowVersions(database, clock, (line) => warnings.push(line));
  const store = await openFlowStore({
    versions,
    preview: async (flow) => ({
      flow: flow.id,
      nodes: drops.has(flow.id) ? [WAITING] : [],
      dropped: drops.has(flow.id),
    }),
    flows: home.flows,
    data: home.data,
    check: (raw) => validateFlow(raw, {}),
    clock,
    signal: owner.signal,
    onDeployed: (id, flow) => void deployed.push(flow ? id : `-${id}`),
    onChanged: () => {},
    warn: (line) => warnings.push(line),
  });
  const settle = async () => {
    await store.look();
    clock.advance(200);
    await store.idle();
  };
  const change: Opened['change'] = async (name, content) => {
    if (content === null) await rm(join(home.flows, name));
    else await writeFile(join(home.flows, name), content);
    await settle();
  };
  return { store, versions, database, drops, home, clock, deployed, warnings, change };
}

const text = (flow: unknown) => JSON.stringify(flow);
const renamed = (id: string, en: string) => ({ ...bigAmounts(id), name: { ko: en, en } });

describe('the flows folder', () => {
  it('goes on with a flow whose file cannot be read for now, and looks again', async () => {
    const home = await temporaryHome([bigAmounts('a'), bigAmounts('b')]);
    const { store, deployed, warnings, change } = await open(home);
    const path = join(home.flows, 'a.json');
    await rm(path);
    await mkdir(path);
    await change('b.json', JSON.stringify({ ...bigAmounts('b'), name: 'another' }));
    expect(deployed).toEqual(['a', 'b', 'b']);
    expect(store.get('a')?.running).toBeTruthy();
    expect(warnings).toHaveLength(1);
    await rm(path, { recursive: true });
    await change('a.json', JSON.stringify({ ...bigAmounts('a'), name: 'another' }));
    expect(deployed).toEqual(['a', 'b', 'b', 'a']);
  });

  it('deploys what is there at the start, and drafts follow it', async () => {
    const { store, deployed } = await open(await temporaryHome([bigAmounts('b'), bigAmounts('a')]));
    expect(deployed).toEqual(['a', 'b']);
    expect(store.list().map(({ id, revision, changed }) => ({ id, revision, changed }))).toEqual([
      { id: 'a', revision: 1, changed: false },
      { id: 'b', revision: 1, changed: false },
    ]);
  });

  it('deploys a file that is added or changed, and takes out one that goes', async () => {
    const { store, deployed, change } = await open(await temporaryHome());
    await change('new.json', text(bigAmounts('new')));
    expect(deployed).toEqual(['new']);
    await change('new.json', text(renamed('new', 'Other')));
    expect(deployed).toEqual(['new', 'new']);
    expect(store.get('new')).toMatchObject({ revision: 2, changed: false, draft: { name: { en: 'Other' } } });
    await change('new.json', null);
    expect(deployed).toEqual(['new', 'new', '-new']);
    expect(store.get('new')).toBeUndefined();
  });

  it('never goes back to a version that was deployed while the folder was looked at', async () => {
    const { store, clock, deployed } = await open(await temporaryHome([bigAmounts('a')]));
    for (let i = 0; i < 12; i++) {
      await store.look();
      clock.advance(120);
      const { revision } = await store.save('a', renamed('a', `v${i}`), store.get('a')!.revision);
      await Promise.all([store.deploy('a', revision), store.look()]);
      await store.idle();
      expect(store.get('a')?.running?.name).toEqual({ ko: `v${i}`, en: `v${i}` });
    }
    expect(deployed).toHaveLength(13);
  });

  it('waits until a file that is written in two steps is whole', async () => {
    const { store, home, clock, deployed } = await open(await temporaryHome([bigAmounts('a')]));
    const path = join(home.flows, 'a.json');
    await writeFile(path, '');
    await store.look();
    await writeFile(path, text(renamed('a', 'Whole')));
    await store.look();
    clock.advance(200);
    await store.idle();
    expect(store.get('a')).toMatchObject({ fileFaults: [], draft: { name: { en: 'Whole' } } });
    expect(deployed).toEqual(['a', 'a']);
  });

  it('keeps what runs when the file breaks, shows its faults, and mends', async () => {
    const { store, deployed, change } = await open(await temporaryHome([bigAmounts('a')]));
    await change('a.json', '{"id": "a", ');
    const broken = store.get('a');
    expect(broken?.fileFaults).toHaveLength(1);
    expect(broken?.fileFaults[0].message.ko).toMatch(/JSON/);
    expect(broken?.running?.id).toBe('a');
    await change(
      'a.json',
      text({
        ...bigAmounts('a'),
        nodes: [{ id: 'x', type: 'nonsense', position: { x: 0, y: 0 }, data: {} }],
      }),
    );
    expect(store.get('a')?.fileFaults.some(({ node }) => node === 'x')).toBe(true);
    expect(deployed).toEqual(['a']);
    await change('a.json', text(renamed('a', 'Mended')));
    expect(store.get('a')).toMatchObject({ fileFaults: [], running: { name: { en: 'Mended' } } });
    expect(deployed).toEqual(['a', 'a']);
  });

  it('puts a broken flow that never ran onto the canvas', async () => {
    const { store, deployed, change } = await open(await temporaryHome());
    const broken = { ...bigAmounts('a'), timezone: 'Mars/Olympus' };
    await change('a.json', text(broken));
    expect(store.get('a')).toMatchObject({ draft: broken, deployed: null });
    expect(store.get('a')?.fileFaults.length).toBeGreaterThan(0);
    expect(deployed).toEqual([]);
  });

  it('refuses a file whose name is another than its id, or none at all', async () => {
    const { store, change, deployed } = await open(await temporaryHome());
    await change('a.json', text(bigAmounts('b')));
    await change('Bad Name.json', text(bigAmounts('bad')));
    expect(store.list().map(({ id, fileFaults }) => [id, fileFaults[0].code])).toEqual([
      ['Bad Name', 'file-name'],
      ['a', 'file-name'],
    ]);
    expect(deployed).toEqual([]);
  });
});

describe('drafts', () => {
  it('keep the work of a person when the file changes under it', async () => {
    const { store, change } = await open(await temporaryHome([bigAmounts('a')]));
    await store.save('a', renamed('a', 'Mine'), 1);
    await change('a.json', text(renamed('a', 'Theirs')));
    expect(store.get('a')).toMatchObject({
      revision: 2,
      changed: true,
      draft: { name: { en: 'Mine' } },
      deployed: { name: { en: 'Theirs' } },
    });
  });

  it('are refused on an old revision, also when two come at once', async () => {
    const { store } = await open(await temporaryHome([bigAmounts('a')]));
    const both = await Promise.allSettled([
      store.save('a', renamed('a', 'First'), 1),
      store.save('a', renamed('a', 'Second'), 1),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { revision: 2 } });
    expect(store.get('a')?.draft.name).toEqual({ ko: 'First', en: 'First' });
  });

  it('outlive the process, with their revision', async () => {
    const home = await temporaryHome([bigAmounts('a')]);
    const first = await open(home);
    await first.store.save('a', renamed('a', 'Mine'), 1);
    const second = await open(home);
    expect(second.store.get('a')).toMatchObject({
      revision: 2,
      changed: true,
      draft: { name: { en: 'Mine' } },
    });
  });

  it('follow a file that changed while nobody looked, unless they have changes of their own', async () => {
    const home = await temporaryHome([bigAmounts('a')]);
    await open(home);
    await writeFile(join(home.flows, 'a.json'), text(renamed('a', 'Meanwhile')));
    const { store } = await open(home);
    expect(store.get('a')).toMatchObject({
      revision: 2,
      changed: false,
      draft: { name: { en: 'Meanwhile' } },
    });
  });

  it('that cannot be read are put aside and said', async () => {
    const home = await temporaryHome([bigAmounts('a')]);
    await mkdir(join(home.data, 'drafts'));
    await writeFile(join(home.data, 'drafts', 'a.json'), '{');
    const { store, warnings } = await open(home);
    expect(store.get('a')?.revision).toBe(1);
    expect(warnings).toHaveLength(1);
    expect(await readdir(join(home.data, 'drafts'))).toContain('a.json.broken');
  });

  it('may be full of faults, but not of another shape', async () => {
    const { store } = await open(await temporaryHome());
    const faulty = await store.create({
      ...bigAmounts('a'),
      edges: [{ id: 'e', source: 'in', target: 'nowhere' }],
    });
    expect(faulty.faults.length).toBeGreaterThan(0);
    await expect(store.create({ id: 'b', nodes: 'none', edges: [] })).rejects.toMatchObject({
      name: 'FlowRefused',
    });
    for (const id of ['../../etc/passwd', 'A', '', 'a'.repeat(65), '.', 'a/b'])
      await expect(store.create({ ...bigAmounts('x'), id })).rejects.toMatchObject({ name: 'FlowRefused' });
    await expect(store.save('a', bigAmounts('other'), 1)).rejects.toMatchObject({ name: 'FlowRefused' });
  });

  it('get a free id where one is imported twice', async () => {
    const { store } = await open(await temporaryHome([bigAmounts('a')]));
    await expect(store.create(bigAmounts('a'))).rejects.toMatchObject({ name: 'FlowExists' });
    expect((await store.create(bigAmounts('a'), true)).id).toBe('a-2');
    expect((await store.create(bigAmounts('a'), true)).draft.id).toBe('a-3');
  });
});

describe('deploying', () => {
  it('writes the file, keeps fields that nobody knows, and is not reported back', async () => {
    const { store, home, deployed, change } = await open(await temporaryHome());
    await store.create({ ...bigAmounts('a'), madeBy: { someone: ['else'] } });
    const after = await store.deploy('a', 1);
    expect(after).toMatchObject({ changed: false, revision: 1 });
    const file = JSON.parse(await readFile(join(home.flows, 'a.json'), 'utf8'));
    expect(file.madeBy).toEqual({ someone: ['else'] });
    await change('other.json', text(bigAmounts('other')));
    expect(deployed).toEqual(['a', 'other']);
    expect(await readdir(home.flows)).toEqual(['a.json', 'other.json', 'tables']);
  });

  it('is refused with every fault, and what runs goes on', async () => {
    const { store, deployed } = await open(await temporaryHome([bigAmounts('a')]));
    const cycle = { id: 'back', source: 'big', sourceHandle: 'else', target: 'big' };
    await store.save(
      'a',
      { ...bigAmounts('a'), timezone: 'Nowhere', edges: [...bigAmounts('a').edges, cycle] },
      1,
    );
    await expect(store.deploy('a', 2)).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ code: 'cycle' })]),
    });
    expect(deployed).toEqual(['a']);
    await expect(store.deploy('a', 1)).rejects.toMatchObject({ name: 'RevisionConflict', revision: 2 });
    await expect(store.deploy('none', 1)).rejects.toMatchObject({ name: 'UnknownFlow' });
  });

  it('can be undone by removing the flow, which comes back only when somebody puts it back', async () => {
    const { store, home, deployed, change } = await open(await temporaryHome([bigAmounts('a')]));
    await store.remove('a');
    expect(store.list()).toEqual([]);
    expect(await readdir(join(home.data, 'drafts'))).toEqual([]);
    await change('a.json', text(bigAmounts('a')));
    expect(deployed).toEqual(['a', '-a', 'a']);
  });
});

describe('versions of a flow', () => {
  const words = (versions: FlowVersions, flow: string) =>
    versions
      .list(flow, {})
      .items.map(({ version, who, how, changes }) => [version, who, how, ...changes.map(({ en }) => en)]);
  const shifted = (id: string) => {
    const flow = bigAmounts(id);
    return { ...flow, nodes: flow.nodes.map((node) => ({ ...node, position: { x: 7, y: 7 } })) };
  };

  it('are kept with who, how and what changed; the same again is none', async () => {
    const { store, versions, change } = await open(await temporaryHome([bigAmounts('a')]));
    await store.deploy('a', 1, { how: 'page', who: 'Kim' });
    await store.save('a', shifted('a'), 1);
    await store.deploy('a', 2, { how: 'page', who: '  Kim\u202e  Min\njun ' });
    await store.deploy('a', 2, { how: 'page', who: 'Lee' });
    await change('a.json', text(renamed('a', 'Huge')));
    await store.deploy('a', 3, { how: 'api', who: ' ' });
    expect(words(versions, 'a')).toEqual([
      [3, null, 'file', 'Name of the flow: Big amounts → Huge', 'Moved 3 nodes.'],
      [2, 'Kim Min jun', 'page', 'Moved 3 nodes.'],
      [1, null, 'file', 'First deployed, with 3 nodes.'],
    ]);
  });

  it('are gone back to as a deploy like any other, which makes a version too', async () => {
    const { store, versions, deployed, home } = await open(await temporaryHome([bigAmounts('a')]));
    await store.save('a', renamed('a', 'Huge'), 1);
    await store.deploy('a', 2);
    await store.save('a', renamed('a', 'not deployed'), 2);
    await expect(store.restore('a', 2, 1, { how: 'page' })).rejects.toThrow('newest revision');
    await expect(store.restore('a', 3, 9, { how: 'page' })).rejects.toThrow('no version 9');
    const back = await store.restore('a', 3, 1, { how: 'page', who: 'Lee' });
    expect(back).toMatchObject({ revision: 4, changed: false, draft: bigAmounts('a') });
    expect(JSON.parse(await readFile(join(home.flows, 'a.json'), 'utf8'))).toEqual(bigAmounts('a'));
    expect(deployed).toEqual(['a', 'a', 'a']);
    expect(versions.list('a', { limit: 1 })).toMatchObject({
      total: 3,
      items: [{ version: 3, who: 'Lee', how: 'restored', restored: 1 }],
    });
  });

  it('are not deployed where something would be dropped and that was to be asked', async () => {
    const { store, versions, deployed, drops } = await open(await temporaryHome([bigAmounts('a')]));
    await store.save('a', renamed('a', 'Huge'), 1);
    drops.add('a');
    await expect(store.deploy('a', 2, { how: 'page', onDrop: 'refuse' })).rejects.toMatchObject({
      preview: { flow: 'a', dropped: true },
    });
    expect([deployed, versions.list('a', {}).total]).toEqual([['a'], 1]);
    await store.deploy('a', 2, { how: 'page', onDrop: 'accept' });
    expect([deployed, versions.list('a', {}).total]).toEqual([['a', 'a'], 2]);
  });

  it('stay when their flow is removed, and number on when it comes again', async () => {
    const { store, versions } = await open(await temporaryHome([bigAmounts('a'), bigAmounts('b')]));
    const isThere = (id: string) => store.get(id) !== undefined;
    expect(versions.removed(isThere)).toEqual([]);
    await store.remove('a');
    expect(versions.removed(isThere)).toMatchObject([{ flow: 'a', version: 1, name: { en: 'Big amounts' } }]);
    await store.create(renamed('a', 'Huge'));
    await store.deploy('a', 1);
    expect(versions.removed(isThere)).toEqual([]);
    expect(versions.list('a', {}).items.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('are at most 500 a flow', async () => {
    const { versions } = await open(await temporaryHome());
    for (let i = 0; i < 510; i++) versions.add({ ...bigAmounts('a'), name: `n${i}` }, { how: 'api' });
    expect(versions.list('a', { limit: 1 })).toMatchObject({ total: 500, items: [{ version: 510 }] });
    expect(versions.get('a', 10)).toBeUndefined();
    expect(versions.get('a', 11)?.body).toMatchObject({ name: 'n10' });
  });

  it('cannot be kept where the history is damaged: the flow runs all the same, and it is said', async () => {
    const { store, database, deployed, warnings } = await open(await temporaryHome([bigAmounts('a')]));
    database.prepare("UPDATE flow_versions SET body = '{'").run();
    await store.save('a', renamed('a', 'Huge'), 1);
    // The newest version is known by heart; a flow that is not must be read.
    await store.deploy('a', 2);
    database.prepare("INSERT INTO flow_versions VALUES ('b', 1, '', NULL, 'api', NULL, '[]', '{')").run();
    await store.create(bigAmounts('b'));
    await store.deploy('b', 1);
    expect(deployed).toEqual(['a', 'a', 'b']);
    expect(warnings).toEqual([
      expect.stringContaining('The version of b that was deployed could not be kept'),
    ]);
  });

  it('that a file brings are not asked for, but what they drop is said', async () => {
    const { deployed, drops, warnings, change } = await open(await temporaryHome([bigAmounts('a')]));
    drops.add('a');
    await change('a.json', text(renamed('a', 'Huge')));
    expect(deployed).toEqual(['a', 'a']);
    expect(warnings).toEqual(['flows/a.json was changed, and drops what waits: wait (1 runs)']);
  });
});
