/** One flow as the store keeps it, and as it shows it to others. */
import { isDeepStrictEqual } from 'node:util';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { Fault } from '../../nodes/kit/fault.ts';
import type { Clock } from '../clock.ts';
import type { Draft } from './draft-folder.ts';
import type { FlowBody, FlowCheck } from './flow-check.ts';

/** One flow as it stands. */
export interface StoredFlow {
  readonly id: string;
  readonly draft: FlowBody;
  readonly revision: number;
  readonly updatedAt: string;
  /** The newest version that was without fault: what runs, or would run if it were started. */
  readonly deployed: FlowBody | null;
  /** The same as the engine runs it, with what the file leaves out filled in. */
  readonly running: FlowFile | null;
  /** Faults of the draft, hints too. */
  readonly faults: readonly Fault[];
  /** Faults of the file, where it is broken. */
  readonly fileFaults: readonly Fault[];
  /** The draft differs from what is deployed. */
  readonly changed: boolean;
}

/** What the store keeps of a flow, besides its draft. */
export interface Entry {
  deployed: FlowBody | null;
  running: FlowFile | null;
  fileFaults: readonly Fault[];
  /** The broken file, to be looked at again when tables or the catalogue change. */
  brokenFile: Buffer | undefined;
  /** Of the draft; undefined until somebody asks. */
  faults: readonly Fault[] | undefined;
  /** Whether these two differ: asked for with every block of events, so not found out each time. */
  compared:
    | { readonly draft: FlowBody; readonly deployed: FlowBody | null; readonly differ: boolean }
    | undefined;
}

export function newEntry(): Entry {
  return {
    deployed: null,
    running: null,
    fileFaults: [],
    brokenFile: undefined,
    faults: undefined,
    compared: undefined,
  };
}

/** The flow as it stands now. The draft's faults are looked for here, when somebody asks. */
export function viewOf(
  id: string,
  entry: Entry,
  stored: Draft | undefined,
  { check, clock }: { readonly check: FlowCheck; readonly clock: Clock },
): StoredFlow {
  // A broken file that cannot even be drawn has an empty canvas.
  const draft = stored?.flow ?? { id, name: id, nodes: [], edges: [] };
  entry.faults ??= stored ? check(draft).faults : [];
  return {
    id,
    draft,
    revision: stored?.revision ?? 0,
    updatedAt: stored?.updatedAt ?? new Date(clock.now()).toISOString(),
    deployed: entry.deployed,
    running: entry.running,
    faults: entry.faults,
    fileFaults: entry.fileFaults,
    changed: stored ? differs(entry, draft) : true,
  };
}

/** Whether the draft differs from what is deployed. */
function differs(entry: Entry, draft: FlowBody): boolean {
  const { compared, deployed } = entry;
  if (compared?.draft === draft && compared.deployed === deployed) return compared.differ;
  const differ = !isDeepStrictEqual(draft, deployed);
  entry.compared = { draft, deployed, differ };
  return differ;
}

/** The id itself, or the first of `id-2`, `id-3`, … that nobody has. */
export function freeId(id: string, taken: (id: string) => boolean): string {
  for (let n = 1; ; n++) {
    const tail = n === 1 ? '' : `-${n}`;
    const candidate = `${id.slice(0, 64 - tail.length)}${tail}`;
    if (!taken(candidate)) return candidate;
  }
}
