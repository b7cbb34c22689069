/**
 * flows/format/merge: two people changed one flow at once, and no edit is lost. From the last version that both knew,
 * and what each made of it, comes one flow; what both changed in different ways is a conflict, in which mine stays in the
 * flow and theirs is kept beside it until somebody has chosen. Pure.
 *
 * This file: the merge.
 */
import { rowOf } from '../../../nodes/kit/lenient.ts';
import { byId } from '../by-id.ts';
import { memberOf, sameValue } from '../diff.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../flow-file.ts';
import { areGroups, mergeGroup, type NodeGroup } from './groups.ts';
import type { MergeConflict } from './merge-conflict.ts';
import { mergeMembers } from './merge-members.ts';
import { type Differing, mergeRows, mergeValue } from './merge-value.ts';
import { isAnother, newIdsFor, sameEnds, withNewIds } from './new-ids.ts';

export interface Merged {
  readonly flow: FlowFile;
  readonly conflicts: readonly MergeConflict[];
}

/**
 * Merges by the ids of nodes and edges.
 *
 * @param base the last version that both sides knew
 * @param mine what was made of it here; gives back this very flow where the others added nothing to it
 */
export function mergeFlows(base: FlowFile, mine: FlowFile, theirs: FlowFile): Merged {
  const conflicts: MergeConflict[] = [];
  const here = withNewIds(mine, newIdsFor(base, [mine], theirs));
  const nodes = mergeMembers(base.nodes, here.nodes, theirs.nodes, (was, my, their) =>
    mergeNode({ base, mine: here, theirs }, was, my, their, conflicts),
  );
  const there = new Set(nodes.map(({ id }) => id));
  const edges = mergeEdges(base, here, theirs, there, conflicts);
  const rest = mergeSettings(base, here, theirs, there, conflicts);
  const flow = { ...rest, id: here.id, nodes, edges } as FlowFile;
  return { flow: sameMembers(mine, flow) ? mine : flow, conflicts };
}

/** `fresh` with the very nodes and edges of `known` where they are equal, so that what goes by identity sees no change. */
export function sharing(known: FlowFile, fresh: FlowFile): FlowFile {
  const share = <M extends { readonly id: string }>(old: readonly M[], young: readonly M[]) => {
    const before = byId(old);
    const shared = young.map((member) => {
      const was = before.get(member.id);
      return was && sameValue(was, member) ? was : member;
    });
    return shared.length === old.length && shared.every((member, i) => member === old[i]) ? old : shared;
  };
  return { ...fresh, nodes: share(known.nodes, fresh.nodes), edges: share(known.edges, fresh.edges) };
}

interface Sides {
  readonly base: FlowFile;
  readonly mine: FlowFile;
  readonly theirs: FlowFile;
}

function mergeNode(
  sides: Sides,
  base: FlowNode | undefined,
  mine: FlowNode | undefined,
  theirs: FlowNode | undefined,
  conflicts: MergeConflict[],
): FlowNode | undefined {
  if (mine && theirs) return mergeBoth(base, mine, theirs, conflicts);
  const left = mine ?? theirs;
  if (!left || !base) return left;
  // Where it stands is not what it does: a node that was only moved meanwhile may go.
  if (sameValue({ ...left, position: null }, { ...base, position: null })) return undefined;
  const by = mine ? 'theirs' : 'mine';
  const [stays, goes] = mine ? [sides.mine, sides.theirs] : [sides.theirs, sides.mine];
  const edges = stays.edges.filter(({ source, target }) => source === left.id || target === left.id);
  const bridges = bridgesPast(left.id, sides.base, goes);
  conflicts.push({ kind: 'removed', by, node: left.id, left, edges, bridges });
  return mine;
}

/** The wires that were drawn in place of a node when it was removed. */
function bridgesPast(node: string, base: FlowFile, without: FlowFile): FlowEdge[] {
  const known = byId(base.edges);
  const from = new Set(base.edges.filter(({ target }) => target === node).map(({ source }) => source));
  const to = new Set(base.edges.filter(({ source }) => source === node).map(({ target }) => target));
  return without.edges.filter((edge) => {
    const was = known.get(edge.id);
    return from.has(edge.source) && to.has(edge.target) && !(was && sameEnds(was, edge));
  });
}

function mergeBoth(
  base: FlowNode | undefined,
  mine: FlowNode,
  theirs: FlowNode,
  conflicts: MergeConflict[],
): FlowNode {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const { id } = mine;
  const found: Differing[] = [];
  const moved: Differing[] = [];
  // In a list it is taken as a whole: across from one side and down from the other is where nobody put it.
  const places = mergeValue(base && [base.position], [mine.position], [theirs.position], moved);
  const [place] = places as [FlowNode['position']];
  const rest = mergeRest(base, mine, theirs, found);
  conflicts.push(
    ...moved.map(() => ({ kind: 'place', node: id, mine: mine.position, theirs: theirs.position }) as const),
    ...found.map((differing) => ({ kind: 'setting', node: id, ...differing }) as const),
  );
  const node = { ...rest, id, position: place } as FlowNode;
  return sameValue(node, mine) ? mine : sameValue(node, theirs) ? theirs : node;
}

/** All but its id and place. Settings of one kind do not fit another: where the kind was changed they go as a whole. */
function mergeRest(
  base: FlowNode | undefined,
  mine: FlowNode,
  theirs: FlowNode,
  found: Differing[],
): Readonly<Record<string, unknown>> {
  const without = ({ id: _id, position: _position, ...rest }: FlowNode) => rest;
  const [was, here, there] = [base ? without(base) : {}, without(mine), without(theirs)];
  const kinds = new Set([mine.type, theirs.type, base?.type ?? mine.type]);
  if (kinds.size === 1) return mergeRows(was, here, there, found);
  if (sameValue(here, there) || sameValue(there, was)) return here;
  if (sameValue(here, was)) return there;
  found.push({ path: [], base: was, mine: here, theirs: there });
  return here;
}

function mergeEdges(
  base: FlowFile,
  mine: FlowFile,
  theirs: FlowFile,
  nodes: ReadonlySet<string>,
  conflicts: MergeConflict[],
): readonly FlowEdge[] {
  /** Whether an edge went on one side with a node at its end, instead of being taken away by itself. */
  const wentWithNode = (flow: FlowFile) => {
    const ids = new Set(flow.nodes.map(({ id }) => id));
    return (was: FlowEdge) => !ids.has(was.source) || !ids.has(was.target);
  };
  const [wentHere, wentThere] = [wentWithNode(mine), wentWithNode(theirs)];
  const known = byId(base.edges);
  const before = new Set(mine.edges.map(({ id }) => id));
  // A node that stays here needs no wire past it.
  const past = new Set(
    conflicts.flatMap((c) =>
      c.kind === 'removed' && c.by === 'theirs' ? c.bridges.map(({ id }) => id) : [],
    ),
  );
  const drawnThere = theirs.edges.filter((edge) => !known.has(edge.id) && !before.has(edge.id));
  return mergeMembers(base.edges, mine.edges, theirs.edges, (was, my, their) => {
    if (!my && their && past.has(their.id)) return undefined;
    // Both drew the same wire.
    if (my && !was && !their && drawnThere.some((edge) => sameEnds(edge, my))) return undefined;
    const went = was && ((!their && wentThere(was)) || (!my && wentHere(was)));
    const merged = went ? (my ?? their) : mergeEdge(was, my, their, conflicts);
    return merged && nodes.has(merged.source) && nodes.has(merged.target) ? merged : undefined;
  });
}

function mergeEdge(
  base: FlowEdge | undefined,
  mine: FlowEdge | undefined,
  theirs: FlowEdge | undefined,
  conflicts: MergeConflict[],
): FlowEdge | undefined {
  if (sameValue(mine, theirs) || sameValue(theirs, base)) return mine;
  if (sameValue(mine, base)) return theirs;
  const id = (mine ?? theirs)?.id ?? '';
  if (mine && theirs && sameEnds(mine, theirs)) {
    const found: Differing[] = [];
    const merged = mergeRows(rowOf(base), { ...mine }, { ...theirs }, found);
    if (found.length === 0) return merged as unknown as FlowEdge;
  }
  const [only] = mine && theirs ? [] : [mine, theirs].filter((edge) => edge !== undefined);
  if (only && base && isAnother(only, base)) return only;
  conflicts.push({ kind: 'edge', edge: id, mine, theirs });
  return mine;
}

/** What belongs to the flow as a whole, known or not. */
function mergeSettings(
  base: FlowFile,
  mine: FlowFile,
  theirs: FlowFile,
  nodes: ReadonlySet<string>,
  conflicts: MergeConflict[],
): Readonly<Record<string, unknown>> {
  const [was, here, there] = [base, mine, theirs].map(({ nodes: _n, edges: _e, id: _id, ...rest }) =>
    rowOf(rest),
  );
  const found: Differing[] = [];
  const names = new Set([...Object.keys(here), ...Object.keys(there)]);
  const merged = [...names].map((name) => {
    const values = [was, here, there].map((row) => memberOf(row, name)) as [unknown, unknown, unknown];
    const lists = name === 'groups' && values.every((value) => value === undefined || areGroups(value));
    if (lists) return [name, mergeGroups(values as GroupLists, nodes, found)] as const;
    return [name, mergeValue(...values, found, [name])] as const;
  });
  conflicts.push(...found.map((differing) => ({ kind: 'flow', ...differing }) as const));
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

type GroupLists = readonly [
  readonly NodeGroup[] | undefined,
  readonly NodeGroup[] | undefined,
  readonly NodeGroup[] | undefined,
];

function mergeGroups(
  [base = [], mine, theirs]: GroupLists,
  nodes: ReadonlySet<string>,
  found: Differing[],
): readonly NodeGroup[] | undefined {
  const merged =
    sameValue(mine, theirs) || sameValue(theirs, base)
      ? mine
      : mergeMembers(base, mine ?? [], theirs ?? [], (was, my, their) => {
          if (my && their) return mergeGroup(was, my, their, found);
          const left = my ?? their;
          // A frame around nodes: one that was taken away there and changed here stays.
          return was && sameValue(left, was) ? undefined : left;
        });
  // Nodes that only one side removed are in the other's groups still.
  const whole = merged?.every((group) => group.nodes.every((id) => nodes.has(id))) ?? true;
  if (!merged || whole) return merged;
  return merged.map((group) => ({ ...group, nodes: group.nodes.filter((id) => nodes.has(id)) }));
}

function sameMembers(a: FlowFile, b: FlowFile): boolean {
  const [was, is] = [rowOf(a), rowOf(b)];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].every((name) => was[name] === is[name]);
}
