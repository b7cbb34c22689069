/** Groups of nodes that a flow file may carry: `groups: [{id, title, nodes: [ids]}]`. */
import { isRow, rowOf } from '../../../nodes/kit/lenient.ts';
import type { FlowFile } from '../flow-file.ts';
import { type Differing, mergeRows } from './merge-value.ts';

export interface NodeGroup {
  readonly id: string;
  readonly title?: unknown;
  readonly nodes: readonly string[];
}

/** The groups of a flow as they are written, where it has a list of them; flows/format/groups.ts gives those that are drawn. */
export function writtenGroups(flow: FlowFile): readonly NodeGroup[] {
  const { groups } = flow as { groups?: unknown };
  return areGroups(groups) ? groups : [];
}

/** Whether this is a list of groups, and no other field that happens to have the name. */
export function areGroups(value: unknown): value is readonly NodeGroup[] {
  return (
    Array.isArray(value) &&
    value.every((group) => isRow(group) && typeof group.id === 'string' && Array.isArray(group.nodes))
  );
}

/** A group that both sides have: its nodes are those that nobody took out. */
export function mergeGroup(
  base: NodeGroup | undefined,
  mine: NodeGroup,
  theirs: NodeGroup,
  found: Differing[],
): NodeGroup {
  const { nodes: _base, ...was } = rowOf(base);
  const { nodes: here, ...mineRest } = mine;
  const { nodes: there, ...theirsRest } = theirs;
  const before = new Set(base?.nodes ?? []);
  const [inMine, inTheirs] = [new Set(here), new Set(there)];
  const stays = (id: string) => (before.has(id) ? inMine.has(id) && inTheirs.has(id) : true);
  const nodes = [...new Set([...there, ...here])].filter(stays);
  const rest = mergeRows(was, mineRest, theirsRest, found, ['groups', mine.id]);
  return { ...rest, id: mine.id, nodes };
}
