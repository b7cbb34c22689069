import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DISMISSED_FILE, openDismissedTypes } from './dismissed-types.ts';

async function aFolder() {
  const data = await mkdtemp(join(tmpdir(), 'naru-dismissed-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  return data;
}

describe('dismissed event types', () => {
  it('are there again after a restart, and can be taken back', async () => {
    const data = await aFolder();
    const types = await openDismissedTypes(data, () => {});
    await Promise.all([types.set('a', true), types.set('b', true), types.set('a', true)]);
    await types.set('a', false);
    const again = await openDismissedTypes(data, () => {});
    expect([again.has('a'), again.has('b')]).toEqual([false, true]);
    expect(JSON.parse(await readFile(join(data, DISMISSED_FILE), 'utf8'))).toEqual({
      format: 1,
      types: ['b'],
    });
  });

  it.each([
    '{',
    '{"format":1}',
    '{"format":2,"types":[]}',
    '{"format":1,"types":[5]}',
    '{"format":1,"types":[""]}',
  ])('begin anew where the file says %s, which is put aside', async (text) => {
    const data = await aFolder();
    await writeFile(join(data, DISMISSED_FILE), text);
    const warn = vi.fn();
    const types = await openDismissedTypes(data, warn);
    expect(types.has('a')).toBe(false);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(await readdir(data)).toEqual([`${DISMISSED_FILE}.broken`]);
  });

  it('do not grow without end', async () => {
    const data = await aFolder();
    const all = Array.from({ length: 1_000 }, (_, i) => `t${i}`);
    await writeFile(join(data, DISMISSED_FILE), JSON.stringify({ format: 1, types: all }));
    const types = await openDismissedTypes(data, () => {});
    await types.set('one.more', true);
    expect([types.has('t0'), types.has('t1'), types.has('one.more')]).toEqual([false, true, true]);
  });

  it('stay as they were where the disk refuses', async () => {
    const types = await openDismissedTypes(join(await aFolder(), 'x'), () => {});
    await types.set('a', true);
    const data = await aFolder();
    await writeFile(join(data, 'file'), '');
    const refused = await openDismissedTypes(join(data, 'nothing'), () => {});
    await rm(join(data, 'nothing'), { recursive: true, force: true });
    await writeFile(join(data, 'nothing'), '');
    await expect(refused.set('a', true)).rejects.toThrow();
    expect(refused.has('a')).toBe(false);
  });
});
