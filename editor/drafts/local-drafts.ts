/**
 * editor/drafts: what is drawn and not saved yet is kept on this computer, so that neither a lost connection nor a crash
 * takes it away.
 *
 * This file: the drafts that lie in the browser's storage, one for each flow and page. Their number, age and size are
 * bounded; a storage that is full or forbidden is no fault, only no help.
 */
import { z } from 'zod';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { localizedSchema } from '../../flows/format/flow-schema.ts';
import type { MergeConflict } from '../../flows/format/merge/merge-conflict.ts';
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import {
  type FlowSummary,
  flowBodySchema,
  flowSummarySchema,
  surroundingsSchema,
} from '../../runtime/wire/rest.ts';
import { asFlowFile } from '../server/flows-api.ts';

const DRAFT = 'naru.draft';
const CONFLICTS = 'naru.conflicts';
const SURROUNDINGS = 'naru.surroundings';
const MOST = 20;
const DAY = 24 * 60 * 60 * 1000;
const OLDEST = 30 * DAY;
/** Where there is no room, drafts that nobody came back for give way. */
const FORGOTTEN = 7 * DAY;

const nodeSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  position: z.looseObject({ x: z.number(), y: z.number() }),
  data: z.looseObject({}).optional(),
});
const edgeSchema = z.looseObject({ id: z.string(), source: z.string(), target: z.string() });
/** What could not be drawn is passed over: the flow would not open any more, and nobody looks for the reason here. */
const drawnSchema = flowBodySchema.extend({
  name: localizedSchema.optional(),
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
});

const draftSchema = z.object({
  version: z.literal(1),
  page: z.string(),
  at: z.number(),
  revision: z.number(),
  summary: flowSummarySchema,
  base: drawnSchema,
  flow: drawnSchema,
});

/** Written by this very page; looked at only so far that an older form of it is passed over. */
const conflictsSchema = z.array(
  z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('setting'), node: z.string(), path: z.array(z.string()) }),
    z.looseObject({
      kind: z.literal('removed'),
      by: z.enum(['mine', 'theirs']),
      node: z.string(),
      left: nodeSchema.extend({ data: z.looseObject({}) }),
      edges: z.array(edgeSchema),
      bridges: z.array(edgeSchema),
    }),
    z.looseObject({
      kind: z.literal('edge'),
      edge: z.string(),
      mine: edgeSchema.optional(),
      theirs: edgeSchema.optional(),
    }),
    z.looseObject({ kind: z.literal('flow'), path: z.array(z.string()) }),
  ]),
);

export interface LocalDraft {
  /** The page on which it was drawn: two windows with one flow have a draft each. */
  readonly page: string;
  /** Epoch ms. */
  readonly at: number;
  /** The revision that it is drawn on, and the flow as it was then. */
  readonly revision: number;
  readonly base: FlowFile;
  readonly flow: FlowFile;
  /** What the server last said about the flow. */
  readonly summary: FlowSummary;
}

export interface LocalDrafts {
  /** Whether it is kept. */
  put(draft: LocalDraft): boolean;
  /** Those of one flow, oldest first. */
  of(flow: string): LocalDraft[];
  remove(flow: string, page: string): void;
  /** What is still to be chosen of a flow; an empty list takes it away. */
  putConflicts(flow: string, conflicts: readonly MergeConflict[]): void;
  conflicts(flow: string): readonly MergeConflict[];
  putSurroundings(surroundings: Surroundings): void;
  surroundings(): Surroundings | undefined;
}

/** @param storage undefined where the browser has none */
export function createLocalDrafts(storage: Storage | undefined, now: () => number): LocalDrafts {
  const keyOf = (flow: string, page: string) => `${DRAFT} ${flow} ${page}`;
  const keys = () =>
    Array.from({ length: storage?.length ?? 0 }, (_, i) => storage?.key(i) ?? '').filter((key) =>
      key.startsWith(`${DRAFT} `),
    );
  const byAge = () =>
    keys()
      .map((key) => ({ key, at: timeOf(storage?.getItem(key)) }))
      .sort((a, b) => a.at - b.at);

  /** Makes room: the oldest go first, never the one that is being written. */
  function sweep(mine: string, olderThan: number): boolean {
    const others = byAge().filter(({ key }) => key !== mine);
    const gone = others.filter(({ at }, i) => at < olderThan || i < others.length - MOST + 1);
    for (const { key } of gone) storage?.removeItem(key);
    return gone.length > 0;
  }

  function write(key: string, text: string): boolean {
    try {
      storage?.setItem(key, text);
      return storage !== undefined;
    } catch {
      return false;
    }
  }

  return {
    put(draft) {
      const key = keyOf(draft.flow.id, draft.page);
      const { page, at, ...rest } = draft;
      // What a sweep looks at stands first.
      const text = JSON.stringify({ version: 1, page, at, ...rest });
      sweep(key, now() - OLDEST);
      return write(key, text) || (sweep(key, now() - FORGOTTEN) && write(key, text));
    },
    of: (flow) =>
      keys()
        .filter((key) => key.startsWith(keyOf(flow, '')))
        .flatMap((key) => readDraft(storage?.getItem(key)) ?? [])
        .sort((a, b) => a.at - b.at),
    remove: (flow, page) => storage?.removeItem(keyOf(flow, page)),
    putConflicts(flow, conflicts) {
      if (conflicts.length > 0) write(`${CONFLICTS} ${flow}`, JSON.stringify(conflicts));
      else storage?.removeItem(`${CONFLICTS} ${flow}`);
    },
    conflicts: (flow) => {
      const parsed = conflictsSchema.safeParse(parse(storage?.getItem(`${CONFLICTS} ${flow}`)));
      return parsed.success ? (parsed.data as unknown as readonly MergeConflict[]) : [];
    },
    putSurroundings: (surroundings) => void write(SURROUNDINGS, JSON.stringify(surroundings)),
    surroundings: () => {
      const parsed = surroundingsSchema.safeParse(parse(storage?.getItem(SURROUNDINGS)));
      return parsed.success ? parsed.data : undefined;
    },
  };
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

/** 0 for what is none of ours: it goes first. */
function timeOf(text: string | null | undefined): number {
  const at = /^\{"version":1,"page":"[^"]*","at":(\d+)/.exec(text ?? '')?.[1];
  return at === undefined ? 0 : Number(at);
}

function readDraft(text: string | null | undefined): LocalDraft | undefined {
  const parsed = draftSchema.safeParse(parse(text));
  if (!parsed.success) return undefined;
  const { version: _, base, flow, ...rest } = parsed.data;
  return { ...rest, base: asFlowFile(base), flow: asFlowFile(flow) };
}

/** The browser's own storage; none in a window that forbids it. */
export function browserStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
