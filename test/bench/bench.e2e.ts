import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { bench } from './bench.ts';
import { generatedWorkloads, shippedWorkloads } from './workloads.ts';

const cli = fileURLToPath(new URL('../../dist/runtime/cli.js', import.meta.url));

it('measures every workload with the built command line', async () => {
  expect(existsSync(cli), 'built by npm test, or npm run build').toBe(true);
  const folder = mkdtempSync(join(tmpdir(), 'naru-bench-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));

  const workloads = [
    ...generatedWorkloads({ events: 2_000, keys: 200, seed: 1 }, folder),
    ...shippedWorkloads(500, folder),
  ];
  const rows = await bench(workloads, { runs: 1, cli, folder });

  expect(rows.map(({ name }) => name)).toEqual([
    'w1-filter',
    'w2-rolling-count',
    'w3-sequence',
    'w4-absence',
    'w5-round-trips',
    'insurance-bundle-offer',
    'insurance-sales-support',
    'insurance-fraud',
    'insurance-claim-cross-sell',
    'bank-aml',
    'card-marketing',
    'securities-vip',
  ]);
  expect(rows.filter(({ matches }) => matches === 0).map(({ name }) => name)).toEqual([]);
  for (const { naru, parseOnly } of rows)
    for (const { whole, working, peakMemory } of [naru, parseOnly]) {
      expect(working).toBeGreaterThan(whole);
      expect(peakMemory).toBeGreaterThan(10);
    }
});
