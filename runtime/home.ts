/**
 * Where things lie. The project's own folder has the built page and the flows that ship; `NARU_HOME` moves the flows
 * and `data/` elsewhere, so that an installation can be replaced without touching what people made.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Home {
  /** The deployed flows; reference tables lie in its `tables/`. */
  readonly flows: string;
  /** What the runtime writes. */
  readonly data: string;
  /** The built page. */
  readonly editor: string;
}

/** The folder with package.json, whether this file runs as source or built. */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/**
 * Finds the home, and puts the flows that ship into it where it has none yet.
 *
 * @param moved `NARU_HOME`
 */
export async function openHome(moved: string | undefined): Promise<Home> {
  const project = projectFolder();
  const base = moved ? resolve(moved) : project;
  const home: Home = {
    flows: join(base, 'flows'),
    data: join(base, 'data'),
    editor: join(project, 'dist', 'editor'),
  };
  await mkdir(home.data, { recursive: true, mode: 0o700 });
  if (moved && !existsSync(home.flows)) await copyShipped(join(project, 'flows'), home.flows);
  return home;
}

/** Copied beside and renamed: a copy that was broken off is never taken for a home that has its flows. */
async function copyShipped(shipped: string, flows: string): Promise<void> {
  const fresh = `${flows}.${process.pid}.tmp`;
  try {
    await cp(shipped, fresh, { recursive: true, filter: (source) => isShipped(source, shipped) });
    await rename(fresh, flows);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Flow files and tables; not the code that lies beside them. */
function isShipped(source: string, shipped: string): boolean {
  if (source === shipped || source === join(shipped, 'tables')) return true;
  const inTables = dirname(source) === join(shipped, 'tables');
  const name = basename(source);
  return (
    (dirname(source) === shipped || inTables) &&
    (name.endsWith('.json') || (inTables && name.endsWith('.csv')))
  );
}
