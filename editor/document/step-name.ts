/**
 * What a step of undo is called, told from the flow before it and after it. Nobody who changes the flow has to name
 * what he does, and no two lists can come apart.
 */
import type { FlowEdge, FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { groupStepName } from '../../flows/format/group-words.ts';
import { nodeName } from '../../flows/format/node-name.ts';
import type { FormField } from '../../nodes/kit/define-node.ts';
import { fill, fillBoth, localize, type Text } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';

/** What one step did to a flow. */
interface Change {
  readonly added: readonly FlowNode[];
  readonly removed: readonly FlowNode[];
  /** As they are after it. */
  readonly set: readonly (readonly [before: FlowNode, after: FlowNode])[];
  readonly moved: readonly FlowNode[];
  readonly drawn: readonly FlowEdge[];
  readonly cut: readonly FlowEdge[];
  readonly ledElsewhere: readonly FlowEdge[];
}

/** Steps that were not drawn but asked for by a name that the flows themselves cannot tell. */
const given = new WeakMap<FlowFile, { readonly before: FlowFile; readonly name: Text }>();

/** Gives a step its name; gives back the flow after it. */
export function nameStep(before: FlowFile, after: FlowFile, name: Text): FlowFile {
  given.set(after, { before, name });
  return after;
}

/** @example stepName(before, after).en // 'move 3 nodes' */
export function stepName(before: FlowFile, after: FlowFile): Text {
  const named = given.get(after);
  return named?.before === before ? named.name : nameOfChange(before, after);
}

function nameOfChange(before: FlowFile, after: FlowFile): Text {
  const change = changeBetween(before, after);
  const { added, removed, set, moved, drawn, cut, ledElsewhere } = change;
  if (added.length > 0 && removed.length > 0) return NAMES.several;
  if (added.length > 0) return some(added, NAMES.add, NAMES.addSome);
  if (removed.length > 0) return some(removed, NAMES.remove, NAMES.removeSome);
  const grouped = groupStepName(before, after);
  if (grouped && set.length + drawn.length + cut.length + ledElsewhere.length === 0) return grouped;
  if (moved.length <= 1 && drawn.length === 1 && ledElsewhere.length === 1)
    return nodeNamed(nodeOf(after, ledElsewhere[0].target), NAMES.splice);
  const kinds = [set.length, drawn.length + cut.length + ledElsewhere.length, moved.length].filter(Boolean);
  if (kinds.length > 1 && set.length !== 1) return NAMES.several;
  if (set.length === 1) return settingsName(...set[0]);
  if (set.length > 1) return fill(NAMES.setSome, { count: set.length });
  if (moved.length > 0) return some(moved, NAMES.move, NAMES.moveSome);
  if (ledElsewhere.length > 0 || (drawn.length > 0 && cut.length > 0)) return NAMES.reconnect;
  if (drawn.length > 0) return NAMES.connect;
  if (cut.length > 0) return fill(cut.length === 1 ? NAMES.cut : NAMES.cutSome, { count: cut.length });
  return localize(before.name, 'ko') !== localize(after.name, 'ko') ||
    localize(before.name, 'en') !== localize(after.name, 'en')
    ? NAMES.renameFlow
    : NAMES.flow;
}

function changeBetween(before: FlowFile, after: FlowFile): Change {
  const nodesBefore = new Map(before.nodes.map((node) => [node.id, node]));
  const nodesAfter = new Set(after.nodes.map((node) => node.id));
  const edgesBefore = new Map(before.edges.map((edge) => [edge.id, edge]));
  const edgesAfter = new Set(after.edges.map((edge) => edge.id));
  const kept = after.nodes.flatMap((node) => {
    const was = nodesBefore.get(node.id);
    return was && was !== node ? [[was, node] as const] : [];
  });
  return {
    added: after.nodes.filter((node) => !nodesBefore.has(node.id)),
    removed: before.nodes.filter((node) => !nodesAfter.has(node.id)),
    set: kept.filter(([was, is]) => was.data !== is.data),
    moved: kept
      .filter(([was, is]) => was.position.x !== is.position.x || was.position.y !== is.position.y)
      .map(([, is]) => is),
    drawn: after.edges.filter((edge) => !edgesBefore.has(edge.id)),
    cut: before.edges.filter((edge) => !edgesAfter.has(edge.id)),
    ledElsewhere: after.edges.filter((edge) => leadsElsewhere(edgesBefore.get(edge.id), edge)),
  };
}

function leadsElsewhere(was: FlowEdge | undefined, is: FlowEdge): boolean {
  return was !== undefined && was !== is && (was.source !== is.source || was.target !== is.target);
}

const nodeOf = (flow: FlowFile, id: string) => flow.nodes.find((node) => node.id === id);

function some(nodes: readonly FlowNode[], one: Text, more: Text): Text {
  return nodes.length === 1 ? nodeNamed(nodes[0], one) : fill(more, { count: nodes.length });
}

function nodeNamed(node: FlowNode | undefined, text: Text): Text {
  if (!node) return NAMES.several;
  return fillBoth(text, { name: nodeName(node) });
}

/** Names the setting where it was one that the form has a word for. */
function settingsName(was: FlowNode, is: FlowNode): Text {
  const keys = new Set([...Object.keys(was.data), ...Object.keys(is.data)]);
  const changed = [...keys].filter((key) => was.data[key] !== is.data[key]);
  if (changed.length === 1 && changed[0] === 'label') return nodeNamed(is, NAMES.rename);
  const labels = new Set(changed.map((key) => labelOf(definitionOf(is.type)?.form ?? [], key)));
  const [label] = labels;
  if (labels.size !== 1 || !label) return nodeNamed(is, NAMES.set);
  return fillBoth(NAMES.setOne, { name: nodeName(is), what: label });
}

function labelOf(form: readonly FormField[], key: string): Text | undefined {
  return form.find(({ path, variant }) => !variant && path === key)?.label;
}

const NAMES = {
  add: { ko: '‘{name}’ 추가', en: 'add “{name}”' },
  addSome: { ko: '노드 {count}개 추가', en: 'add {count} nodes' },
  remove: { ko: '‘{name}’ 삭제', en: 'delete “{name}”' },
  removeSome: { ko: '노드 {count}개 삭제', en: 'delete {count} nodes' },
  move: { ko: '‘{name}’ 이동', en: 'move “{name}”' },
  moveSome: { ko: '노드 {count}개 이동', en: 'move {count} nodes' },
  splice: { ko: '‘{name}’ 끼워 넣기', en: 'insert “{name}” into a wire' },
  rename: { ko: '‘{name}’ 이름 변경', en: 'rename to “{name}”' },
  set: { ko: '‘{name}’ 설정 변경', en: 'change the settings of “{name}”' },
  setOne: { ko: '‘{name}’의 {what} 변경', en: 'change “{what}” of “{name}”' },
  setSome: { ko: '노드 {count}개 설정 변경', en: 'change the settings of {count} nodes' },
  connect: { ko: '선 연결', en: 'draw a wire' },
  cut: { ko: '선 삭제', en: 'delete a wire' },
  cutSome: { ko: '선 {count}개 삭제', en: 'delete {count} wires' },
  reconnect: { ko: '선 옮겨 연결', en: 'move a wire' },
  renameFlow: { ko: '흐름 이름 변경', en: 'rename the flow' },
  flow: { ko: '흐름 설정 변경', en: 'change the flow’s settings' },
  several: { ko: '여러 곳 변경', en: 'several changes' },
} as const satisfies Readonly<Record<string, Text>>;
