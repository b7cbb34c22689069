import { describe, expect, it } from 'vitest';
import type { FlowEdge, FlowFile } from '../../flows/format/flow-file.ts';
import { addOnWire, addWired, kindsThatFit, openEnd, possibleWires, removeHealing, splice } from './weave.ts';

const node = (id: string, type: string, data = {}) => ({ id, type, position: { x: 0, y: 0 }, data });
const steps = { steps: [{ name: 'quote' }, { name: 'claim' }] };

function flowOf(edges: readonly FlowEdge[]): FlowFile {
  return {
    id: 'f',
    name: 'F',
    nodes: [
      node('src', 'event-source'),
      node('other', 'event-source'),
      node('keep', 'filter'),
      node('pair', 'correlate', steps),
      node('act', 'action'),
      node('act2', 'action'),
      node('note', 'comment'),
    ],
    edges,
  };
}

const wire = (text: string): FlowEdge => {
  const [id, from, to] = text.split(/ -> |: /);
  const [source, sourceHandle] = from.split('.');
  const [target, targetHandle] = to.split('.');
  return { id, source, sourceHandle, target, targetHandle };
};
const wires = (flow: FlowFile) =>
  flow.edges.map((e) => `${e.id}: ${e.source}.${e.sourceHandle} -> ${e.target}.${e.targetHandle}`);
const flowWith = (...texts: string[]) => flowOf(texts.map(wire));
const nodeOf = (flow: FlowFile, id: string) => flow.nodes.find((each) => each.id === id)!;

describe('kindsThatFit', () => {
  it('are those with a handle on the other side', () => {
    const after = kindsThatFit('source').map(({ kind }) => kind);
    const before = kindsThatFit('target').map(({ kind }) => kind);
    expect(after).toContain('action');
    expect(after).not.toContain('event-source');
    expect(before).toContain('event-source');
    expect([...after, ...before]).not.toContain('comment');
  });
});

describe('addWired', () => {
  it('wires the new node to the end it was drawn from', () => {
    const end = { node: 'keep', handle: 'else', side: 'source' } as const;
    const { flow, id } = addWired(flowWith(), 'action', { x: 9, y: 9 }, end);
    expect(wires(flow)).toEqual([`e1: keep.else -> ${id}.in`]);
    expect(nodeOf(flow, id).position).toEqual({ x: 9, y: 9 });
  });

  it('draws backwards from an input', () => {
    const end = { node: 'pair', handle: 'claim', side: 'target' } as const;
    const { flow, id } = addWired(flowWith(), 'event-source', { x: 0, y: 0 }, end);
    expect(wires(flow)).toEqual([`e1: ${id}.out -> pair.claim`]);
  });

  it('leaves a node alone that cannot be wired', () => {
    const end = { node: 'keep', handle: 'else', side: 'source' } as const;
    expect(addWired(flowWith(), 'comment', { x: 0, y: 0 }, end).flow.edges).toEqual([]);
  });
});

describe('openEnd', () => {
  it('is the first output that leads nowhere yet', () => {
    expect(openEnd(flowWith(), 'keep')?.handle).toBe('match');
    expect(openEnd(flowWith('e1: keep.match -> act.in'), 'keep')?.handle).toBe('else');
    expect(openEnd(flowWith('e1: keep.match -> act.in', 'e2: keep.else -> act2.in'), 'keep')?.handle).toBe(
      'match',
    );
    expect(openEnd(flowWith(), 'note')).toBeUndefined();
  });
});

describe('possibleWires', () => {
  it('begin with handles that are not wired yet', () => {
    const flow = flowWith('e1: src.out -> pair.quote');
    const names = possibleWires(flow, nodeOf(flow, 'other'), nodeOf(flow, 'pair')).map((w) => w.targetHandle);
    expect(names).toEqual(['claim', 'quote']);
  });

  it('are none where events would go round', () => {
    const flow = flowWith('e1: keep.match -> act.in');
    expect(possibleWires(flow, nodeOf(flow, 'act'), nodeOf(flow, 'keep'))).toEqual([]);
  });
});

describe('splice', () => {
  it('puts a node into a wire, at its place among the others', () => {
    const flow = flowWith('e1: src.out -> pair.quote', 'e2: src.out -> pair.claim');
    expect(wires(splice(flow, 'keep', 'e1'))).toEqual([
      'e1: src.out -> keep.in',
      'e3: keep.match -> pair.quote',
      'e2: src.out -> pair.claim',
    ]);
  });

  it('takes no node that is wired already, and none that nothing goes through', () => {
    const flow = flowWith('e1: src.out -> act.in', 'e2: other.out -> keep.in');
    expect(splice(flow, 'keep', 'e1')).toBe(flow);
    expect(splice(flow, 'note', 'e1')).toBe(flow);
    expect(splice(flow, 'nobody', 'e1')).toBe(flow);
  });

  it('adds and puts in at once; what has no output is added alone', () => {
    const flow = flowWith('e1: src.out -> act.in');
    const { flow: with1, id } = addOnWire(flow, 'throttle', { x: 0, y: 0 }, 'e1');
    expect(wires(with1)).toEqual([`e1: src.out -> ${id}.in`, `e2: ${id}.pass -> act.in`]);
    expect(wires(addOnWire(flow, 'event-source', { x: 0, y: 0 }, 'e1').flow)).toEqual(wires(flow));
  });
});

describe('removeHealing', () => {
  it('joins what was before to what came after, in its place', () => {
    const flow = flowWith('e1: src.out -> keep.in', 'e2: src.out -> act2.in', 'e3: keep.match -> act.in');
    expect(wires(removeHealing(flow, ['keep']))).toEqual(['e1: src.out -> act.in', 'e2: src.out -> act2.in']);
  });

  it('joins each source to each end', () => {
    const flow = flowWith(
      'e1: src.out -> keep.in',
      'e2: other.out -> keep.in',
      'e3: keep.match -> act.in',
      'e4: keep.match -> act2.in',
    );
    const healed = removeHealing(flow, ['keep']);
    expect(wires(healed).map((text) => text.replace(/^\w+: /, ''))).toEqual([
      'src.out -> act.in',
      'src.out -> act2.in',
      'other.out -> act.in',
      'other.out -> act2.in',
    ]);
    expect(new Set(healed.edges.map((edge) => edge.id)).size).toBe(4);
  });

  it('heals through a chain', () => {
    const flow = flowWith('e1: src.out -> keep.in', 'e2: keep.match -> act.in', 'e3: act.done -> act2.in');
    expect(wires(removeHealing(flow, ['keep', 'act']))).toEqual(['e1: src.out -> act2.in']);
    expect(wires(removeHealing(flow, ['act', 'keep']))).toEqual(['e1: src.out -> act2.in']);
  });

  it('does not guess where wires leave or come by several handles', () => {
    const parted = flowWith('e1: src.out -> keep.in', 'e2: keep.match -> act.in', 'e3: keep.else -> act2.in');
    expect(wires(removeHealing(parted, ['keep']))).toEqual([]);
    const joined = flowWith(
      'e1: src.out -> pair.quote',
      'e2: other.out -> pair.claim',
      'e3: pair.out -> act.in',
    );
    expect(wires(removeHealing(joined, ['pair']))).toEqual([]);
  });

  it('draws no wire twice, and none that was removed with the node', () => {
    const twin = flowWith('e1: src.out -> keep.in', 'e2: keep.match -> act.in', 'e3: src.out -> act.in');
    expect(wires(removeHealing(twin, ['keep']))).toEqual(['e3: src.out -> act.in']);
    const flow = flowWith('e1: src.out -> keep.in', 'e2: keep.match -> act.in');
    expect(wires(removeHealing(flow, ['keep'], ['e2']))).toEqual([]);
  });
});
