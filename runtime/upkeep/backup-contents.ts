/** What a backup holds: the files by name, each with its length and hash, so that a restore knows that nothing is missing. */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export const BACKUP_FILE = 'naru-backup.json';

export const backupSchema = z.object({
  format: z.literal(1),
  /** Of the product that wrote it. */
  version: z.string(),
  /** ISO; everything that was acknowledged before is in it. */
  at: z.string(),
  files: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
});
export type BackupContents = z.infer<typeof backupSchema>;

/** Paths inside a home, with `/`. What is not of this form is neither written nor read. */
const NAME =
  /^(?:flows\/[^/\\]+\.json|flows\/tables\/[^/\\]+\.(?:csv|json)|flows\/catalogue\/declared\.json|data\/(?:[A-Za-z0-9_-]+\/)*[^/\\]+)$/;
/** Of the running process, or half done, or damaged. */
const LEFT_OUT = /^data\/(?:lock|naru\.db-.*|damaged\/.*)$|\.tmp$|\.tmp\/|^data\/(?:[^/]+\/)?\.\.?$/;

export function isInBackup(name: string): boolean {
  return NAME.test(name) && !LEFT_OUT.test(name);
}

/** The files of a home that belong into a backup, sorted. */
export function filesToBackUp(flows: string, data: string): string[] {
  return [...filesUnder(flows, 'flows'), ...filesUnder(data, 'data')].filter(isInBackup).sort();
}

function filesUnder(folder: string, name: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = `${name}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(join(folder, entry.name), path) : entry.isFile() ? [path] : [];
  });
}

const readEntries = (folder: string) => readdirSync(folder, { withFileTypes: true });

export async function describeFiles(
  folder: string,
  names: readonly string[],
): Promise<BackupContents['files']> {
  const files: BackupContents['files'] = [];
  for (const name of names) {
    const path = join(folder, name);
    files.push({ name, size: (await stat(path)).size, sha256: await hashOf(path) });
  }
  return files;
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
