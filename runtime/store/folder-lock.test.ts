import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUse, LOCK_FILE, lockedBy, lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naru-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the lock of a data folder', () => {
  it('is taken, and given back', () => {
    const giveBack = lockFolder(folder);
    expect(lockedBy(folder)).toBe(process.pid);
    giveBack();
    expect(lockedBy(folder)).toBeUndefined();
  });

  it('keeps out a second runtime as long as the first one lives', async () => {
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await once(other, 'spawn');
    writeFileSync(join(folder, LOCK_FILE), String(other.pid));
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    other.kill('SIGKILL');
    await once(other, 'exit');
    lockFolder(folder)();
  });

  it('is not kept by a number that belongs to another program now', () => {
    const giveBack = lockFolder(folder);
    const text = readFileSync(join(folder, LOCK_FILE), 'utf8');
    giveBack();
    // The parent lives, but did not begin when this process did.
    writeFileSync(join(folder, LOCK_FILE), text.replace(String(process.pid), String(process.ppid)));
    if (text.includes(' ')) expect(lockedBy(folder)).toBeUndefined();
    lockFolder(folder)();
  });

  it.skipIf(process.platform !== 'linux')(
    'is not kept by one that is dead and was not asked for',
    async () => {
      const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        const [line] = (await once(parent.stdout, 'data')) as [Buffer];
        const dead = Number(line.toString());
        const isDead = () => readFileSync(`/proc/${dead}/stat`, 'utf8').includes(') Z ');
        await expect.poll(isDead).toBe(true);
        writeFileSync(join(folder, LOCK_FILE), String(dead));
        expect(lockedBy(folder)).toBeUndefined();
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );

  it('is taken over where its file is nonsense', () => {
    writeFileSync(join(folder, LOCK_FILE), 'nonsense');
    lockFolder(folder)();
  });
});
