/**
 * A folder whose files are looked after: what is in it at first, and then each file that is added, changed or
 * removed. `fs.watch` only says that it is time to look; what counts is a look at the folder itself, so that a
 * missed or doubled message of the operating system changes nothing, and a slow look now and then finds what a
 * file system without such messages (network, some containers) would hide.
 */
import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';

export interface WatchedFolderOptions {
  readonly path: string;
  /** Which files of the folder count, by name. */
  readonly accept: (name: string) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /**
   * `content` is null for a file that went. Changes come one at a time. Who writes files too asks `isStale` when it is
   * the change's turn: by then this process may have written over what was read.
   */
  readonly onChange: (name: string, content: Buffer | null, isStale: () => boolean) => void | Promise<void>;
  /** The folder could not be read, or `onChange` failed; the next look tries again. */
  readonly onProblem?: (error: unknown) => void;
}

export interface WatchedFolder {
  /** Looks now. What has changed since the last look, and did not change again in between, is reported. */
  look(): Promise<void>;
  /**
   * Tells the folder what this process writes (or that it removes a file), so that it is not reported back: once before,
   * and again when it is done, since a look in between still finds what was there before.
   */
  remember(name: string, content: string | Uint8Array | null): void;
  /** Resolves when the looks that were under way are over. */
  idle(): Promise<void>;
}

/**
 * An editor may write a file in two steps (empty it, then fill it; or move it away and a new one in). So a change
 * counts once the file has looked the same for this long.
 */
const SETTLED = 120;
const SLOW_LOOK = 5_000;

interface Seen {
  /** Size, times and inode: whether the file is worth reading. */
  stamp: string;
  /** Hash of what was reported last; undefined for a file that was never there. */
  reported: string | undefined;
  /** When it was first seen as it is now, of a change that waits to settle; undefined: nothing waits. */
  changedAt: number | undefined;
}

const GONE = 'gone';

/** Starts to look after a folder; the first look reports each file that is there, before the promise resolves. */
export async function watchFolder(options: WatchedFolderOptions): Promise<WatchedFolder> {
  const { path, accept, clock, signal, onChange } = options;
  const seen = new Map<string, Seen>();
  const failed = new Map<string, string>();
  /** How often something was remembered of a file. */
  const written = new Map<string, number>();
  let looks: Promise<void> = Promise.resolve();
  let scheduled = false;

  const report = async (name: string, file: Seen, content: Buffer | null, since: number | undefined) => {
    const isStale = () => written.get(name) !== since;
    const hash = content === null ? undefined : hashOf(content);
    file.changedAt = undefined;
    if (isStale()) return settleLater(file, file.stamp);
    if (hash === file.reported) return;
    file.reported = hash;
    await onChange(name, content, isStale);
  };

  const settleLater = (file: Seen, stamp: string) => {
    file.stamp = stamp;
    file.changedAt = clock.now();
    schedule();
  };

  const lookAt = async (name: string, present: boolean, first: boolean) => {
    const stamp = present ? await stampOf(join(path, name)) : GONE;
    let file = seen.get(name);
    if (!file) {
      file = { stamp: GONE, reported: undefined, changedAt: undefined };
      seen.set(name, file);
    }
    if (stamp !== file.stamp && !first) return settleLater(file, stamp);
    if (!first && file.changedAt === undefined) return;
    if (file.changedAt !== undefined && clock.now() - file.changedAt < SETTLED) return schedule();
    const since = written.get(name);
    const content = stamp === GONE ? null : await readOrGone(join(path, name));
    const after = await stampOf(join(path, name));
    // Written to while it was read: what was read may be half of it.
    if (after !== stamp) return settleLater(file, after);
    file.stamp = stamp;
    await report(name, file, content, since);
    if (stamp === GONE) seen.delete(name);
  };

  const lookOnce = async (first: boolean) => {
    if (signal.aborted) return;
    const present = new Set((await readdir(path)).filter(accept));
    failed.delete(path);
    for (const name of [...present].sort()) await tryToLookAt(name, true, first);
    for (const name of [...seen.keys()]) if (!present.has(name)) await tryToLookAt(name, false, false);
  };

  /** A file that cannot be read, or whose change fails, keeps none of the others waiting. It is said once. */
  const tryToLookAt = async (name: string, present: boolean, first: boolean) => {
    try {
      await lookAt(name, present, first);
      failed.delete(name);
    } catch (error) {
      sayOnce(name, error);
    }
  };

  const sayOnce = (what: string, error: unknown) => {
    if (failed.get(what) !== String(error)) options.onProblem?.(error);
    failed.set(what, String(error));
  };

  const look = (first = false): Promise<void> => {
    looks = looks.then(() => lookOnce(first)).catch((error: unknown) => sayOnce(path, error));
    return looks;
  };

  const schedule = () => {
    if (scheduled || signal.aborted) return;
    scheduled = true;
    clock.after(
      SETTLED,
      () => {
        scheduled = false;
        void look();
      },
      signal,
    );
  };

  await look(true);
  startWatcher(path, signal, schedule);
  clock.every(SLOW_LOOK, () => void look(), signal);
  return {
    look: () => look(),
    idle: () => looks,
    remember(name, content) {
      written.set(name, (written.get(name) ?? 0) + 1);
      const hash = content === null ? undefined : hashOf(content);
      const file = seen.get(name);
      if (file) file.reported = hash;
      else if (hash) seen.set(name, { stamp: GONE, reported: hash, changedAt: undefined });
    },
  };
}

function startWatcher(path: string, signal: AbortSignal, changed: () => void): void {
  let watcher: FSWatcher;
  try {
    watcher = watch(path, { persistent: false }, changed);
  } catch {
    return; // Out of watches: the slow look serves.
  }
  watcher.on('error', () => watcher.close());
  signal.addEventListener('abort', () => watcher.close(), { once: true });
  if (signal.aborted) watcher.close();
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  } catch (error) {
    return goneOr(error, GONE);
  }
}

async function readOrGone(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    return goneOr(error, null);
  }
}

/** Only a file that is not there is gone. One that cannot be read now (permissions, too many open files) is not. */
function goneOr<T>(error: unknown, gone: T): T {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  return gone;
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
