/** The matches that the reading thread writes (engine/scan/line-feed.ts): a slow reader, a full disk, a run that fails. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FileLog } from '../../runtime/offline/file-log.ts';
import { loadFlow } from '../../runtime/offline/load-flow.ts';
import { runOffline } from '../../runtime/offline/run-offline.ts';
import { ScanThread } from '../../runtime/offline/scan-ahead.ts';
import { eventFile } from '../bench/event-file.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const cli = here('../../dist/runtime/cli.js');

let folder: string;
let events: string;
/** A flow that finds much. */
let flow: string;
/** The matches as they are without another thread: a pipe gets them from the engine's own. */
let expected: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'naru-match-file-'));
  flow = join(folder, 'flow.json');
  const filter = readFileSync(here('../bench/flows/w1-filter.json'), 'utf8');
  writeFileSync(flow, filter.replace('500000', '1').replace('"M017"', '"M"').replace('"="', '"contains"'));
  events = eventFile({ events: 220_000, keys: 500, seed: 5 }, folder);
  const args = [cli, 'run', flow, '--events', events];
  expected = spawnSync(process.execPath, args, { maxBuffer: 1 << 28 }).stdout;
  expect(expected.length).toBeGreaterThan(8 << 20);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function naru(out: string, from = events) {
  return spawnSync(process.execPath, [cli, 'run', flow, '--events', from, '--out', out], { timeout: 60_000 });
}

it('are all there when the command ends', () => {
  const out = join(folder, 'out.ndjson');
  expect(naru(out).status).toBe(0);
  expect(readFileSync(out).equals(expected)).toBe(true);
});

it('wait for a reader that is slow', async () => {
  const pipe = join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const run = spawn(process.execPath, [cli, 'run', flow, '--events', events, '--out', pipe]);
  const parts: Buffer[] = [];
  for await (const part of createReadStream(pipe, { highWaterMark: 1 << 16 })) {
    parts.push(part as Buffer);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  if (run.exitCode === null) await once(run, 'exit');
  expect(run.exitCode).toBe(0);
  expect(Buffer.concat(parts).equals(expected)).toBe(true);
});

it('end in a sentence where the disk is full, with a thread and without', () => {
  const few = eventFile({ events: 2_000, keys: 5, seed: 5 }, folder);
  for (const from of [events, few]) {
    const { status, stderr } = naru('/dev/full', from);
    expect(stderr.toString()).toBe("/dev/full: the file can't be written (ENOSPC).\n");
    expect(status).toBe(2);
  }
});

it('end in a sentence where their reader goes away', async () => {
  const pipe = join(folder, 'left');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const run = spawn(process.execPath, [cli, 'run', flow, '--events', events, '--out', pipe]);
  const said: Buffer[] = [];
  run.stderr.on('data', (part: Buffer) => said.push(part));
  const reader = createReadStream(pipe);
  await once(reader, 'data');
  reader.destroy();
  await once(run, 'close');
  expect(Buffer.concat(said).toString()).toBe(`${pipe}: the file can't be written (EPIPE).\n`);
  expect(run.exitCode).toBe(2);
});

it('that were found are written where the run fails', async () => {
  const path = join(folder, 'failed.ndjson');
  const file = openSync(events, 'r');
  const out = openSync(path, 'w');
  const thread = ScanThread.start(file, statSync(events).size, here('../../dist/runtime/scan-worker.js'))!;
  let blocks = 0;
  try {
    const run = runOffline({
      flow: await loadFlow(flow, {}),
      events: { blocks: [] },
      log: new FileLog(file),
      thread,
      matchFile: out,
      onMatchLines: () => expect.unreachable(),
      afterBlock: () => {
        if (++blocks > 60) throw new Error('Something went wrong.');
        return undefined;
      },
    });
    await expect(run).rejects.toThrow('Something went wrong.');
  } finally {
    await thread.stop();
    closeSync(file);
    closeSync(out);
  }
  const written = readFileSync(path);
  // So many of the rows have been worked off.
  expect(written.length).toBeGreaterThan(expected.length / 4);
  expect(written.length).toBeLessThan(expected.length);
  expect(written.at(-1)).toBe(10);
  expect(expected.subarray(0, written.length).equals(written)).toBe(true);
});
