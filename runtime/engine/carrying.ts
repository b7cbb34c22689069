/**
 * What a deploy does to what waits (SPEC §2: looks are no part of a definition). Decided here once, for the preview as
 * for the deploy itself: per node, what the kind says of its old and new settings.
 */
import type { Text } from '../../nodes/kit/text.ts';
import type { DeployPreview, NodeFate, Waiting } from '../wire/deploy.ts';
import type { Plan, PlannedNode } from './plan.ts';

/** A node of the version that runs, with what waits in it. */
export interface WaitingNode {
  readonly planned: PlannedNode;
  readonly waiting: Waiting;
}

/** What becomes of a node that has the same id in both versions. */
export interface Carrying {
  /**
   * `same`: the operator goes on as it is; `carried`: an operator with the new settings takes over what waits;
   * `anew`: it begins with nothing.
   */
  readonly how: 'same' | 'carried' | 'anew';
  readonly changes: readonly Text[];
  readonly reasons: readonly Text[];
}

const REMOVED: Text = { ko: '노드를 흐름에서 지웠습니다.', en: 'The node was taken out of the flow.' };
const OTHER_KIND: Text = {
  ko: '노드의 종류가 바뀌어 처음부터 다시 시작합니다.',
  en: 'The node is of another kind now and begins anew.',
};
const FROM_NOW_ON: Text = {
  ko: '다음 이벤트부터 새 설정을 적용합니다.',
  en: 'The new settings apply from the next event on.',
};
const NOTHING_WAITS: Text = {
  ko: '기다리는 것이 없어 새 설정으로 바로 시작합니다.',
  en: 'Nothing waits here, so the node begins with the new settings.',
};

/** What becomes of a node between two versions of its flow. */
export function carryingOf({ planned: before, waiting }: WaitingNode, after: PlannedNode): Carrying {
  if (before.node.type !== after.node.type) return { how: 'anew', changes: [], reasons: [OTHER_KIND] };
  const { carry } = after.operator;
  const isSame = before.definition === after.definition;
  if (!carry) return { how: isSame ? 'same' : 'carried', changes: isSame ? [] : [FROM_NOW_ON], reasons: [] };
  if (isSame && before.timezone === after.timezone) return { how: 'same', changes: [], reasons: [] };
  const { changes, reasons } = carry({
    before: before.node.data,
    after: after.node.data,
    waiting,
    otherTimezone: before.timezone !== after.timezone,
  });
  if (reasons.length > 0) return { how: 'anew', changes: [], reasons };
  return { how: isSame ? 'same' : 'carried', changes, reasons };
}

/** What a deploy of a plan would do to the version that runs. */
export function previewOf(plan: Plan, before: readonly WaitingNode[]): DeployPreview {
  const old = new Map(before.map((each) => [each.planned.node.id, each]));
  const nodes = plan.nodes.map((planned) => {
    const running = old.get(planned.node.id);
    old.delete(planned.node.id);
    return running ? fateOf(running, planned) : fate(planned, 'new');
  });
  for (const { planned, waiting } of old.values())
    nodes.push({ ...fate(planned, 'dropped'), waiting, reasons: [REMOVED] });
  const shown = nodes.filter(({ kind }) => kind !== 'comment');
  const dropped = shown.some((each) => each.fate === 'dropped' && somethingWaits(each.waiting));
  return { flow: plan.flow.id, nodes: shown, dropped };
}

function fateOf(running: WaitingNode, planned: PlannedNode): NodeFate {
  const { waiting } = running;
  const { how, changes, reasons } = carryingOf(running, planned);
  if (how !== 'anew') {
    const kept = changes.length === 0;
    return { ...fate(planned, kept ? 'kept' : 'changed'), waiting, changes: [...changes] };
  }
  if (!somethingWaits(waiting)) return { ...fate(planned, 'changed'), waiting, changes: [NOTHING_WAITS] };
  return { ...fate(planned, 'dropped'), waiting, reasons: [...reasons] };
}

function fate({ node }: PlannedNode, what: NodeFate['fate']): NodeFate {
  const { label } = node.data;
  return {
    node: node.id,
    kind: node.type,
    ...(label !== undefined && { label: label as NodeFate['label'] }),
    fate: what,
    waiting: {},
    changes: [],
    reasons: [],
  };
}

function somethingWaits(waiting: Waiting): boolean {
  return Object.values(waiting).some((count) => count > 0);
}
