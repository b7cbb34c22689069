import { describe, expect, it } from 'vitest';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import * as operations from './operations.ts';
import { nameStep, stepName } from './step-name.ts';
import { addOnWire, addWired, removeHealing, splice } from './weave.ts';

const flow: FlowFile = {
  id: 'f',
  name: { ko: '흐름', en: 'Flow' },
  nodes: [
    { id: 'a', type: 'event-source', position: { x: 0, y: 0 }, data: { label: { ko: '입출금', en: 'Tx' } } },
    { id: 'b', type: 'filter', position: { x: 0, y: 0 }, data: {} },
    { id: 'c', type: 'action', position: { x: 0, y: 0 }, data: { label: 'Case' } },
    { id: 'd', type: 'throttle', position: { x: 0, y: 0 }, data: {} },
  ],
  edges: [
    { id: 'e1', source: 'a', target: 'b' },
    { id: 'e2', source: 'b', sourceHandle: 'match', target: 'c' },
  ],
};
const here = { x: 5, y: 5 };
const wire = { source: 'a', target: 'c' };

describe('stepName', () => {
  it.each<[string, FlowFile, string, string]>([
    ['adding', addWired(flow, 'window', here).flow, '‘모아 세기’ 추가', 'add “Window”'],
    ['adding on a wire', addOnWire(flow, 'filter', here, 'e1').flow, '‘거르기’ 추가', 'add “Filter”'],
    ['pasting', operations.duplicate(flow, ['a', 'b']).flow, '노드 2개 추가', 'add 2 nodes'],
    ['removing', removeHealing(flow, ['b']), '‘거르기’ 삭제', 'delete “Filter”'],
    ['removing two', removeHealing(flow, ['a', 'b']), '노드 2개 삭제', 'delete 2 nodes'],
    ['removing a wire', removeHealing(flow, [], ['e1']), '선 삭제', 'delete a wire'],
    ['removing wires', removeHealing(flow, [], ['e1', 'e2']), '선 2개 삭제', 'delete 2 wires'],
    ['moving', operations.moveNodes(flow, { a: here }), '‘입출금’ 이동', 'move “Tx”'],
    ['moving two', operations.moveNodes(flow, { a: here, b: here }), '노드 2개 이동', 'move 2 nodes'],
    ['wiring', operations.connect(flow, wire), '선 연결', 'draw a wire'],
    ['rewiring', operations.reconnect(flow, 'e2', wire), '선 옮겨 연결', 'move a wire'],
    [
      'splicing',
      splice(operations.moveNodes(flow, { d: here }), 'd', 'e2'),
      '‘횟수 제한’ 끼워 넣기',
      'insert “Throttle” into a wire',
    ],
    ['renaming', operations.renameLabel(flow, 'c', 'en', 'New'), '‘New’ 이름 변경', 'rename to “New”'],
    [
      'a setting',
      operations.setNodeData(flow, 'b', { where: { combinator: 'and', rules: [] } }),
      '‘거르기’의 조건 변경',
      'change “Condition” of “Filter”',
    ],
    [
      'settings',
      operations.setNodeData(flow, 'c', { label: 'Case', channel: 'log', other: 1 }),
      '‘Case’ 설정 변경',
      'change the settings of “Case”',
    ],
    [
      'the flow',
      operations.setFlowSettings(flow, { timezone: 'UTC' }),
      '흐름 설정 변경',
      'change the flow’s settings',
    ],
    [
      'what somebody else drew',
      operations.setNodeData(operations.moveNodes(removeHealing(flow, ['b']), { a: here }), 'a', {}),
      '‘거르기’ 삭제',
      'delete “Filter”',
    ],
  ])('%s', (_, after, ko, en) => {
    expect(stepName(flow, after)).toEqual({ ko, en });
  });

  it('is the one that was given, for that step alone', () => {
    const after = operations.moveNodes(flow, { a: here });
    const name = { ko: '되돌리기', en: 'go back' };
    expect(stepName(flow, nameStep(flow, after, name))).toEqual(name);
    expect(stepName(operations.setFlowSettings(flow, { timezone: 'UTC' }), after)).not.toEqual(name);
  });

  it('says so where much is different', () => {
    const other = addWired(removeHealing(flow, ['a']), 'filter', here).flow;
    expect(stepName(flow, other).ko).toBe('여러 곳 변경');
    const moved = operations.moveNodes(operations.connect(flow, wire), { a: here, b: here });
    expect(stepName(flow, moved).ko).toBe('여러 곳 변경');
  });
});
