import { describe, expect, it } from 'vitest';
import { isClean } from '../../nodes/kit/fault.ts';
import { aFlow } from './a-flow.ts';
import { changesInWords } from './change-words.ts';
import { diffFlows, meansTheSame } from './diff.ts';
import type { FlowFile } from './flow-file.ts';
import { groupTitle } from './group-words.ts';
import { groupsOf, knownColour } from './groups.ts';
import { headingsOf } from './sentence/headings.ts';
import { sentenceOf, sentenceText } from './sentence/sentence.ts';
import { serializeFlow } from './serialize.ts';
import { validateFlow } from './validate.ts';

const with_ = (groups: unknown) => ({ ...aFlow(), groups }) as FlowFile;
const sift = {
  id: 'g',
  title: { ko: '가려내기', en: 'Sifting' },
  nodes: ['tx', 'small'],
  colour: 'teal',
  more: 1,
};

describe('groups of a flow', () => {
  it('are kept as they were, in the file and by the checks', () => {
    const { flow, faults } = validateFlow(with_([sift]));
    expect(faults.filter((fault) => fault.code === 'group')).toEqual([]);
    expect(JSON.parse(serializeFlow(flow!)).groups).toEqual([sift]);
    expect(groupsOf(flow!)).toEqual([sift]);
  });

  it('never refuse a flow: what is wrong with them is a hint, and is not drawn', () => {
    const broken = with_([
      { ...sift, nodes: ['tx', 'nobody', 3] },
      { id: 'again', title: 7, nodes: ['tx', 'often'], colour: 'loud' },
      { id: 'again', nodes: ['case'] },
      { id: 'empty', nodes: [] },
      null,
      { nodes: ['case'] },
    ]);
    const { flow, faults } = validateFlow(broken);
    expect(isClean(faults)).toBe(true);
    expect(faults.filter((fault) => fault.code === 'group').map((fault) => fault.field)).toEqual([
      'groups.0.nodes',
      'groups.1.nodes',
      'groups.4',
      'groups.5',
    ]);
    expect(groupsOf(flow!).map(({ id, nodes }) => [id, nodes])).toEqual([
      ['g', ['tx']],
      ['again', ['often']],
    ]);
    expect(knownColour(groupsOf(flow!)[1])).toBe('grey');
    for (const none of ['x', 7, null, { a: 1 }]) {
      expect(isClean(validateFlow(with_(none)).faults)).toBe(true);
      expect(groupsOf(with_(none))).toEqual([]);
    }
  });

  it('stand over the parts of the told flow that lie in one of them whole', () => {
    const flow = with_([{ ...sift, nodes: aFlow().nodes.map(({ id }) => id) }]);
    const { lines } = sentenceOf(flow, 'en');
    expect(headingsOf(flow, lines).map((group) => group?.id)).toEqual(
      lines.map((_, i) => (i ? undefined : 'g')),
    );
    const titles = headingsOf(flow, lines).map((group) => group && groupTitle(group).en);
    expect(sentenceText({ lines, apart: [] }, '', titles)).toMatch(/^\[Sifting\]\nWhen /);
    expect(headingsOf(with_([sift]), lines).filter(Boolean)).toEqual([]);
  });

  it('mean nothing to the run of a flow', () => {
    const [before, after] = [aFlow(), with_([sift])];
    expect(meansTheSame(diffFlows(before, after), before, after)).toBe(true);
  });

  it('are told of in the history', () => {
    const told = (before: unknown, after: unknown) =>
      changesInWords(with_(before), with_(after)).map((text) => text.en);
    expect(told(undefined, [sift])).toEqual(['Added the group “Sifting”.']);
    expect(told([sift], undefined)).toEqual(['Removed the group “Sifting”.']);
    expect(told([sift], [{ ...sift, title: 'Sieve', colour: 'blue' }])).toEqual([
      'Renamed the group “Sifting” to “Sieve”.',
      'Changed the colour of the group “Sieve”.',
    ]);
    expect(told([sift], [{ ...sift, nodes: ['small', 'often'] }])).toEqual([
      'Put nodes into the group “Sifting”.',
      'Took nodes out of the group “Sifting”.',
    ]);
  });
});
