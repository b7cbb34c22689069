import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
      // A child that ends when it is told to, of a parent that has become a program which asks for nobody.
      const parent = spawn('sh', ['-c', 'cat <&3 >/dev/null & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      });
      try {
        const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
        const dead = Number(line.toString());
        await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8').trim()).toBe('sleep');
        (parent.stdio[3] as Writable).end();
        const isDead = () => readFileSync(`/proc/${dead}/stat`, 'utf8').includes(') Z ');
        await expect.poll(isDead).toBe(true);
        writeFileSync(join(folder, LOCK_FILE), String(dead));
        expect(lockedBy(folder)).toBeUndefined();
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );

  it('goes to one of many that start at the same moment, over one that was left behind', async () => {
    const script = join(folder, 'start.mjs');
    const lock = new URL('./folder-lock.ts', import.meta.url).href;
    // Each takes what it gets, says so, and keeps it until its input ends.
    writeFileSync(
      script,
      `import { tsImport } from 'tsx/esm/api';
      const { lockFolder } = await tsImport(${JSON.stringify(lock)}, import.meta.url);
      process.stdout.write('ready');
      process.stdin.once('data', () => {
        try { lockFolder(process.argv[2]); process.stdout.write(' mine'); } catch (error) { process.stdout.write(' ' + error.name); }
        process.stdin.resume();
      });`,
    );
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, LOCK_FILE), '999999999');
    const tsx = fileURLToPath(new URL('../../node_modules', import.meta.url));
    symlinkSync(tsx, join(folder, 'node_modules'));
    const starts = Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, [script, data], { stdio: ['pipe', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
      });
      return { child, said: () => said };
    });
    const all = (holds: (said: string) => boolean) =>
      vi.waitFor(() => expect(starts.every(({ said }) => holds(said()))).toBe(true), 20_000);
    await all((said) => said.includes('ready'));
    for (const { child } of starts) child.stdin.write('go');
    await all((said) => said.includes(' '));
    const outcomes = starts.map(({ said }) => said().split(' ')[1]);
    for (const { child } of starts) child.kill('SIGKILL');
    expect(outcomes.sort()).toEqual(['FolderInUse', 'FolderInUse', 'FolderInUse', 'mine']);
    expect(readdirSync(data)).toEqual([LOCK_FILE]);
  });

  it('is taken over where its file is nonsense', () => {
    writeFileSync(join(folder, LOCK_FILE), 'nonsense');
    lockFolder(folder)();
  });
});
