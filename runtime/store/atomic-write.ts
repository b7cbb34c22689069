/**
 * runtime/store: what people configure and what the runtime writes down, on disk. Small things are whole files,
 * written so that a crash leaves the old or the new one; what grows is an append log.
 *
 * This file: the whole-file half.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that a reader, and a crash, see the old content or the new one and nothing between: a temporary
 * file beside it, flushed to the disk, then renamed over it.
 *
 * @param mode permissions of the file; what holds secrets is for its owner alone (0o600)
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(fresh, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  await flushFolder(dirname(path));
}

/** Makes a rename or a removal itself durable. Not every file system lets a folder be flushed; then it is not. */
export async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows and some network file systems refuse; the content itself is flushed already.
  }
}
