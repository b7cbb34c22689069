import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { groupNodes, putInGroup, setGroup, ungroup, ungroupNodes } from './grouping.ts';
import { duplicate, fragmentOf, insertFragment, removeParts } from './operations.ts';
import { stepName } from './step-name.ts';
import { removeHealing } from './weave.ts';

const DATA = {};
const node = (id: string, x = 0) => ({ id, type: 'filter', position: { x, y: 0 }, data: DATA });
const flowOf = (parts: Partial<FlowFile> = {}): FlowFile => ({
  id: 'f',
  name: 'F',
  nodes: [node('a'), node('b'), node('c')],
  edges: [],
  ...parts,
});
const pair = { id: 'group1', title: { ko: '가려내기', en: 'Sifting' }, nodes: ['a', 'b'] };
const grouped = flowOf({ groups: [pair] });

describe('grouping', () => {
  it('takes nodes from the groups that they were in, and an empty group goes', () => {
    const once = groupNodes(grouped, ['b', 'c', 'nobody', 'b']);
    expect(once.id).toBe('group2');
    expect(once.flow.groups).toEqual([
      { ...pair, nodes: ['a'] },
      { id: 'group2', title: { ko: '묶음 2', en: 'Group 2' }, nodes: ['b', 'c'] },
    ]);
    expect(groupNodes(once.flow, ['a', 'b', 'c']).flow.groups).toHaveLength(1);
    const none = flowOf();
    expect(groupNodes(none, []).flow).toBe(none);
  });

  it('is taken apart whole, or single nodes leave it', () => {
    expect(ungroupNodes(grouped, ['a', 'b', 'c'])).toEqual(flowOf());
    expect(ungroupNodes(grouped, ['a']).groups).toEqual([{ ...pair, nodes: ['b'] }]);
    expect(ungroupNodes(grouped, ['c'])).toBe(grouped);
    expect(ungroup(grouped, ['nobody'])).toBe(grouped);
    expect('groups' in ungroup(grouped, ['group1'])).toBe(false);
  });

  it('takes nodes in and lets them out', () => {
    expect(putInGroup(grouped, ['c'], 'group1').groups).toEqual([{ ...pair, nodes: ['a', 'b', 'c'] }]);
    expect(putInGroup(grouped, ['a', 'b'], 'group1')).toBe(grouped);
    expect(putInGroup(grouped, ['c'], 'nobody')).toBe(grouped);
    expect(putInGroup(grouped, ['a', 'b'], undefined)).toEqual(flowOf());
  });

  it('is named and coloured; the same again is nothing', () => {
    const named = setGroup(grouped, 'group1', { title: { ko: '새', en: 'New' } });
    expect(named.groups?.[0].title).toEqual({ ko: '새', en: 'New' });
    expect(setGroup(named, 'group1', { title: { ko: '새', en: 'New' } })).toBe(named);
    expect(setGroup(named, 'group1', { colour: 'teal' }).groups?.[0].colour).toBe('teal');
  });

  it('goes with its last node', () => {
    expect(removeParts(grouped, ['a']).groups).toEqual([{ ...pair, nodes: ['b'] }]);
    expect('groups' in removeHealing(grouped, ['a', 'b'])).toBe(false);
    expect(removeParts(grouped, ['c']).groups).toBe(grouped.groups);
  });

  it('bears what is no list of groups', () => {
    const broken = flowOf({ groups: 'x' as unknown as FlowFile['groups'] & object });
    expect(removeParts(broken, ['a']).groups).toBe('x');
    expect(groupNodes(broken, ['a']).flow.groups).toHaveLength(1);
    const odd = flowOf({ groups: [null, 3, { id: 'g' }] as unknown as FlowFile['groups'] & object });
    expect(removeParts(odd, ['a']).nodes).toHaveLength(2);
  });
});

describe('a fragment', () => {
  it('carries whole groups as groups of their own', () => {
    const { flow, ids } = duplicate(grouped, ['a', 'b', 'c']);
    expect(flow.groups).toEqual([pair, { ...pair, id: 'group2', nodes: ids.slice(0, 2) }]);
  });

  it('puts a part back into its group, and elsewhere into none', () => {
    const part = fragmentOf(grouped, ['b', 'c']);
    const { flow, ids } = insertFragment(grouped, part, { x: 9, y: 9 });
    expect(flow.groups).toEqual([{ ...pair, nodes: ['a', 'b', ids[0]] }]);
    expect('groups' in insertFragment(flowOf(), part, { x: 9, y: 9 }).flow).toBe(false);
    const other = flowOf({ groups: [{ ...pair, title: 'other' }] });
    expect(insertFragment(other, part, { x: 9, y: 9 }).flow.groups?.[0].nodes).toEqual(['a', 'b']);
  });
});

describe('steps', () => {
  const name = (before: FlowFile, after: FlowFile) => stepName(before, after).ko;
  it('of groups are called what they are', () => {
    expect(name(flowOf(), grouped)).toBe('‘가려내기’ 묶음 만들기');
    expect(name(grouped, flowOf())).toBe('‘가려내기’ 묶음 풀기');
    expect(name(grouped, setGroup(grouped, 'group1', { title: '새' }))).toBe('묶음 이름 변경: ‘새’');
    expect(name(grouped, setGroup(grouped, 'group1', { colour: 'blue' }))).toBe('‘가려내기’ 묶음 색 변경');
    expect(name(grouped, putInGroup(grouped, ['c'], 'group1'))).toBe('‘가려내기’ 묶음에 넣기');
    expect(name(grouped, putInGroup(grouped, ['a'], undefined))).toBe('‘가려내기’ 묶음에서 빼기');
  });

  it('name the drop where a move led into a group, and the nodes where a group went with them', () => {
    const moved = { ...grouped, nodes: [node('a'), node('b'), node('c', 50)] };
    expect(name(grouped, putInGroup(moved, ['c'], 'group1'))).toBe('‘가려내기’ 묶음에 넣기');
    expect(name(grouped, removeParts(grouped, ['a', 'b']))).toBe('노드 2개 삭제');
    expect(name(grouped, duplicate(grouped, ['a', 'b']).flow)).toBe('노드 2개 추가');
  });
});
