/** What changed between two versions of a flow, in sentences for the people who look at its history. */
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import { isRow } from '../../nodes/kit/lenient.ts';
import { fill, fillBoth, type Text } from '../../nodes/kit/text.ts';
import { byId } from './by-id.ts';
import { diffFlows, type NodeChange } from './diff.ts';
import type { FlowFile, FlowNode } from './flow-file.ts';
import { flowSettingChange } from './flow-setting-words.ts';
import { groupChangesInWords } from './group-words.ts';
import { nodeName } from './node-name.ts';
import { settingChanges } from './setting-words.ts';
import { withTakenTypes } from './taken-types.ts';

/** Sentences of one comparison; a flow that was drawn anew has too many to read. */
const MOST = 40;
/** Nodes of one kind of change that are named one by one. */
const NAMED = 4;

/**
 * The changes in sentences, the weighty ones first: what is gone and new, what is set otherwise, and last what only
 * looks otherwise. Empty where nothing differs.
 *
 * @param before null: there was no version before
 * @param surroundings for the names that fields have
 */
export function changesInWords(
  before: FlowFile | null,
  after: FlowFile,
  surroundings: Surroundings = {},
): Text[] {
  if (!before) return [first(after)];
  const diff = diffFlows(before, after);
  const own = withTakenTypes(surroundings, before, after);
  const ids = (change: NodeChange) =>
    [...diff.nodes].filter(([, changes]) => changes.has(change)).map(([id]) => id);
  const [old, young] = [byId(before.nodes), byId(after.nodes)];
  const sentences = [
    ...named(ids('removed'), old, REMOVED),
    ...named(ids('added'), young, ADDED),
    ...ids('config').flatMap((id) => setOtherwise(old.get(id), young.get(id), own)),
    ...named(ids('rewired'), young, REWIRED),
    ...wiresAlone(diff.edges.size, ids('rewired').length + ids('removed').length + ids('added').length),
    ...diff.settings.flatMap((name) => flowSetting(name, before, after)),
    ...(diff.order ? [ORDER] : []),
    ...ids('label').map((id) => renamed(old.get(id), young.get(id))),
    ...moved(ids('moved'), young),
  ];
  if (sentences.length <= MOST) return sentences;
  const more = sentences.length - MOST + 1;
  return [
    ...sentences.slice(0, MOST - 1),
    fill({ ko: '그 밖에 {n}가지가 바뀌었습니다.', en: '{n} more changes.' }, { n: more }),
  ];
}

interface Sentence {
  readonly one: Text;
  readonly many: Text;
}

const REMOVED: Sentence = {
  one: { ko: '‘{name}’ 노드를 삭제했습니다.', en: 'Removed “{name}”.' },
  many: { ko: '노드 {n}개를 삭제했습니다.', en: 'Removed {n} nodes.' },
};
const ADDED: Sentence = {
  one: { ko: '‘{name}’ 노드를 추가했습니다.', en: 'Added “{name}”.' },
  many: { ko: '노드 {n}개를 추가했습니다.', en: 'Added {n} nodes.' },
};
const REWIRED: Sentence = {
  one: { ko: '‘{name}’ 노드로 들어오는 선을 바꿨습니다.', en: 'Changed the wires into “{name}”.' },
  many: { ko: '노드 {n}개로 들어오는 선을 바꿨습니다.', en: 'Changed the wires into {n} nodes.' },
};
const MOVED: Sentence = {
  one: { ko: '‘{name}’ 노드를 옮겼습니다.', en: 'Moved “{name}”.' },
  many: { ko: '노드 {n}개를 옮겼습니다.', en: 'Moved {n} nodes.' },
};
const ORDER: Text = {
  ko: '노드나 선의 차례를 바꿨습니다.',
  en: 'Changed the order of nodes or wires.',
};
const SETTING: Text = { ko: '{name}: {was} → {is}', en: '{name}: {was} → {is}' };

function named(
  ids: readonly string[],
  nodes: ReadonlyMap<string, FlowNode>,
  { one, many }: Sentence,
): Text[] {
  if (ids.length > NAMED) return [fill(many, { n: ids.length })];
  return ids.map((id) => fillBoth(one, { name: nodeName(nodes.get(id)) }));
}

/** Where nodes stand says nothing about them: several are told by their number. */
function moved(ids: readonly string[], nodes: ReadonlyMap<string, FlowNode>): Text[] {
  return ids.length > 1 ? [fill(MOVED.many, { n: ids.length })] : named(ids, nodes, MOVED);
}

function renamed(was: FlowNode | undefined, is: FlowNode | undefined): Text {
  return fillBoth(
    { ko: '노드 이름: ‘{was}’ → ‘{is}’', en: 'Renamed “{was}” to “{is}”.' },
    { was: nodeName(was), is: nodeName(is) },
  );
}

function setOtherwise(
  was: FlowNode | undefined,
  is: FlowNode | undefined,
  surroundings: Surroundings,
): Text[] {
  if (!was || !is) return [];
  const name = nodeName(is);
  if (was.type !== is.type)
    return [
      fillBoth(
        { ko: '‘{name}’ 노드의 종류를 바꿨습니다.', en: '“{name}” is of another kind now.' },
        { name },
      ),
    ];
  const changes = settingChanges(is.type, was.data, is.data, surroundings);
  return changes.map((change) => {
    const values = { node: name, setting: change.name, was: change.was, is: change.is };
    const alike = change.was.ko === change.is.ko && change.was.en === change.is.en;
    return alike
      ? fillBoth({ ko: '‘{node}’ {setting}: 바뀜', en: '“{node}”, {setting}: changed' }, values)
      : fillBoth({ ko: '‘{node}’ {setting}: {was} → {is}', en: '“{node}”, {setting}: {was} → {is}' }, values);
  });
}

/** Wires that were only drawn out of a node in another way, which no sentence about a node has told. */
function wiresAlone(edges: number, told: number): Text[] {
  return edges > 0 && told === 0 ? [{ ko: '선을 바꿨습니다.', en: 'Changed wires.' }] : [];
}

function flowSetting(name: string, before: FlowFile, after: FlowFile): Text[] {
  if (name === 'groups') return groupChangesInWords(before, after);
  if (name === 'tests') return [{ ko: '흐름의 테스트를 바꿨습니다.', en: 'Changed the tests of the flow.' }];
  const change = flowSettingChange(name, before, after);
  return [fillBoth(SETTING, { name: change.name, was: change.was, is: change.is })];
}

function first(flow: FlowFile): Text {
  const n = flow.nodes.filter((node) => isRow(node) && node.type !== 'comment').length;
  return fill(
    {
      ko: '처음 배포했습니다. 노드 {n}개',
      en: n === 1 ? 'First deployed, with {n} node.' : 'First deployed, with {n} nodes.',
    },
    { n },
  );
}
