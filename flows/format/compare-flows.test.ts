import { describe, expect, it } from 'vitest';
import { aFlow } from './a-flow.ts';
import { compareFlows, toldAlone } from './compare-flows.ts';
import type { FlowFile, FlowNode } from './flow-file.ts';

const flow = aFlow();

const withNode = (id: string, change: (node: FlowNode) => FlowNode): FlowFile => ({
  ...flow,
  nodes: flow.nodes.map((node) => (node.id === id ? change(node) : node)),
});
const keys = (after: FlowFile, before = flow) =>
  compareFlows(before, after).map(({ key, mark }) => `${mark} ${key}`);

describe('two versions of a flow, part by part', () => {
  it('are alike where nothing differs', () => {
    expect(compareFlows(flow, structuredClone(flow))).toEqual([]);
  });

  it('tell what a node was set to and is, in words and by its place', () => {
    const after = withNode('often', (node) => ({
      ...node,
      position: { x: 9, y: 0 },
      data: { ...node.data, emit: 'every', label: 'Many' },
    }));
    expect(compareFlows(flow, after)).toMatchObject([
      {
        of: 'node',
        id: 'often',
        mark: 'changed',
        moved: true,
        settings: [
          { path: ['label'], name: { en: 'Name' }, was: { en: 'none' }, is: { en: 'Many' } },
          { path: ['emit'], is: { en: 'At each event' } },
        ],
      },
    ]);
  });

  it('name the member of a list by its place', () => {
    const steps = [
      { name: 'many', key: ['accountNo'] },
      { name: 'after', key: ['account'] },
    ];
    const after = withNode('pair', (node) => ({ ...node, data: { ...node.data, steps } }));
    expect(compareFlows(flow, after)).toMatchObject([{ settings: [{ path: ['steps', '1', 'key'] }] }]);
  });

  it('tell another place as a move, and another kind as one change', () => {
    expect(keys(withNode('small', (node) => ({ ...node, position: { x: 1, y: 2 } })))).toEqual([
      'moved node small',
    ]);
    const [difference] = compareFlows(
      flow,
      withNode('small', (node) => ({ ...node, type: 'throttle', data: { max: 3 } })),
    );
    expect(difference).toMatchObject({ mark: 'changed', settings: [{ path: [], name: { en: 'Kind' } }] });
  });

  it('tell the wires of a node that came or went with that node', () => {
    const without = { ...flow, nodes: flow.nodes.slice(0, 4), edges: flow.edges.slice(0, 4) };
    expect(keys(without)).toEqual(['removed node case', 'removed wire e5']);
    expect(toldAlone(compareFlows(flow, without)).map(({ key }) => key)).toEqual(['node case']);
    expect(toldAlone(compareFlows(without, flow)).map(({ key, mark }) => `${mark} ${key}`)).toEqual([
      'added node case',
    ]);
  });

  it('tell a wire that closed the gap with the node that went', () => {
    const healed: FlowFile = {
      ...flow,
      nodes: flow.nodes.filter(({ id }) => id !== 'small'),
      edges: [
        { id: 'e9', source: 'tx', target: 'often', targetHandle: 'in' },
        ...flow.edges.filter(({ id }) => id !== 'e1' && id !== 'e2'),
      ],
    };
    expect(keys(healed)).toContain('added wire e9');
    expect(toldAlone(compareFlows(flow, healed)).map(({ key }) => key)).toEqual(['node small']);
  });

  it('tell wires alone that were drawn, cut and led elsewhere', () => {
    const [e1, e2, ...others] = flow.edges;
    const after = {
      ...flow,
      edges: [
        { ...e2, sourceHandle: 'else' },
        ...others.slice(0, 2),
        { id: 'e8', source: 'small', sourceHandle: 'match', target: 'case' },
        ...others.slice(2),
      ],
    };
    expect(keys(after)).toEqual(['removed wire e1', 'changed wire e2', 'added wire e8']);
    expect(toldAlone(compareFlows(flow, after))).toHaveLength(3);
    expect(e1.id).toBe('e1');
  });

  it('tell settings of the flow, and parts that nobody knows', () => {
    const groups = [{ id: 'g', title: { ko: '처음', en: 'First' }, nodes: ['tx'] }];
    const after = { ...flow, timezone: 'UTC', groups, extra: { a: 1 } } as FlowFile;
    expect(compareFlows(flow, after)).toMatchObject([
      { id: 'timezone', mark: 'changed', setting: { was: { en: 'Asia/Seoul' }, is: { en: 'UTC' } } },
      { id: 'groups', mark: 'added', setting: { name: { ko: '묶음' }, is: { ko: '처음', en: 'First' } } },
      { id: 'extra', mark: 'added', setting: { name: { en: 'extra' } } },
    ]);
    expect(keys({ ...flow, nodes: [...flow.nodes].reverse() })).toEqual(['changed order']);
  });
});
