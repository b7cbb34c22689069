/**
 * Names of event types that came and that somebody does not want to be offered, in `data/dismissed-types.json`. Apart
 * from what was seen of them: that can be had again, and this cannot.
 */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkTypeName } from '../../flows/catalogue/check-type-name.ts';
import { writeAtomically } from './atomic-write.ts';

export const DISMISSED_FILE = 'dismissed-types.json';

/** As many as can have been seen at once, and some that are forgotten by now; of more, the newest stay. */
const MOST = 1_000;

const storedSchema = z.object({
  format: z.literal(1),
  types: z.array(z.string().refine((type) => checkTypeName(type) === undefined)).max(MOST),
});

export interface DismissedTypes {
  has(type: string): boolean;
  set(type: string, dismissed: boolean): Promise<void>;
}

/** @param warn is told where a broken file was put aside */
export async function openDismissedTypes(
  data: string,
  warn: (line: string) => void,
): Promise<DismissedTypes> {
  const path = join(data, DISMISSED_FILE);
  let types: ReadonlySet<string> = new Set(await readStored(path, warn));
  let last: Promise<void> = Promise.resolve();
  /** One write after another; what cannot be written is not so in memory either. */
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const done = last.then(change);
    last = done.catch(() => {});
    return done;
  };
  return {
    has: (type) => types.has(type),
    set: (type, dismissed) =>
      inTurn(async () => {
        if (types.has(type) === dismissed) return;
        const others = [...types].filter((each) => each !== type);
        const next = dismissed ? [...others, type].slice(-MOST) : others;
        await writeAtomically(path, `${JSON.stringify({ format: 1, types: next }, null, 2)}\n`, 0o600);
        types = new Set(next);
      }),
  };
}

async function readStored(path: string, warn: (line: string) => void): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  try {
    return storedSchema.parse(JSON.parse(text)).types;
  } catch {
    // What was there is kept for a person to look at; nothing is dismissed then.
    await rename(path, `${path}.broken`);
    warn(`The dismissed event types could not be read; they were put aside as ${path}.broken`);
    return [];
  }
}
