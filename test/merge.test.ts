/** Merging two people's edits, whatever they are: what has to hold for each pair of histories. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import * as operations from '../editor/document/operations.ts';
import { removeHealing } from '../editor/document/weave.ts';
import { aFlow } from '../flows/format/a-flow.ts';
import type { FlowFile } from '../flows/format/flow-file.ts';
import { flowSchema } from '../flows/format/flow-schema.ts';
import { choose } from '../flows/format/merge/merge-conflict.ts';
import { mergeFlows } from '../flows/format/merge/merge-flows.ts';
import { isAnother } from '../flows/format/merge/new-ids.ts';

type Edit = (flow: FlowFile) => FlowFile;

const small = fc.integer({ min: 0, max: 9 });
const pick = <Member>(members: readonly Member[], n: number): Member | undefined =>
  members[n % members.length];
const nodeAt = (flow: FlowFile, n: number) => pick(flow.nodes, n)?.id ?? '';

/** Each takes the flow as it is, so that it always finds something to change. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(small, small).map(
    ([x, y]): Edit =>
      (flow) =>
        operations.addNode(flow, 'filter', { x, y }, { n: x }).flow,
  ),
  fc.tuple(small, small).map(
    ([n, x]): Edit =>
      (flow) =>
        operations.moveNodes(flow, { [nodeAt(flow, n)]: { x, y: x } }),
  ),
  fc.tuple(small, small, fc.constantFrom('n', 'within', 'label')).map(
    ([n, value, name]): Edit =>
      (flow) => {
        const node = pick(flow.nodes, n);
        return node
          ? operations.setNodeData(flow, node.id, { ...node.data, [name]: `PT${value + 1}M` })
          : flow;
      },
  ),
  fc.tuple(small, fc.constantFrom('ko', 'en')).map(
    ([n, language]): Edit =>
      (flow) =>
        operations.renameLabel(flow, nodeAt(flow, n), language as 'ko', `${n}`),
  ),
  small.map(
    (n): Edit =>
      (flow) =>
        operations.removeParts(flow, [nodeAt(flow, n)]),
  ),
  small.map(
    (n): Edit =>
      (flow) =>
        removeHealing(flow, [nodeAt(flow, n)], []),
  ),
  small.map(
    (n): Edit =>
      (flow) =>
        operations.removeParts(flow, [], [pick(flow.edges, n)?.id ?? '']),
  ),
  fc.tuple(small, small).map(
    ([a, b]): Edit =>
      (flow) =>
        flow.nodes.length === 0
          ? flow
          : operations.connect(flow, { source: nodeAt(flow, a), target: nodeAt(flow, b) }),
  ),
  fc.tuple(small, small).map(
    ([n, to]): Edit =>
      (flow) => {
        const edge = pick(flow.edges, n);
        return edge ? operations.reconnect(flow, edge.id, { ...edge, target: nodeAt(flow, to) }) : flow;
      },
  ),
  small.map(
    (n): Edit =>
      (flow) =>
        operations.setFlowSettings(flow, { lateness: `PT${n}S` }),
  ),
  small.map(
    (n): Edit =>
      (flow) =>
        operations.duplicate(flow, [nodeAt(flow, n), nodeAt(flow, n + 1)]).flow,
  ),
);
const edits = fc.array(edit, { maxLength: 8 });
const apply = (flow: FlowFile, made: readonly Edit[]) => made.reduce((now, one) => one(now), flow);
const base = aFlow();

/** Without the order of what both added, which no third version can tell, and the id of a wire that both drew. */
function sorted({ nodes, edges, ...rest }: FlowFile) {
  const wires = edges.map(({ id: _, ...ends }) => JSON.stringify(Object.entries(ends).sort()));
  return { ...rest, nodes: [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1)), wires: wires.sort() };
}

function expectSound(flow: FlowFile) {
  expect(flowSchema.safeParse(flow).error?.issues ?? []).toEqual([]);
  const ids = flow.nodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const edges = flow.edges.map(({ id }) => id);
  expect(new Set(edges).size).toBe(edges.length);
  for (const { source, target } of flow.edges) expect(ids).toEqual(expect.arrayContaining([source, target]));
}

const runs = { numRuns: 300 };

describe('the merge of two histories', () => {
  test.prop([edits, edits], runs)('is one of them where the other side did nothing', (before, made) => {
    const start = apply(base, before);
    const one = apply(start, made);
    expect(mergeFlows(start, start, one)).toEqual({ flow: one, conflicts: [] });
    expect(mergeFlows(start, one, start)).toEqual({ flow: one, conflicts: [] });
    expect(mergeFlows(start, one, structuredClone(one))).toEqual({ flow: one, conflicts: [] });
  });

  test.prop([edits, edits, edits], runs)('is sound, whichever side is chosen', (before, here, there) => {
    const start = apply(base, before);
    const { flow, conflicts } = mergeFlows(start, apply(start, here), apply(start, there));
    expectSound(flow);
    for (const conflict of conflicts) {
      expectSound(choose(flow, conflict, 'theirs'));
      expectSound(choose(choose(flow, conflict, 'theirs'), conflict, 'mine'));
    }
    expectSound(conflicts.reduce((now, conflict) => choose(now, conflict, 'theirs'), flow));
  });

  test.prop([edits, edits], runs)(
    'is the same from both sides, where nothing conflicts or gets a new id',
    (here, there) => {
      const [mine, theirs] = [apply(base, here), apply(base, there)];
      const known = new Set([...base.nodes, ...base.edges].map(({ id }) => id));
      const fresh = (flow: FlowFile) =>
        [...flow.nodes, ...flow.edges].map(({ id }) => id).filter((id) => !known.has(id));
      const reuses = (flow: FlowFile) =>
        flow.edges.some((edge) => base.edges.some((was) => was.id === edge.id && isAnother(edge, was)));
      fc.pre(!reuses(mine) && !reuses(theirs));
      fc.pre(!fresh(mine).some((id) => fresh(theirs).includes(id)));
      const one = mergeFlows(base, mine, theirs);
      const other = mergeFlows(base, theirs, mine);
      expect(one.conflicts.length === 0).toBe(other.conflicts.length === 0);
      if (one.conflicts.length === 0) expect(sorted(one.flow)).toEqual(sorted(other.flow));
    },
  );

  test.prop([edits, edits], runs)('has what each side alone changed', (here, there) => {
    // Each side has nodes of its own, so that nothing can conflict.
    const [ours, others] = [new Set(['tx', 'small']), new Set(['pair', 'case'])];
    const only = (allowed: ReadonlySet<string>, flow: FlowFile): FlowFile => ({
      ...base,
      nodes: base.nodes.map(
        (node) => (allowed.has(node.id) && flow.nodes.find(({ id }) => id === node.id)) || node,
      ),
    });
    const [mine, theirs] = [only(ours, apply(base, here)), only(others, apply(base, there))];
    const { flow, conflicts } = mergeFlows(base, mine, theirs);
    expect(conflicts).toEqual([]);
    for (const node of flow.nodes)
      expect(node).toEqual((ours.has(node.id) ? mine : theirs).nodes.find(({ id }) => id === node.id));
  });

  test.prop([edits, edits], runs)('never loses a node that somebody added', (here, there) => {
    const [mine, theirs] = [apply(base, here), apply(base, there)];
    const { flow } = mergeFlows(base, mine, theirs);
    const known = new Set(base.nodes.map(({ id }) => id));
    const places = (from: FlowFile) =>
      from.nodes
        .filter(({ id }) => !known.has(id))
        .map(({ type, position }) => JSON.stringify([type, position]));
    expect(places(flow)).toEqual(expect.arrayContaining([...places(mine), ...places(theirs)]));
  });
});
