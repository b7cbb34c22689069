/**
 * One runtime a data folder: two would write over each other's journal. The lock is a file with the number of the
 * process and the moment at which that process began, so that one left behind by a crash is known as such even where
 * its number belongs to another program now.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../../nodes/kit/text.ts';

export const LOCK_FILE = 'lock';

/** Another runtime has the folder: said to the person who starts a second one. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly text: Text;

  constructor(folder: string, process: number) {
    super(`${folder} is used by process ${process}`);
    this.text = {
      ko: `${folder} 폴더를 다른 나루(프로세스 ${process})가 쓰고 있습니다. 그것을 먼저 끝내거나 NARU_HOME으로 다른 폴더를 정하세요.`,
      en: `${folder} is in use by another Naru (process ${process}). End that one first, or choose another folder by NARU_HOME.`,
    };
  }
}

/** Who has the folder; undefined where nobody does, or who had it is gone. */
export function lockedBy(folder: string): number | undefined {
  return ownerIn(join(folder, LOCK_FILE));
}

/** The process that a lock file names, where it lives. */
function ownerIn(path: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const [number, began] = text.trim().split(' ');
  const process = Number(number);
  if (!Number.isInteger(process) || process <= 0 || !isAlive(process)) return undefined;
  const now = beginningOf(process);
  return began === undefined || now === undefined || now === began ? process : undefined;
}

/**
 * Takes the folder for this process. Of many that try at the same moment one gets it: a lock comes to be whole, by a
 * link, and one that was left behind is moved away before it is looked at for the last time.
 *
 * @returns what gives it back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  const own = `${path}.${process.pid}.tmp`;
  writeFileSync(own, `${process.pid} ${beginningOf(process.pid) ?? ''}`.trimEnd(), { mode: 0o600 });
  try {
    while (!isLinked(own, path)) moveAway(folder, path);
    return () => rmSync(path, { force: true });
  } finally {
    rmSync(own, { force: true });
  }
}

function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Makes room where the lock was left behind. @throws FolderInUse where it was not */
function moveAway(folder: string, path: string): void {
  const aside = `${path}.${process.pid}.old.tmp`;
  refuseWhereAlive(folder, path);
  try {
    renameSync(path, aside);
  } catch (error) {
    // Somebody else was faster.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    // It may be the one of somebody who came in between: then it is given back.
    refuseWhereAlive(folder, aside);
  } catch (error) {
    isLinked(aside, path);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseWhereAlive(folder: string, path: string): void {
  const owner = ownerIn(path);
  if (owner !== undefined && owner !== process.pid) throw new FolderInUse(folder, owner);
}

function isAlive(pid: number): boolean {
  // It is dead, and only waits for its parent to ask for it; in a container nobody may ever do so.
  if (statOf(pid)?.[0] === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in the machine's ticks; undefined where the system does not tell. */
function beginningOf(pid: number): string | undefined {
  return statOf(pid)?.[19];
}

/** What Linux says of a process behind its name: first its state, 20th its start. */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
