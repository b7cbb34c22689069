/** A file that is worth a thread goes through the built command line as it goes through the engine alone. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { fileBlocks } from '../../runtime/offline/file-blocks.ts';
import { FileLog } from '../../runtime/offline/file-log.ts';
import { loadFlow } from '../../runtime/offline/load-flow.ts';
import { runOffline } from '../../runtime/offline/run-offline.ts';
import { eventFile } from '../bench/event-file.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const flows = here('../bench/flows');

it('finds the same matches with a thread that reads ahead', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'naru-scan-ahead-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // More than fits into all cells of the feed, so that they are used again.
  const path = eventFile({ events: 220_000, keys: 5_000, seed: 3 }, folder);
  expect(statSync(path).size).toBeGreaterThan(30 << 20);
  for (const name of readdirSync(flows)) {
    const out = join(folder, 'out.ndjson');
    const cli = here('../../dist/runtime/cli.js');
    const run = spawnSync(process.execPath, [cli, 'run', join(flows, name), '--events', path, '--out', out]);
    expect(run.stderr.toString()).toMatch(/^events 220000, refused 0/);
    expect(run.status).toBe(0);
    expect(readFileSync(out, 'utf8'), name).toBe(await alone(join(flows, name), path));
  }
});

async function alone(flowPath: string, path: string): Promise<string> {
  const file = openSync(path, 'r');
  const pieces: Uint8Array[] = [];
  try {
    await runOffline({
      flow: await loadFlow(flowPath, {}),
      events: { blocks: fileBlocks(file) },
      log: new FileLog(file),
      onMatchLines: (bytes) => pieces.push(bytes.slice()),
    });
  } finally {
    closeSync(file);
  }
  return Buffer.concat(pieces).toString();
}
