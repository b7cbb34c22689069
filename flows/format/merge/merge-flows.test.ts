import { describe, expect, it } from 'vitest';
import { aFlow } from '../a-flow.ts';
import type { FlowFile, FlowNode } from '../flow-file.ts';
import { choose } from './merge-conflict.ts';
import { mergeFlows, sharing } from './merge-flows.ts';

const base = aFlow();

function withData(flow: FlowFile, id: string, data: FlowNode['data']): FlowFile {
  return { ...flow, nodes: flow.nodes.map((node) => (node.id === id ? { ...node, data } : node)) };
}
function moved(flow: FlowFile, id: string, x: number): FlowFile {
  return { ...flow, nodes: flow.nodes.map((n) => (n.id === id ? { ...n, position: { x, y: 0 } } : n)) };
}
function without(flow: FlowFile, id: string): FlowFile {
  return {
    ...flow,
    nodes: flow.nodes.filter((node) => node.id !== id),
    edges: flow.edges.filter((edge) => edge.source !== id && edge.target !== id),
  };
}
function added(
  flow: FlowFile,
  node: Partial<FlowNode> & { id: string },
  edges: FlowFile['edges'] = [],
): FlowFile {
  const whole = { type: 'filter', position: { x: 0, y: 0 }, data: {}, ...node };
  return { ...flow, nodes: [...flow.nodes, whole], edges: [...flow.edges, ...edges] };
}
const dataOf = (flow: FlowFile, id: string) => flow.nodes.find((node) => node.id === id)?.data;
const often = dataOf(base, 'often')!;
const small = dataOf(base, 'small')!;

describe('settings of one node', () => {
  it('of both sides stand side by side', () => {
    const mine = withData(base, 'often', { ...often, window: { kind: 'rolling', size: 'P3D' } });
    const theirs = moved(
      withData(base, 'often', { ...often, emit: 'once', label: { ko: '잦음', en: 'Often' } }),
      'often',
      99,
    );
    const { flow, conflicts } = mergeFlows(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(dataOf(flow, 'often')).toMatchObject({
      window: { size: 'P3D' },
      emit: 'once',
      label: { ko: '잦음', en: 'Often' },
    });
    expect(flow.nodes.find(({ id }) => id === 'often')?.position.x).toBe(99);
    // What nobody else touched is not drawn anew.
    expect(flow.nodes[0]).toBe(mine.nodes[0]);
  });

  it('changed in two ways stay mine, and theirs can be chosen, and mine again', () => {
    const mine = withData(base, 'often', { ...often, window: { kind: 'rolling', size: 'P3D' } });
    const theirs = withData(base, 'often', { ...often, window: { kind: 'rolling', size: 'P9D' } });
    const { flow, conflicts } = mergeFlows(base, mine, theirs);
    expect(flow).toBe(mine);
    expect(conflicts).toEqual([
      {
        kind: 'setting',
        node: 'often',
        path: ['data', 'window', 'size'],
        base: 'P7D',
        mine: 'P3D',
        theirs: 'P9D',
      },
    ]);
    const chosen = choose(flow, conflicts[0], 'theirs');
    expect(dataOf(chosen, 'often')).toEqual(dataOf(theirs, 'often'));
    expect(choose(chosen, conflicts[0], 'mine')).toEqual(mine);
  });

  it('that are one piece are not mixed: conditions, and windows of two kinds', () => {
    const rule = (value: number) => ({
      combinator: 'and',
      rules: [{ field: 'amount', operator: '<', value }],
    });
    const conditions = mergeFlows(
      base,
      withData(base, 'small', { ...small, where: rule(1) }),
      withData(base, 'small', { ...small, where: { ...rule(3_000_000), combinator: 'or' } }),
    );
    expect(conditions.conflicts).toMatchObject([{ path: ['data', 'where'] }]);
    const windows = mergeFlows(
      base,
      withData(base, 'often', { ...often, window: { kind: 'session', gap: 'PT5M' } }),
      withData(base, 'often', { ...often, window: { kind: 'rolling', size: 'P9D' } }),
    );
    expect(windows.conflicts).toMatchObject([{ path: ['data', 'window'] }]);
    expect(dataOf(windows.flow, 'often')?.window).toEqual({ kind: 'session', gap: 'PT5M' });
  });

  it('that were taken away here and changed there can be had back', () => {
    const { emit: _, ...less } = often;
    const mine = withData(base, 'often', less);
    const { flow, conflicts } = mergeFlows(base, mine, withData(base, 'often', { ...often, emit: 'once' }));
    expect(dataOf(flow, 'often')).not.toHaveProperty('emit');
    expect(dataOf(choose(flow, conflicts[0], 'theirs'), 'often')?.emit).toBe('once');
    expect(dataOf(choose(choose(flow, conflicts[0], 'theirs'), conflicts[0], 'mine'), 'often')).toEqual(less);
  });
});

describe('a node that is gone', () => {
  it('on one side and untouched on the other goes, with what leads to it', () => {
    const mine = added(base, { id: 'more' }, [{ id: 'e9', source: 'often', target: 'more' }]);
    const { flow, conflicts } = mergeFlows(base, mine, without(base, 'often'));
    expect(conflicts).toEqual([]);
    expect(flow.nodes.map(({ id }) => id)).toEqual(['tx', 'small', 'pair', 'case', 'more']);
    expect(flow.edges.map(({ id }) => id)).toEqual(['e1', 'e4', 'e5']);
  });

  it('goes also where it was only moved meanwhile', () => {
    expect(mergeFlows(base, moved(base, 'often', 7), without(base, 'often')).conflicts).toEqual([]);
    expect(mergeFlows(base, without(base, 'often'), moved(base, 'often', 7)).flow.nodes).toHaveLength(4);
  });

  it('there and changed here stays with its wires; choosing theirs removes it', () => {
    const mine = withData(base, 'often', { ...often, emit: 'once' });
    const { flow, conflicts } = mergeFlows(base, mine, without(base, 'often'));
    expect(flow).toBe(mine);
    expect(conflicts).toMatchObject([{ kind: 'removed', by: 'theirs', node: 'often' }]);
    const chosen = choose(flow, conflicts[0], 'theirs');
    expect(chosen.nodes.map(({ id }) => id)).not.toContain('often');
    expect(chosen.edges.map(({ id }) => id)).toEqual(['e1', 'e4', 'e5']);
    expect(choose(chosen, conflicts[0], 'mine').edges).toHaveLength(5);
  });

  it('here and changed there stays away; choosing theirs brings it back as they have it', () => {
    const theirs = withData(base, 'often', { ...often, emit: 'once' });
    const { flow, conflicts } = mergeFlows(base, without(base, 'often'), theirs);
    expect(flow.nodes).toHaveLength(4);
    const chosen = choose(flow, conflicts[0], 'theirs');
    expect(dataOf(chosen, 'often')?.emit).toBe('once');
    expect(chosen.edges).toHaveLength(5);
  });
});

it('has the wires past a removed node only while it is not there', () => {
  const gone = without(base, 'often');
  const healed = {
    ...gone,
    edges: [...gone.edges, { id: 'e6', source: 'small', target: 'pair', targetHandle: 'many' }],
  };
  const changed = withData(base, 'often', { ...often, emit: 'once' });
  const ids = (flow: FlowFile) => flow.edges.map(({ id }) => id).sort();
  for (const [mine, theirs, side] of [
    [healed, changed, 'mine'],
    [changed, healed, 'theirs'],
  ] as const) {
    const { flow, conflicts } = mergeFlows(base, mine, theirs);
    const [removed, kept] = [
      choose(flow, conflicts[0], side),
      choose(flow, conflicts[0], side === 'mine' ? 'theirs' : 'mine'),
    ];
    expect(ids(removed)).toEqual(['e1', 'e4', 'e5', 'e6']);
    expect(ids(kept)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
    expect(ids(choose(kept, conflicts[0], side))).toEqual(ids(removed));
  }
});

describe('new ids', () => {
  it('that both sides gave to different nodes: mine gets another, with its wires and groups', () => {
    const mine = {
      ...added(base, { id: 'filter1', position: { x: 1, y: 1 } }, [
        { id: 'e6', source: 'tx', target: 'filter1' },
      ]),
      groups: [{ id: 'g1', title: '내 묶음', nodes: ['filter1', 'tx'] }],
    } as FlowFile;
    const theirs = {
      ...added(base, { id: 'filter1', position: { x: 9, y: 9 } }, [
        { id: 'e6', source: 'small', target: 'filter1' },
      ]),
      groups: [{ id: 'g1', title: 'Theirs', nodes: ['filter1'] }],
    } as FlowFile;
    const { flow, conflicts } = mergeFlows(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(flow.nodes.slice(-2).map(({ id, position }) => [id, position.x])).toEqual([
      ['filter1', 9],
      ['filter2', 1],
    ]);
    expect(flow.edges.slice(-2)).toEqual([
      { id: 'e6', source: 'small', target: 'filter1' },
      { id: 'e7', source: 'tx', target: 'filter2' },
    ]);
    expect((flow as { groups?: unknown }).groups).toEqual([
      { id: 'g1', title: 'Theirs', nodes: ['filter1'] },
      { id: 'g2', title: '내 묶음', nodes: ['filter2', 'tx'] },
    ]);
  });

  it('of one node that came back as theirs, since the answer to a save was lost, are one', () => {
    const saved = added(base, { id: 'filter1' });
    const mine = withData(saved, 'filter1', { label: 'mine' });
    expect(mergeFlows(base, mine, saved).flow.nodes).toHaveLength(6);
  });

  it('of the same wire are one wire', () => {
    const wire = { source: 'small', sourceHandle: 'else', target: 'case' };
    const mine = { ...base, edges: [...base.edges, { id: 'e8', ...wire }] };
    const theirs = { ...base, edges: [...base.edges, { id: 'e9', ...wire }] };
    expect(mergeFlows(base, mine, theirs).flow.edges.map(({ id }) => id)).toEqual([
      ...base.edges.map(({ id }) => id),
      'e9',
    ]);
  });
});

it('merges what belongs to the flow, and what nobody knows', () => {
  const mine = { ...base, timezone: 'UTC', owner: { team: 'fraud', floor: 3 } } as FlowFile;
  const theirs = { ...base, lateness: 'PT1M', name: { ko: '새 이름', en: 'A flow' }, timezone: 'Asia/Tokyo' };
  const { flow, conflicts } = mergeFlows({ ...base, owner: { team: 'aml', floor: 3 } } as FlowFile, mine, {
    ...theirs,
    owner: { team: 'aml', floor: 4 },
  } as FlowFile);
  expect(flow).toMatchObject({
    timezone: 'UTC',
    lateness: 'PT1M',
    name: { ko: '새 이름', en: 'A flow' },
    owner: { team: 'fraud', floor: 4 },
  });
  expect(conflicts).toMatchObject([{ kind: 'flow', path: ['timezone'], mine: 'UTC', theirs: 'Asia/Tokyo' }]);
  expect(choose(flow, conflicts[0], 'theirs').timezone).toBe('Asia/Tokyo');
});

it('asks about a wire that both led elsewhere', () => {
  const led = (target: string) => ({
    ...base,
    edges: base.edges.map((edge) => (edge.id === 'e5' ? { ...edge, target } : edge)),
  });
  const { flow, conflicts } = mergeFlows(base, led('often'), led('small'));
  expect(conflicts).toMatchObject([{ kind: 'edge', edge: 'e5' }]);
  expect(choose(flow, conflicts[0], 'theirs').edges.at(-1)?.target).toBe('small');
});

it('shares what is equal', () => {
  const fresh = moved(JSON.parse(JSON.stringify(base)), 'tx', 5);
  const shared = sharing(base, fresh);
  expect(shared.nodes[1]).toBe(base.nodes[1]);
  expect(shared.nodes[0]).not.toBe(base.nodes[0]);
  expect(shared.edges).toBe(base.edges);
  expect(shared).toEqual(fresh);
});
