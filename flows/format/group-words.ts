/** What changed about the groups of a flow, in sentences, and what a step that changed them is called. */
import { fillBoth, localize, type Text } from '../../nodes/kit/text.ts';
import { byId } from './by-id.ts';
import { sameValue } from './diff.ts';
import type { FlowFile, FlowGroup } from './flow-file.ts';
import { groupsOf } from './groups.ts';
import { shortened } from './setting-words.ts';

export interface GroupChange {
  readonly is: 'added' | 'removed' | 'renamed' | 'recoloured' | 'joined' | 'left';
  /** As it is after the change, or was before it went. */
  readonly group: FlowGroup;
  /** What it was called before. */
  readonly was: FlowGroup;
}

/** The groups that differ; what happened to the nodes of a group that came or went goes without saying. */
function groupChanges(before: FlowFile, after: FlowFile): GroupChange[] {
  if (before.groups === after.groups) return [];
  const [old, young] = [byId(groupsOf(before)), byId(groupsOf(after))];
  const changes: GroupChange[] = [];
  for (const [id, group] of old) if (!young.has(id)) changes.push({ is: 'removed', group, was: group });
  for (const [id, group] of young) {
    const was = old.get(id);
    if (!was) changes.push({ is: 'added', group, was: group });
    else changes.push(...changesOf(was, group, after));
  }
  return changes;
}

function changesOf(was: FlowGroup, group: FlowGroup, after: FlowFile): GroupChange[] {
  const there = new Set(after.nodes.map((node) => node.id));
  const [old, young] = [new Set(was.nodes), new Set(group.nodes)];
  const found: GroupChange['is'][] = [];
  if (!sameValue(was.title, group.title)) found.push('renamed');
  if (was.colour !== group.colour) found.push('recoloured');
  if (group.nodes.some((id) => !old.has(id))) found.push('joined');
  // Deleted nodes are told of by themselves
  if (was.nodes.some((id) => !young.has(id) && there.has(id))) found.push('left');
  return found.map((is) => ({ is, group, was }));
}

/** What a group is called: its title, else that it is one. */
export function groupTitle(group: FlowGroup): Text {
  return {
    ko: shortened(localize(group.title, 'ko', '묶음')),
    en: shortened(localize(group.title, 'en', 'Group')),
  };
}

const SENTENCES: Readonly<Record<GroupChange['is'], Text>> = {
  added: { ko: '‘{name}’ 묶음을 만들었습니다.', en: 'Added the group “{name}”.' },
  removed: { ko: '‘{name}’ 묶음을 풀었습니다.', en: 'Removed the group “{name}”.' },
  renamed: { ko: '묶음 이름: ‘{was}’ → ‘{name}’', en: 'Renamed the group “{was}” to “{name}”.' },
  recoloured: { ko: '‘{name}’ 묶음의 색을 바꿨습니다.', en: 'Changed the colour of the group “{name}”.' },
  joined: { ko: '‘{name}’ 묶음에 노드를 넣었습니다.', en: 'Put nodes into the group “{name}”.' },
  left: { ko: '‘{name}’ 묶음에서 노드를 뺐습니다.', en: 'Took nodes out of the group “{name}”.' },
};

const STEPS: Readonly<Record<GroupChange['is'], Text>> = {
  added: { ko: '‘{name}’ 묶음 만들기', en: 'make the group “{name}”' },
  removed: { ko: '‘{name}’ 묶음 풀기', en: 'ungroup “{name}”' },
  renamed: { ko: '묶음 이름 변경: ‘{name}’', en: 'rename the group to “{name}”' },
  recoloured: { ko: '‘{name}’ 묶음 색 변경', en: 'change the colour of the group “{name}”' },
  joined: { ko: '‘{name}’ 묶음에 넣기', en: 'put into the group “{name}”' },
  left: { ko: '‘{name}’ 묶음에서 빼기', en: 'take out of the group “{name}”' },
};

export function groupChangesInWords(before: FlowFile, after: FlowFile): Text[] {
  const changes = groupChanges(before, after);
  if (changes.length === 0) return [{ ko: '묶음을 바꿨습니다.', en: 'Changed the groups.' }];
  return changes.map((change) => filled(SENTENCES[change.is], change));
}

/** Undefined where the step did not change groups. */
export function groupStepName(before: FlowFile, after: FlowFile): Text | undefined {
  const [change, ...others] = groupChanges(before, after);
  if (!change) return undefined;
  // Nodes that go from one group to another do both: where they came to is what was meant
  const main = [change, ...others].find(({ is }) => is === 'added' || is === 'joined') ?? change;
  return filled(STEPS[main.is], main);
}

function filled(text: Text, { group, was }: GroupChange): Text {
  return fillBoth(text, { name: groupTitle(group), was: groupTitle(was) });
}
