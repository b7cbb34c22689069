import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFlow } from '../../flows/format/a-flow.ts';
import { compareFlows, type Difference, toldAlone } from '../../flows/format/compare-flows.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { connect, moveNodes, removeParts, setNodeData } from '../document/operations.ts';
import { addOnWire, removeHealing } from '../document/weave.ts';
import { revert, revertAll, revertSetting } from './revert.ts';

const version = aFlow();

function difference(draft: FlowFile, key: string): Difference {
  const found = compareFlows(version, draft).find((each) => each.key === key);
  if (!found) throw new Error(`nothing differs at ${key}`);
  return found;
}

const node = (flow: FlowFile, id: string) => flow.nodes.find((each) => each.id === id);
const takenBack = (draft: FlowFile, key: string) => revert(draft, version, difference(draft, key));

describe('taking a change back', () => {
  it('gives a node its settings and its place again, and its wires their handles', () => {
    const { data } = node(version, 'pair')!;
    const steps = [
      { name: 'lots', key: ['accountNo'] },
      { name: 'then', key: ['accountNo'] },
    ];
    const renamed = setNodeData(version, 'pair', { ...data, steps });
    const draft = moveNodes(
      {
        ...renamed,
        edges: renamed.edges.map((edge) =>
          edge.target === 'pair'
            ? { ...edge, targetHandle: edge.targetHandle === 'many' ? 'lots' : 'then' }
            : edge,
        ),
      },
      { pair: { x: 9, y: 9 } },
    );
    const back = takenBack(draft, 'node pair');
    expect(compareFlows(version, back)).toEqual([]);
    expect(node(back, 'often')).toBe(node(draft, 'often'));
  });

  it('takes back one setting and leaves the others', () => {
    const { data } = node(version, 'often')!;
    const draft = setNodeData(version, 'often', {
      ...data,
      emit: 'every',
      window: { kind: 'rolling', size: 'P9D' },
    });
    const back = revertSetting(draft, version, 'often', ['window', 'size']);
    expect(node(back, 'often')?.data).toEqual({ ...data, emit: 'every' });
    const unset = setNodeData(version, 'case', { ...node(version, 'case')!.data, mine: 1 });
    expect(node(revertSetting(unset, version, 'case', ['mine']), 'case')?.data).toEqual(
      node(version, 'case')?.data,
    );
  });

  it('brings a node back where it stood, and takes away the wire that closed the gap', () => {
    const draft = removeHealing(version, ['small']);
    expect(draft.edges.some(({ source, target }) => source === 'tx' && target === 'often')).toBe(true);
    expect(takenBack(draft, 'node small')).toEqual(version);
  });

  it('takes a node away that was put into a wire, and closes the wire again', () => {
    const draft = addOnWire(version, 'filter', { x: 0, y: 0 }, 'e2').flow;
    expect(compareFlows(version, takenBack(draft, 'node filter1'))).toEqual([]);
  });

  it('does so too where the wires around have other names', () => {
    const around = { id: 'e9', source: 'tx', target: 'often', targetHandle: 'in' };
    const [e1, e2, ...others] = version.edges;
    const gone = {
      ...version,
      nodes: version.nodes.filter(({ id }) => id !== 'small'),
      edges: [around, ...others],
    };
    const back = takenBack(gone, 'node small');
    expect(back.edges).toEqual(version.edges);

    const through = addOnWire(version, 'filter', { x: 0, y: 0 }, 'e2').flow;
    const renamed = { ...through, edges: through.edges.map((edge) => ({ ...edge, id: `new-${edge.id}` })) };
    expect(e1.id).toBe('e1');
    expect(takenBack(renamed, 'node filter1').edges).toContainEqual(e2);
  });

  it('leaves a wire alone whose ends are gone, and does nothing twice', () => {
    const draft = removeParts(version, ['case']);
    const { of: _, ...wire } = difference(draft, 'wire e5');
    expect(revert(draft, version, { ...(wire as Difference), of: 'wire', with: undefined } as never)).toBe(
      draft,
    );
    expect(revert(version, version, difference(draft, 'node case'))).toBe(version);
  });

  it('is not led astray by names that every object has', () => {
    const data = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}');
    const draft = setNodeData(version, 'case', data);
    const back = revertSetting(draft, version, 'case', ['__proto__']);
    expect(Object.keys(node(back, 'case')!.data)).toEqual(['constructor']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('keeps what is the same already when the whole version is taken back', () => {
    const draft = { ...moveNodes(version, { tx: { x: 5, y: 5 } }), id: 'copy', timezone: 'UTC' };
    const back = revertAll(draft, structuredClone(version));
    expect(back).toEqual({ ...version, id: 'copy' });
    expect(node(back, 'small')).toBe(node(draft, 'small'));
  });
});

/** Any drawing that somebody may have made of the version. */
const edited = fc
  .array(
    fc.tuple(
      fc.constantFrom('move', 'set', 'remove', 'cut', 'wire', 'splice', 'heal', 'flow', 'order'),
      fc.nat(20),
      fc.nat(20),
    ),
    { maxLength: 8 },
  )
  .map((steps) => steps.reduce(step, version));

function step(flow: FlowFile, [what, a, b]: [string, number, number]): FlowFile {
  const [one, other] = [flow.nodes[a % flow.nodes.length], flow.nodes[b % flow.nodes.length]];
  const edge = flow.edges[a % Math.max(1, flow.edges.length)];
  if (!one || !other) return flow;
  switch (what) {
    case 'move':
      return moveNodes(flow, { [one.id]: { x: a * 10, y: b * 10 } });
    case 'set':
      return setNodeData(flow, one.id, { ...one.data, label: `L${b}`, more: a });
    case 'remove':
      return removeParts(flow, [one.id]);
    case 'heal':
      return removeHealing(flow, [one.id]);
    case 'cut':
      return edge ? removeParts(flow, [], [edge.id]) : flow;
    case 'wire':
      return connect(flow, { source: one.id, target: other.id });
    case 'splice':
      return edge ? addOnWire(flow, 'filter', { x: a, y: b }, edge.id).flow : flow;
    case 'flow':
      return { ...flow, timezone: `Zone/${a}`, groups: [{ id: `g${b}`, title: 'G', nodes: [one.id] }] };
    default:
      return { ...flow, nodes: flow.nodes.toReversed() };
  }
}

describe('the differences of any drawing', () => {
  it('are gone when they were taken back one by one, in whatever order', () => {
    fc.assert(
      fc.property(edited, fc.infiniteStream(fc.nat(1000)), (draft, choice) => {
        let flow = draft;
        for (let left = 60; left > 0; left--) {
          const differences = toldAlone(compareFlows(version, flow));
          if (differences.length === 0) break;
          const at = (choice.next().value ?? 0) % differences.length;
          flow = revert(flow, version, differences[at]);
        }
        expect(compareFlows(version, flow)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('are gone at once with the whole version', () => {
    fc.assert(
      fc.property(edited, (draft) => {
        expect(revertAll(draft, version)).toEqual(version);
        expect(compareFlows(draft, draft)).toEqual([]);
      }),
    );
  });
});
