/**
 * What somebody else saved, taken into what is drawn here: into the draft, and into each step of undo and redo, so that
 * undo goes on taking back what was done here and nothing else. Pure.
 */
import { sameValue } from '../../flows/format/diff.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { choose, conflictKey, type MergeConflict } from '../../flows/format/merge/merge-conflict.ts';
import { mergeFlows, sharing } from '../../flows/format/merge/merge-flows.ts';
import { newIdsFor, withNewIds } from '../../flows/format/merge/new-ids.ts';
import type { DocumentState } from './document-state.ts';

/** What the reader is told of it. */
export interface TakenOver {
  /** Nodes that are new or otherwise now, in the drawing. */
  readonly nodes: readonly string[];
  /** How many are gone. */
  readonly removed: number;
  /** Wires or settings of the flow are otherwise. */
  readonly other: boolean;
  readonly conflicts: readonly MergeConflict[];
}

type Part = Pick<
  DocumentState,
  'flow' | 'saved' | 'past' | 'future' | 'selection' | 'conflicts' | 'saveState'
>;

/** Undefined while no flow is open. */
export function takeTheirs(
  state: DocumentState,
  theirs: FlowFile,
): { readonly state: Part; readonly report: TakenOver } | undefined {
  const { flow, saved, past, future } = state;
  if (!flow || !saved) return undefined;
  const fresh = sharing(flow, sharing(saved, theirs));
  const ids = newIdsFor(saved, [...past, flow, ...future], fresh);
  const here = withNewIds(flow, ids);
  const merged = mergeFlows(saved, here, fresh);
  const same = sameValue(merged.flow, fresh);
  const now = same ? fresh : merged.flow;
  const step = (before: FlowFile) => mergeStep(saved, withNewIds(before, ids), fresh, now);
  const there = new Set(now.nodes.map((node) => node.id));
  const nodes = state.selection.nodes.map((id) => ids.nodes.get(id) ?? id).filter((id) => there.has(id));
  return {
    state: {
      flow: now,
      saved: fresh,
      past: withoutEcho([...past.map(step), now]).slice(0, -1),
      future: withoutEcho([...future.map(step), now]).slice(0, -1),
      selection: { nodes, edges: [] },
      conflicts: withAsked(state.conflicts, askedOf(merged.conflicts)),
      saveState: same ? 'saved' : 'dirty',
    },
    report: { ...changesOf(here, now), conflicts: askedOf(merged.conflicts) },
  };
}

/** A step as it would have been with what they changed. What they removed does not come back by undo. */
function mergeStep(saved: FlowFile, before: FlowFile, theirs: FlowFile, now: FlowFile): FlowFile {
  const { flow, conflicts } = mergeFlows(saved, before, theirs);
  return conflicts.reduce(
    (step, conflict) =>
      conflict.kind === 'removed' &&
      conflict.by === 'theirs' &&
      !now.nodes.some((node) => node.id === conflict.node)
        ? choose(step, conflict, 'theirs')
        : step,
    flow,
  );
}

/** Without the steps that change nothing any more. */
function withoutEcho(steps: readonly FlowFile[]): FlowFile[] {
  return steps.filter((step, i) => i === steps.length - 1 || !sameValue(step, steps[i + 1]));
}

function changesOf(before: FlowFile, after: FlowFile): Omit<TakenOver, 'conflicts'> {
  const was = new Map(before.nodes.map((node) => [node.id, node]));
  const is = new Set(after.nodes.map((node) => node.id));
  const nodes = after.nodes.filter((node) => !sameValue(was.get(node.id), node)).map((node) => node.id);
  const removed = before.nodes.filter((node) => !is.has(node.id)).length;
  const { nodes: _nodes, ...rest } = before;
  const { nodes: _now, ...restNow } = after;
  return { nodes, removed, other: !sameValue(rest, restNow) };
}

/** Those that somebody is asked about: where a card stands is not worth a question. */
export function askedOf(conflicts: readonly MergeConflict[]): readonly MergeConflict[] {
  return conflicts.filter(({ kind }) => kind !== 'place');
}

/** The newest about each thing; the same list where there is nothing new. */
export function withAsked(
  before: readonly MergeConflict[],
  found: readonly MergeConflict[],
): readonly MergeConflict[] {
  if (found.length === 0) return before;
  const keys = new Set(found.map(conflictKey));
  return [...before.filter((conflict) => !keys.has(conflictKey(conflict))), ...found];
}
