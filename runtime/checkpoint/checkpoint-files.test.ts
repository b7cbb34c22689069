import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CheckpointFault,
  type CheckpointHead,
  commitCheckpoint,
  listCheckpoints,
  readCheckpoint,
  removeUnfinished,
  writeCheckpoint,
} from './checkpoint-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-checkpoints-'));
});
afterEach(() => rm(folder, { recursive: true }));

const head = (position: number): CheckpointHead => ({
  version: 1,
  position,
  now: 5,
  settlement: 2,
  tables: { stores: 17 },
  kept: {},
});
const state = [new Uint8Array([1, 2, 3]), new Uint8Array(0), new Uint8Array([4])];

async function made(position: number) {
  await writeCheckpoint(folder, head(position), state);
  await commitCheckpoint(folder, position);
}

describe('checkpoint files', () => {
  it('gives back what was written', async () => {
    await made(300);
    const [entry] = await listCheckpoints(folder);
    const read = await readCheckpoint(entry.path);
    expect(read.head).toEqual(head(300));
    expect([...read.state]).toEqual([1, 2, 3, 4]);
  });

  it('is none before it is committed, and keeps the newest three', async () => {
    await writeCheckpoint(folder, head(1), state);
    expect(await listCheckpoints(folder)).toEqual([]);
    await removeUnfinished(folder);
    for (const position of [10, 20, 30, 40]) await made(position);
    expect((await listCheckpoints(folder)).map((each) => each.position)).toEqual([40, 30, 20]);
  });

  it('says of a damaged or cut one that it cannot be used', async () => {
    await made(1);
    const [{ path }] = await listCheckpoints(folder);
    const bytes = await readFile(path);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] ^= 1 << (at % 8);
      await writeFile(path, damaged);
      await expect(readCheckpoint(path), `byte ${at}`).rejects.toThrow(CheckpointFault);
      await writeFile(path, bytes);
      await truncate(path, at);
      await expect(readCheckpoint(path), `cut at ${at}`).rejects.toThrow(CheckpointFault);
    }
  });
});
