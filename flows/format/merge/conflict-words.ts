/** A conflict in words: what it is about, and what each side made of it. */
import type { Surroundings } from '../../../nodes/kit/define-node.ts';
import { fillBoth, type Text } from '../../../nodes/kit/text.ts';
import type { FlowEdge, FlowFile, FlowNode } from '../flow-file.ts';
import { flowSettingName, flowSettingValue } from '../flow-setting-words.ts';
import { groupTitle } from '../group-words.ts';
import { groupsOf } from '../groups.ts';
import { nodeName } from '../node-name.ts';
import { plainWords, settingChanges } from '../setting-words.ts';
import { withTakenTypes } from '../taken-types.ts';
import { choose, type MergeConflict } from './merge-conflict.ts';

export interface ConflictWords {
  readonly sentence: Text;
  readonly mine: Text;
  readonly theirs: Text;
}

/** @param flow the merged flow; @param surroundings for the names that fields have */
export function conflictInWords(
  conflict: MergeConflict,
  flow: FlowFile,
  surroundings: Surroundings = {},
): ConflictWords {
  switch (conflict.kind) {
    case 'setting':
      return settingWords(conflict, flow, withTakenTypes(surroundings, flow));
    case 'removed':
      return removedWords(conflict);
    case 'edge':
      return edgeWords(conflict, flow);
    case 'flow':
      return flowWords(conflict, flow);
    case 'place':
      return {
        sentence: fillBoth(MOVED, { node: nodeName(nodeOf(flow, conflict.node)) }),
        mine: plainWords(`${conflict.mine.x}, ${conflict.mine.y}`),
        theirs: plainWords(`${conflict.theirs.x}, ${conflict.theirs.y}`),
      };
  }
}

const SETTING: Text = {
  ko: '‘{node}’ 노드의 {setting}: 서로 다르게 바꿨습니다.',
  en: 'Both of you changed {setting} of “{node}”.',
};
const KIND: Text = {
  ko: '‘{node}’ 노드를 다른 사람과 서로 다르게 바꿨습니다.',
  en: 'Both of you made something else of “{node}”.',
};
const MOVED: Text = { ko: '‘{node}’ 노드를 서로 다른 곳으로 옮겼습니다.', en: 'Both of you moved “{node}”.' };
const FLOW: Text = {
  ko: '흐름의 ‘{setting}’ 설정: 서로 다르게 바꿨습니다.',
  en: 'Both of you changed {setting} of the flow.',
};
const GROUP: Text = {
  ko: '묶음 ‘{title}’의 설정을 서로 다르게 바꿨습니다.',
  en: 'Both of you changed the group “{title}”.',
};
const LABEL: Text = { ko: '이름', en: 'the name' };
const REMOVED: Text = { ko: '삭제', en: 'Deleted' };

function settingWords(
  conflict: MergeConflict & { readonly kind: 'setting' },
  flow: FlowFile,
  surroundings: Surroundings,
): ConflictWords {
  const [mine, theirs] = (['mine', 'theirs'] as const).map((side) =>
    nodeOf(choose(flow, conflict, side), conflict.node),
  );
  const node = nodeName(mine);
  const plain = { mine: plainWords(conflict.mine), theirs: plainWords(conflict.theirs) };
  const [root, name] = conflict.path;
  if (conflict.path.length === 0)
    return { sentence: fillBoth(KIND, { node }), mine: kindWords(mine), theirs: kindWords(theirs) };
  if (root === 'data' && name === 'label')
    return {
      sentence: fillBoth(SETTING, {
        node: conflict.base ? plainWords(conflict.base) : kindWords(mine),
        setting: LABEL,
      }),
      ...plain,
    };
  const changes = mine && theirs ? settingChanges(mine.type, mine.data, theirs.data, surroundings) : [];
  const setting = changes[0]?.name ?? plainWords(name ?? root);
  const told =
    changes.length === 1 && changes[0].was.ko !== changes[0].is.ko
      ? { mine: changes[0].was, theirs: changes[0].is }
      : plain;
  return { sentence: fillBoth(SETTING, { node, setting }), ...told };
}

function kindWords(node: FlowNode | undefined): Text {
  return node ? nodeName({ ...node, data: {} }) : REMOVED;
}

function removedWords({ by, left }: MergeConflict & { readonly kind: 'removed' }): ConflictWords {
  const node = nodeName(left);
  return by === 'theirs'
    ? {
        sentence: fillBoth(
          {
            ko: '내가 바꾼 ‘{node}’ 노드를 다른 사람이 삭제했습니다.',
            en: 'You changed “{node}”, and somebody else deleted it.',
          },
          { node },
        ),
        mine: { ko: '남겨 두기', en: 'Keep it' },
        theirs: { ko: '삭제하기', en: 'Delete it' },
      }
    : {
        sentence: fillBoth(
          {
            ko: '내가 삭제한 ‘{node}’ 노드를 다른 사람이 바꿨습니다.',
            en: 'You deleted “{node}”, and somebody else changed it.',
          },
          { node },
        ),
        mine: { ko: '삭제한 채로 두기', en: 'Leave it deleted' },
        theirs: { ko: '바뀐 노드 되살리기', en: 'Bring it back as changed' },
      };
}

function edgeWords(
  { mine, theirs }: MergeConflict & { readonly kind: 'edge' },
  flow: FlowFile,
): ConflictWords {
  const words = (edge: FlowEdge | undefined): Text =>
    edge
      ? fillBoth(
          { ko: '‘{from}’ → ‘{to}’', en: '“{from}” → “{to}”' },
          { from: nodeName(nodeOf(flow, edge.source)), to: nodeName(nodeOf(flow, edge.target)) },
        )
      : REMOVED;
  const node = nodeName(nodeOf(flow, (mine ?? theirs)?.source ?? ''));
  return {
    sentence: fillBoth(
      {
        ko: '‘{node}’ 노드에서 나가는 선을 서로 다르게 바꿨습니다.',
        en: 'Both of you changed a wire out of “{node}”.',
      },
      { node },
    ),
    mine: words(mine),
    theirs: words(theirs),
  };
}

function flowWords(conflict: MergeConflict & { readonly kind: 'flow' }, flow: FlowFile): ConflictWords {
  const [name, id] = conflict.path;
  const group = name === 'groups' ? groupsOf(flow).find((each) => each.id === id) : undefined;
  if (group) {
    return {
      sentence: fillBoth(GROUP, { title: groupTitle(group) }),
      mine: plainWords(conflict.mine),
      theirs: plainWords(conflict.theirs),
    };
  }
  return {
    sentence: fillBoth(FLOW, { setting: flowSettingName(name) }),
    mine: flowSettingValue(name, conflict.mine),
    theirs: flowSettingValue(name, conflict.theirs),
  };
}

const nodeOf = (flow: FlowFile, id: string) => flow.nodes.find((node) => node.id === id);
