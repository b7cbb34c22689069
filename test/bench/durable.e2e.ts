import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { measureDurable } from './durable-section.ts';

it('measures what journal and checkpoints cost, and restarts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'naru-bench-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));

  const { figures } = await measureDurable({ runs: 1, events: 4_000, seed: 1, folder, onProgress: () => {} });

  expect(figures.map(({ target }) => target)).toEqual([
    { is: '>=', value: 0.6 },
    { is: '>=', value: 0.6 },
    { is: '<=', value: 50 },
    { is: '<=', value: 5_000 },
    { is: '<=', value: 5_000 },
  ]);
  for (const { measured } of figures) expect(measured).toBeGreaterThan(0);
});
