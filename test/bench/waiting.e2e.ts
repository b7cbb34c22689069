import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CLI } from './flows-section.ts';
import { measureMemory } from './memory-section.ts';
import { measureWaiting } from './waiting-section.ts';

function tiny() {
  const folder = mkdtempSync(join(tmpdir(), 'naru-bench-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { runs: 1, events: 2_000, seed: 1, folder, onProgress: () => {} };
}

it('measures what waiting costs, for runs and for windows', async () => {
  const { figures } = await measureWaiting(tiny());
  expect(figures.map(({ what }) => what)).toContainEqual(expect.stringContaining('10,000 customers'));
  expect(figures.map(({ target }) => target?.value)).toEqual([100, 100, ...Array(7).fill(undefined)]);
  for (const { measured } of figures) expect(measured).not.toBeNaN();
});

it('measures the memory of a run over ten times as many events', async () => {
  expect(existsSync(CLI), 'built by npm test, or npm run build').toBe(true);
  const { figures } = await measureMemory(tiny());
  expect(figures.map(({ target }) => target)).toEqual(Array(2).fill({ is: '<=', value: 1.2 }));
  for (const { measured } of figures) expect(measured).toBeGreaterThan(0.5);
});
