/** `naru restore`: puts a backup into a home, after looking whether all of it is there and as it was. */

import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { korean } from '../../nodes/kit/korean.ts';
import { flushFolder } from '../store/atomic-write.ts';
import { FolderInUse, lockedBy } from '../store/folder-lock.ts';
import {
  BACKUP_FILE,
  type BackupContents,
  backupSchema,
  filesToBackUp,
  hashOf,
  isInBackup,
} from './backup-contents.ts';
import { unpackTar } from './tar-file.ts';
import { UpkeepFault } from './upkeep-fault.ts';

export interface RestoreOptions {
  /** The home: flows/ and data/ lie in it. */
  readonly base: string;
  /** A folder or a `.tar` file that `naru backup` wrote. */
  readonly source: string;
  /** Puts what is there aside, instead of refusing. */
  readonly replace: boolean;
  /** Epoch ms. */
  readonly now: number;
}

export interface RestoreDone {
  readonly contents: BackupContents;
  /** Where what was there lies now. */
  readonly aside: string | undefined;
}

/** @throws UpkeepFault, FolderInUse */
export async function restore({ base, source, replace, now }: RestoreOptions): Promise<RestoreDone> {
  const [flows, data] = [join(base, 'flows'), join(base, 'data')];
  const owner = lockedBy(data);
  if (owner !== undefined) throw new FolderInUse(data, owner);
  const there = filesToBackUp(flows, data);
  if (there.length > 0 && !replace) throw occupied(base);
  await mkdir(base, { recursive: true });
  // Beside the home's own folders, so that nothing has to be copied any more when it is whole.
  const fresh = join(base, `restore-${process.pid}.tmp`);
  try {
    const contents = await bringIn(source, fresh);
    const aside = there.length > 0 ? await putAside(base, now) : undefined;
    await putInPlace(fresh, base);
    return { contents, aside };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Everything in a new folder, looked at file by file. */
async function bringIn(source: string, fresh: string): Promise<BackupContents> {
  if (!existsSync(source))
    throw new UpkeepFault({ ko: korean`${source}이(가) 없습니다.`, en: `There is no ${source}.` });
  await mkdir(fresh, { mode: 0o700 });
  const isFolder = (await stat(source)).isDirectory();
  if (!isFolder)
    try {
      unpackTar(source, fresh, (name) => name === BACKUP_FILE || isInBackup(name));
    } catch (error) {
      throw notWhole(source, error instanceof Error ? error.message : String(error));
    }
  const folder = isFolder ? source : fresh;
  const contents = await contentsOf(folder, source);
  for (const { name, size, sha256 } of contents.files) {
    if (!isInBackup(name))
      throw notWhole(source, `it has a file "${name.slice(0, 100)}", which no backup has`);
    const path = join(folder, name);
    if (!existsSync(path)) throw notWhole(source, `${name} is missing`);
    if (isFolder) {
      await mkdir(dirname(join(fresh, name)), { recursive: true, mode: 0o700 });
      await copyFile(path, join(fresh, name));
    }
    const copy = join(fresh, name);
    if ((await stat(copy)).size !== size || (await hashOf(copy)) !== sha256)
      throw notWhole(source, `${name} is not as it was written`);
  }
  return contents;
}

async function contentsOf(folder: string, source: string): Promise<BackupContents> {
  let text: string;
  try {
    text = await readFile(join(folder, BACKUP_FILE), 'utf8');
  } catch {
    throw notWhole(source, `${BACKUP_FILE} is missing: it is no backup, or was never finished`);
  }
  try {
    return backupSchema.parse(JSON.parse(text));
  } catch {
    throw notWhole(source, `${BACKUP_FILE} cannot be understood: it is damaged, or of a newer version`);
  }
}

/** Only what a backup holds: in a checkout code lies beside the flows. */
async function putAside(base: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const aside = join(base, `before-restore-${stamp}`);
  await mkdir(aside, { mode: 0o700 });
  if (existsSync(join(base, 'data'))) await rename(join(base, 'data'), join(aside, 'data'));
  for (const name of filesToBackUp(join(base, 'flows'), join(base, 'data')))
    await move(join(base, name), join(aside, name));
  return aside;
}

async function putInPlace(fresh: string, base: string): Promise<void> {
  await rm(join(base, 'data'), { recursive: true, force: true });
  await mkdir(join(fresh, 'data'), { recursive: true, mode: 0o700 });
  await rename(join(fresh, 'data'), join(base, 'data'));
  await mkdir(join(base, 'flows', 'tables'), { recursive: true });
  if (existsSync(join(fresh, 'flows')))
    for (const name of filesToBackUp(join(fresh, 'flows'), join(fresh, 'data')))
      await move(join(fresh, name), join(base, name));
  for (const folder of [join(base, 'flows'), base]) await flushFolder(folder);
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

function occupied(base: string): UpkeepFault {
  const what = readdirSync(base)
    .filter((name) => name === 'flows' || name === 'data')
    .join(', ');
  return new UpkeepFault({
    ko: korean`${base}에 이미 ${what}이(가) 있습니다. 다른 폴더를 NARU_HOME으로 정하거나, --replace를 붙이면 있던 것을 옆으로 옮기고 되돌립니다.`,
    en: `There is something in ${base} already (${what}). Choose another folder by NARU_HOME, or add --replace: what is there is then moved aside.`,
  });
}

function notWhole(source: string, why: string): UpkeepFault {
  return new UpkeepFault({
    ko: `${source}에서 되돌릴 수 없습니다: ${why}. 다른 백업을 쓰세요. 아무것도 바꾸지 않았습니다.`,
    en: `${source} cannot be taken back: ${why}. Use another backup. Nothing was changed.`,
  });
}
