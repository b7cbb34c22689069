import { expect, it } from 'vitest';
import { aFlow, knownSurroundings } from '../a-flow.ts';
import type { FlowFile, FlowNode } from '../flow-file.ts';
import { conflictInWords } from './conflict-words.ts';
import { mergeFlows } from './merge-flows.ts';

const base = aFlow();
const dataOf = (id: string) => base.nodes.find((node) => node.id === id)!.data;
const set = (id: string, data: FlowNode['data']): FlowFile => aFlow({ [id]: { ...dataOf(id), ...data } });

function words(mine: FlowFile, theirs: FlowFile) {
  const { flow, conflicts } = mergeFlows(base, mine, theirs);
  expect(conflicts).toHaveLength(1);
  return conflictInWords(conflicts[0], flow, knownSurroundings);
}

it('names a setting as its form does, with both values in words', () => {
  const size = (length: string) => set('often', { window: { kind: 'rolling', size: length } });
  const told = words(size('P3D'), size('PT12H'));
  expect(told.sentence.ko).toMatch(/^‘.+’ 노드의 .+: 서로 다르게 바꿨습니다\.$/);
  expect([told.mine.ko, told.theirs.ko]).toEqual(['3일', '12시간']);
  expect([told.mine.en, told.theirs.en]).toEqual(['3 days', '12 hours']);
});

it('names a condition by what it asks', () => {
  const where = (value: number) =>
    set('small', { where: { combinator: 'and', rules: [{ field: 'amount', operator: '<', value }] } });
  const told = words(where(1), where(2));
  expect(told.mine.ko).toContain('금액');
  expect(told.mine.ko).not.toBe(told.theirs.ko);
});

it('tells of names, deletions, wires and settings of the flow', () => {
  const label = (ko: string) => set('tx', { label: { ko, en: 'Transactions' } });
  expect(words(label('하나'), label('둘'))).toEqual({
    sentence: {
      ko: '‘입출금’ 노드의 이름: 서로 다르게 바꿨습니다.',
      en: 'Both of you changed the name of “입출금”.',
    },
    mine: { ko: '하나', en: '하나' },
    theirs: { ko: '둘', en: '둘' },
  });
  const without: FlowFile = {
    ...base,
    nodes: base.nodes.filter(({ id }) => id !== 'case'),
    edges: base.edges.slice(0, 4),
  };
  const changed = set('case', { channel: 'log' });
  expect(words(without, changed).theirs.ko).toBe('바뀐 노드 되살리기');
  expect(words(changed, without).sentence.ko).toMatch(/^내가 바꾼 ‘.+’ 노드를 다른 사람이 삭제했습니다\.$/);
  const led = (target: string): FlowFile => ({
    ...base,
    edges: base.edges.map((edge) => (edge.id === 'e5' ? { ...edge, target } : edge)),
  });
  expect(words(led('small'), led('often')).mine.ko).toContain('→');
  const late = words({ ...base, late: 'drop' }, { ...base, late: 'process' });
  expect([late.sentence.ko, late.mine.ko, late.theirs.ko]).toEqual([
    '흐름의 ‘늦은 이벤트’ 설정: 서로 다르게 바꿨습니다.',
    '처리하지 않음',
    '바로 처리',
  ]);
});

it('names a group to each reader in his language', () => {
  const titled = (en: string): FlowFile => ({
    ...base,
    groups: [{ id: 'g', title: { ko: '가려내기', en }, nodes: ['tx'] }],
  });
  const { flow, conflicts } = mergeFlows(titled('Sifting'), titled('Sorting'), titled('Sieving'));
  expect(conflictInWords(conflicts[0], flow).sentence).toEqual({
    ko: '묶음 ‘가려내기’의 설정을 서로 다르게 바꿨습니다.',
    en: 'Both of you changed the group “Sorting”.',
  });
});
