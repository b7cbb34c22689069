import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { manualClock } from '../clock.ts';
import { temporaryHome } from '../testing/naru-under-test.ts';
import { type AppendStore, openAppendStore } from './append-store.ts';

const schema = z.object({ id: z.string(), n: z.number(), group: z.string(), held: z.boolean().optional() });
type Item = z.infer<typeof schema>;

async function open(path: string): Promise<{ store: AppendStore<Item>; warnings: string[] }> {
  const owner = new AbortController();
  onTestFinished(() => owner.abort());
  const warnings: string[] = [];
  const store = await openAppendStore<Item>({
    path,
    schema,
    clock: manualClock(),
    signal: owner.signal,
    groupOf: ({ group }) => group,
    limitOf: (group) => (group === 'small' ? 3 : 1_000_000),
    isHeld: ({ held }) => held === true,
    onChange: () => {},
    warn: (line) => warnings.push(line),
  });
  return { store, warnings };
}

const file = async () => join((await temporaryHome()).data, 'things.ndjson');
const item = (id: string, n: number, more: Partial<Item> = {}): Item => ({ id, n, group: 'large', ...more });

describe('an append store', () => {
  it('writes everything once the disk takes it again, and not half a line', async () => {
    const path = await file();
    const { store, warnings } = await open(path);
    store.put(item('a', 1));
    await store.flush();
    await rm(path);
    await mkdir(path);
    store.put(item('b', 2));
    await store.flush();
    expect(await store.durable()).toBe(false);
    expect(warnings).toEqual([expect.stringContaining(`${path} cannot be written`)]);
    await rm(path, { recursive: true });
    await store.flush();
    expect(warnings[1]).toBe(`${path} can be written again`);
    expect((await open(path)).store.newest().map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('does not take what it cannot read for nothing', async () => {
    const path = await file();
    await mkdir(path);
    await expect(open(path)).rejects.toThrow('EISDIR');
  });

  it('gives back after a restart what was put, replaced and removed, newest first', async () => {
    const path = await file();
    const { store } = await open(path);
    for (const [i, id] of ['a', 'b', 'c'].entries()) store.put(item(id, i));
    store.put(item('a', 9));
    expect(store.remove(['b', 'none'])).toBe(1);
    await store.flush();
    store.put(item('d', 4));
    await store.flush();
    const again = await open(path);
    expect(again.store.newest().map(({ id, n }) => `${id}${n}`)).toEqual(['d4', 'c2', 'a9']);
    expect(again.store.newest(({ n }) => n > 4).map(({ id }) => id)).toEqual(['a']);
    expect(again.warnings).toEqual([]);
  });

  it('keeps so many of each group, and lets no other group suffer for it', async () => {
    const { store } = await open(await file());
    store.put(item('old', 0));
    store.put(item('held', 0, { group: 'small', held: true }));
    for (let n = 1; n <= 5; n++) store.put(item(`s${n}`, n, { group: 'small' }));
    expect(store.newest().map(({ id }) => id)).toEqual(['s5', 's4', 'held', 'old']);
    expect(store.countBy(({ group }) => group)).toEqual(
      new Map([
        ['large', 1],
        ['small', 3],
      ]),
    );
  });

  it('leaves out a line that a crash cut off, and those that are none, and says so', async () => {
    const path = await file();
    const first = await open(path);
    first.store.put(item('a', 1));
    await first.store.flush();
    await appendFile(path, 'nonsense\n{"put":{"id":7}}\n{"put":{"id":"b","n":2,"gro');
    const second = await open(path);
    expect(second.store.newest().map(({ id }) => id)).toEqual(['a']);
    expect(second.warnings).toHaveLength(1);
    second.store.put(item('c', 3));
    await second.store.flush();
    const third = await open(path);
    expect(third.store.newest().map(({ id }) => id)).toEqual(['c', 'a']);
    expect(third.warnings).toEqual([]);
  });

  it('opens with what can be read where the disk is full', async () => {
    const path = await file();
    // A name that leaves no room for the one of the file that is written beside it.
    const long = path.replace('things.ndjson', `${'x'.repeat(245)}.ndjson`);
    await appendFile(long, '{"put":{"id":"a","n":1,"group":"large"}}\n{"put":{"id":"b","n":2,"gro');
    const { store, warnings } = await open(long);
    expect(store.newest().map(({ id }) => id)).toEqual(['a']);
    expect(warnings).toHaveLength(2);
    store.put(item('c', 3));
    expect(await store.durable()).toBe(false);
    expect(await readFile(long, 'utf8')).toContain('"gro');
  });

  it('is rewritten when most of its log is history', async () => {
    const path = await file();
    const { store } = await open(path);
    for (let n = 0; n < 5_000; n++) store.put(item('same', n));
    await store.flush();
    store.put(item('last', 1));
    await store.flush();
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(2);
    const again = await open(path);
    expect(again.store.get('same')?.n).toBe(4_999);
  });
});
