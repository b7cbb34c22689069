import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { cacheOf, runCached } from './run-cached.ts';

/** A script that leaves what it sees under a name of its own. */
function script(): { path: string; left: () => unknown } {
  const folder = mkdtempSync(join(tmpdir(), 'naru-code-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'program.cjs');
  const name = `left by ${path}`;
  writeFileSync(join(folder, 'beside.json'), '"beside"');
  writeFileSync(
    path,
    `globalThis[${JSON.stringify(name)}] = [require('./beside.json'), __dirname, __filename, typeof require('node:fs').readFileSync];`,
  );
  onTestFinished(() => {
    Reflect.deleteProperty(globalThis, name);
  });
  return { path, left: () => Reflect.get(globalThis, name) };
}

it('runs a script that has no cache', () => {
  const { path, left } = script();
  runCached(path);
  expect(left()).toEqual(['beside', join(path, '..'), path, 'function']);
});

it.each([
  ['of nothing', () => Buffer.alloc(0)],
  ['of something else', () => Buffer.from('not made by V8')],
  ['of another script', () => new Script('1').createCachedData()],
  ['cut off', () => new Script('1').createCachedData().subarray(0, 40)],
])('passes over a cache %s', (_, cache) => {
  const { path, left } = script();
  writeFileSync(cacheOf(path), cache());
  runCached(path);
  expect(left()).toEqual(['beside', join(path, '..'), path, 'function']);
});

it('leaves the cache as it is where nobody asked for one', () => {
  const { path } = script();
  writeFileSync(cacheOf(path), 'kept');
  runCached(path);
  expect(readFileSync(cacheOf(path), 'utf8')).toBe('kept');
});
