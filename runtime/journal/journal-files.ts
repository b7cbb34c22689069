/** What the journal needs of a file system; a test puts one in its place that fails, or loses what was not synced. */
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface JournalFile {
  /** Writes all of it. */
  write(buffers: readonly Uint8Array[], position: number): Promise<void>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  /** How many bytes were read; fewer only at the file's end. */
  read(into: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

export interface JournalFiles {
  makeFolder(folder: string): Promise<void>;
  list(folder: string): Promise<{ name: string; size: number }[]>;
  /** `write`: one that is there; `create`: one that is not. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<JournalFile>;
  remove(path: string): Promise<void>;
  /** Makes names that were added or removed durable. */
  syncFolder(folder: string): Promise<void>;
  openSync(path: string): number;
  readSync(file: number, into: Uint8Array, position: number): number;
  closeSync(file: number): void;
}

const FLAGS = { read: 'r', write: 'r+', create: 'wx+' } as const;

/** The files of the machine. */
export const machineFiles: JournalFiles = {
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  },
  async list(folder) {
    const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
    return Promise.all(
      files.map(async ({ name }) => ({ name, size: (await stat(join(folder, name))).size })),
    );
  },
  async open(path, mode) {
    const file = await open(path, FLAGS[mode], 0o600);
    return {
      async write(buffers, position) {
        let rest = buffers;
        let at = position;
        while (rest.length > 0) {
          const { bytesWritten } = await file.writev(rest, at);
          at += bytesWritten;
          rest = without(rest, bytesWritten);
        }
      },
      sync: () => file.datasync(),
      truncate: (length) => file.truncate(length),
      async read(into, position) {
        let done = 0;
        while (done < into.length) {
          const { bytesRead } = await file.read(into, done, into.length - done, position + done);
          if (bytesRead === 0) break;
          done += bytesRead;
        }
        return done;
      },
      close: () => file.close(),
    };
  },
  remove: (path) => rm(path),
  async syncFolder(folder) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  openSync: (path) => openSync(path, 'r'),
  readSync(file, into, position) {
    let done = 0;
    while (done < into.length) {
      const read = readSync(file, into, done, into.length - done, position + done);
      if (read === 0) break;
      done += read;
    }
    return done;
  },
  closeSync,
};

/** What is left of the buffers after their first bytes were written. */
function without(buffers: readonly Uint8Array[], written: number): readonly Uint8Array[] {
  let left = written;
  let first = 0;
  while (first < buffers.length && left >= buffers[first].length) left -= buffers[first++].length;
  if (first === 0 && left === 0) {
    if (buffers.some(({ length }) => length > 0)) throw new Error('The disk took no bytes.');
    return [];
  }
  const rest = buffers.slice(first);
  if (left > 0) rest[0] = rest[0].subarray(left);
  return rest;
}
