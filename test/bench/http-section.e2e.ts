import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { measureHttp } from './http-section.ts';

it('measures events over HTTP into the built server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'naru-bench-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));

  const { figures } = await measureHttp({ runs: 1, events: 20_000, seed: 1, folder, onProgress: () => {} });

  expect(figures.map(({ target }) => target)).toEqual([
    { is: '<=', value: 50 },
    { is: '>=', value: 0.5 },
  ]);
  for (const { measured } of figures) expect(measured).toBeGreaterThan(0);
});
