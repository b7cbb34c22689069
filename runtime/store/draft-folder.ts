/**
 * What is being drawn: one file a flow in `data/drafts/`. A draft has a revision, which every save makes greater, so
 * that two people who draw the same flow notice each other.
 */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { flowBodySchema } from '../wire/rest.ts';
import { flushFolder, writeAtomically } from './atomic-write.ts';
import { FLOW_ID, type FlowBody } from './flow-check.ts';

const draftSchema = z.looseObject({
  format: z.literal(1),
  revision: z.number().int().positive(),
  updatedAt: z.string(),
  /** Equal to the deployed file when it was written: then it follows that file when somebody changes it outside. */
  synced: z.boolean(),
  flow: flowBodySchema,
});

export interface Draft {
  readonly revision: number;
  readonly updatedAt: string;
  readonly synced: boolean;
  readonly flow: FlowBody;
}

export interface DraftFolder {
  readonly drafts: ReadonlyMap<string, Draft>;
  write(id: string, draft: Draft): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Opens the drafts. One that cannot be read is put aside as `<id>.json.broken` and said. */
export async function openDrafts(data: string, warn: (line: string) => void): Promise<DraftFolder> {
  const folder = join(data, 'drafts');
  await mkdir(folder, { recursive: true });
  const drafts = new Map<string, Draft>();
  for (const name of await readdir(folder)) {
    const id = name.slice(0, -'.json'.length);
    if (!name.endsWith('.json') || !FLOW_ID.test(id)) continue;
    const draft = await readDraft(join(folder, name), id);
    if (draft) drafts.set(id, draft);
    else {
      await rename(join(folder, name), join(folder, `${name}.broken`));
      warn(`A draft could not be read; it was put aside as ${join(folder, `${name}.broken`)}`);
    }
  }
  const pathOf = (id: string) => {
    if (!FLOW_ID.test(id)) throw new Error(`no id of a flow: ${id}`);
    return join(folder, `${id}.json`);
  };
  return {
    drafts,
    async write(id, draft) {
      await writeAtomically(pathOf(id), `${JSON.stringify({ format: 1, ...draft })}\n`);
      drafts.set(id, draft);
    },
    async remove(id) {
      await rm(pathOf(id), { force: true });
      await flushFolder(folder);
      drafts.delete(id);
    },
  };
}

async function readDraft(path: string, id: string): Promise<Draft | undefined> {
  try {
    const { revision, updatedAt, synced, flow } = draftSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return flow.id === id ? { revision, updatedAt, synced, flow } : undefined;
  } catch {
    return undefined;
  }
}
