/**
 * `naru backup`: a copy of a home from which another runtime begins as this one would after a crash at this moment. The
 * one that runs is neither stopped nor asked. What makes the copy fit together is the order in which its parts are taken:
 *
 * 1. checkpoints: the state at a position; everything that was found before it is in the database already.
 * 2. the database: what it has came of records that the journal has already.
 * 3. the journal: it reaches behind both.
 * 4. what the deliveries in the database were written into (tasks, cases, tables), and settings.
 * 5. the flows: where one was deployed meanwhile, the start deploys it.
 *
 * So that no part of the journal is cleared away in between, its files are held by a second name at first.
 */

import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'libsql';
import { korean } from '../../nodes/kit/korean.ts';
import { flushFolder, writeAtomically } from '../store/atomic-write.ts';
import { DATABASE_FILE } from '../store/database.ts';
import {
  BACKUP_FILE,
  type BackupContents,
  backupSchema,
  describeFiles,
  filesToBackUp,
  isInBackup,
} from './backup-contents.ts';
import { examine } from './doctor.ts';
import type { Finding } from './finding.ts';
import { packTar } from './tar-file.ts';
import { UpkeepFault } from './upkeep-fault.ts';

export interface BackupOptions {
  readonly flows: string;
  readonly data: string;
  /** A folder that is not there yet, or a file that ends in `.tar`. */
  readonly target: string;
  readonly version: string;
  /** Epoch ms. */
  readonly now: number;
}

export interface BackupDone {
  readonly contents: BackupContents;
  /** What was damaged before, and is in the backup as it was found. */
  readonly troubles: readonly Finding[];
}

/** @throws UpkeepFault */
export async function backUp(options: BackupOptions): Promise<BackupDone> {
  const { target, data } = options;
  if (!existsSync(data))
    throw new UpkeepFault({
      ko: `${data} 폴더가 없습니다. NARU_HOME으로 나루의 폴더를 정하세요.`,
      en: `There is no folder ${data}. Choose Naru's folder by NARU_HOME.`,
    });
  if (existsSync(target))
    throw new UpkeepFault({
      ko: korean`${target}이(가) 이미 있습니다. 다른 이름을 정하세요.`,
      en: `${target} is there already. Choose another name.`,
    });
  const isFile = target.endsWith('.tar');
  const folder = isFile ? `${target}.tmp` : target;
  await mkdir(dirname(target), { recursive: true });
  await mkdir(folder, { mode: 0o700 });
  try {
    const done = await fillFolder(options, folder);
    if (isFile) {
      packTar(folder, [BACKUP_FILE, ...done.contents.files.map(({ name }) => name)], target);
      await flushFolder(dirname(target));
    }
    return done;
  } catch (error) {
    if (!isFile) await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    if (isFile) await rm(folder, { recursive: true, force: true });
  }
}

async function fillFolder({ flows, data, version, now }: BackupOptions, folder: string): Promise<BackupDone> {
  const target = { flows: join(folder, 'flows'), data: join(folder, 'data') };
  await mkdir(join(target.flows, 'tables'), { recursive: true, mode: 0o700 });
  await mkdir(target.data, { mode: 0o700 });
  const held = new HeldFiles(data);
  try {
    await held.hold('journal');
    await copyFolder(join(data, 'checkpoints'), join(target.data, 'checkpoints'));
    await copyDatabase(data, target.data);
    await held.hold('journal');
    await held.copy('journal', target.data);
  } finally {
    await held.letGo();
  }
  const rest = filesToBackUp(flows, data).filter(
    (name) => !/^data\/(journal|checkpoints)\/|^data\/naru\.db$/.test(name),
  );
  for (const name of rest.filter((each) => each.startsWith('data/')))
    await copyIfThere(join(dirname(data), name), join(folder, name));
  for (const name of rest.filter((each) => each.startsWith('flows/')))
    await copyIfThere(join(flows, name.slice('flows/'.length)), join(folder, name));
  // What was just being written is cut off, so that the copy is whole in itself.
  const found = await examine({ ...target, repair: true });
  const contents: BackupContents = backupSchema.parse({
    format: 1,
    version,
    at: new Date(now).toISOString(),
    files: await describeFiles(folder, filesToBackUp(target.flows, target.data)),
  });
  // The last of all: without it, it is no backup.
  await writeAtomically(join(folder, BACKUP_FILE), `${JSON.stringify(contents, null, 1)}\n`, 0o600);
  return { contents, troubles: found.filter(({ severity }) => severity === 'wrong') };
}

async function copyDatabase(data: string, target: string): Promise<void> {
  const path = join(data, DATABASE_FILE);
  if (!existsSync(path)) return;
  const file = new SqliteDatabase(path, { timeout: 10_000 });
  try {
    file.prepare('VACUUM INTO ?').run(join(target, DATABASE_FILE));
  } finally {
    file.close();
  }
  await chmod(join(target, DATABASE_FILE), 0o600);
}

/** Files under a second name: who clears them away clears away only the first. */
class HeldFiles {
  private readonly folder: string;

  constructor(private readonly data: string) {
    this.folder = join(data, `backup-${process.pid}.tmp`);
  }

  async hold(name: string): Promise<void> {
    await mkdir(join(this.folder, name), { recursive: true, mode: 0o700 });
    for (const file of await namesIn(join(this.data, name)))
      await link(join(this.data, name, file), join(this.folder, name, file)).catch(
        (error: NodeJS.ErrnoException) => {
          // Held already, or gone already. Where a file system has no links, they are copied as they are.
          if (!['EEXIST', 'ENOENT', 'EPERM', 'ENOTSUP', 'EMLINK', 'ENOSYS'].includes(error.code ?? ''))
            throw error;
        },
      );
  }

  async copy(name: string, target: string): Promise<void> {
    await copyFolder(join(this.folder, name), join(target, name));
    await copyFolder(join(this.data, name), join(target, name));
  }

  async letGo(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What is in the target already stays as it is. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of await namesIn(from))
    if (!existsSync(join(to, name))) await copyIfThere(join(from, name), join(to, name));
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => isInBackup(`data/any/${name}`)).sort();
}

/** For its owner alone. Without a copy of its bytes, where the file system can do that. */
async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    if (!(await stat(from)).isFile()) return;
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await chmod(to, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
