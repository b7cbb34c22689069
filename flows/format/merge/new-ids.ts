/**
 * Ids that both sides gave to different things: two people who each add a filter both call it `filter1`. What was added
 * here gets another id, with all that names it.
 */
import { isRow } from '../../../nodes/kit/lenient.ts';
import { memberOf, sameValue } from '../diff.ts';
import type { FlowEdge, FlowFile, FlowGroup, FlowNode } from '../flow-file.ts';
import { type NodeGroup, writtenGroups } from './groups.ts';

export interface NewIds {
  readonly nodes: ReadonlyMap<string, string>;
  readonly edges: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

/**
 * @param mines all versions of this side that are to be merged: a node has the same id in each step of undo
 */
export function newIdsFor(base: FlowFile, mines: readonly FlowFile[], theirs: FlowFile): NewIds {
  const all = [base, ...mines, theirs];
  const back = comeBack(base, mines, theirs);
  const nodes = renamed(
    base.nodes,
    mines.map((flow) => flow.nodes),
    theirs.nodes,
    ({ id }) => back.has(id),
    all.map((flow) => flow.nodes),
  );
  const withNodes = mines.map((flow) => flow.edges.map((edge) => endsRenamed(edge, nodes)));
  const edges = renamed(
    beforeReuse(base, theirs, withNodes),
    withNodes,
    theirs.edges,
    sameEnds,
    all.map((flow) => flow.edges),
  );
  const lists = all.map(writtenGroups);
  const groups = renamed(
    writtenGroups(base),
    mines.map(writtenGroups),
    writtenGroups(theirs),
    sameTitle,
    lists,
  );
  return { nodes, edges, groups };
}

/** The flow with those ids. Gives back the same flow where it has none of them. */
export function withNewIds(flow: FlowFile, { nodes, edges, groups }: NewIds): FlowFile {
  if (nodes.size + edges.size + groups.size === 0) return flow;
  const list = writtenGroups(flow);
  return {
    ...flow,
    nodes: flow.nodes.map((node) => named(node, nodes)),
    edges: flow.edges.map((edge) => named(endsRenamed(edge, nodes), edges)),
    ...(list.length > 0 && {
      groups: list.map((group) => ({
        ...named(group, groups),
        nodes: group.nodes.map((id) => nodes.get(id) ?? id),
        // Its title may be anything, as the file gave it
      })) as readonly FlowGroup[],
    }),
    ...(flow.tests && { tests: flow.tests.map((test) => testRenamed(test, nodes)) }),
  };
}

function renamed<M extends { readonly id: string }>(
  base: readonly M[],
  mines: readonly (readonly M[])[],
  theirs: readonly M[],
  isSame: (a: M, b: M) => boolean,
  all: readonly (readonly M[])[],
): Map<string, string> {
  const known = new Set(base.map(({ id }) => id));
  const added = new Map(theirs.filter(({ id }) => !known.has(id)).map((member) => [member.id, member]));
  const renames = new Map<string, string>();
  if (added.size === 0) return renames;
  const taken = new Set(all.flatMap((members) => members.map(({ id }) => id)));
  for (const member of mines.flat()) {
    const other = added.get(member.id);
    if (!other || renames.has(member.id) || isSame(member, other)) continue;
    const id = freeId(member.id, taken);
    taken.add(id);
    renames.set(member.id, id);
  }
  return renames;
}

/** @example freeId('filter1', new Set(['filter1', 'filter2'])) // 'filter3' */
function freeId(id: string, taken: ReadonlySet<string>): string {
  const stem = id.replace(/\d+$/, '').slice(0, 56) || 'n';
  for (let n = 1; ; n++) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`;
}

/** The edges of before, without those whose id one side has given to another edge since. */
function beforeReuse(
  base: FlowFile,
  theirs: FlowFile,
  mines: readonly (readonly FlowEdge[])[],
): readonly FlowEdge[] {
  const now = new Map(theirs.edges.map((edge) => [edge.id, edge]));
  return base.edges.filter((was) => {
    const their = now.get(was.id);
    return !mines.flat().some((my) => {
      if (my.id !== was.id || !their || sameEnds(my, was) || sameEnds(their, was)) return false;
      return isAnother(my, was) || isAnother(their, was);
    });
  });
}

/** Whether an edge has the id of an earlier one and nothing else of it: ids that are free are given again. */
export function isAnother(edge: FlowEdge, was: FlowEdge): boolean {
  return edge.source !== was.source && edge.target !== was.target;
}

/**
 * Nodes that were saved here without the answer being heard, and come back as theirs: they stand where they were put, and
 * hold nothing that they did not hold here at some step. The place alone tells nothing: what two people add by the same
 * button is put to the same place.
 */
function comeBack(base: FlowFile, mines: readonly FlowFile[], theirs: FlowFile): ReadonlySet<string> {
  const known = new Set(base.nodes.map(({ id }) => id));
  const added = new Map(theirs.nodes.filter(({ id }) => !known.has(id)).map((node) => [node.id, node]));
  const back = new Set<string>();
  if (added.size === 0) return back;
  for (const { nodes } of mines)
    for (const node of nodes) {
      const their = added.get(node.id);
      if (their && samePlace(node, their) && holds(node.data, their.data)) back.add(node.id);
    }
  return back;
}

function samePlace(a: FlowNode, b: FlowNode): boolean {
  return a.type === b.type && sameValue(a.position, b.position);
}

function holds(data: FlowNode['data'], part: FlowNode['data']): boolean {
  return Object.entries(part).every(([name, value]) => sameValue(memberOf(data, name), value));
}

/** Whether two edges join the same handles. */
export function sameEnds(a: FlowEdge, b: FlowEdge): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    (a.sourceHandle ?? null) === (b.sourceHandle ?? null) &&
    (a.targetHandle ?? null) === (b.targetHandle ?? null)
  );
}

function sameTitle(a: NodeGroup, b: NodeGroup): boolean {
  return sameValue(a.title, b.title);
}

function named<M extends { readonly id: string }>(member: M, ids: ReadonlyMap<string, string>): M {
  const id = ids.get(member.id);
  return id === undefined ? member : { ...member, id };
}

function endsRenamed(edge: FlowEdge, nodes: ReadonlyMap<string, string>): FlowEdge {
  const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
  if (source === undefined && target === undefined) return edge;
  return { ...edge, source: source ?? edge.source, target: target ?? edge.target };
}

type FlowTest = NonNullable<FlowFile['tests']>[number];

function testRenamed(test: FlowTest, nodes: ReadonlyMap<string, string>): FlowTest {
  if (!isRow(test) || !Array.isArray(test.expect)) return test;
  if (!test.expect.some((expected) => nodes.has(expected.node))) return test;
  const expect = test.expect.map((each) => ({ ...each, node: nodes.get(each.node) ?? each.node }));
  return { ...test, expect };
}
