/** An export of Node-RED as a flow of ours, with a report of what became of each of its nodes. */

import { korean } from '../../../nodes/kit/korean.ts';
import { textsOf } from '../../../nodes/kit/lenient.ts';
import type { Text } from '../../../nodes/kit/text.ts';
import type { FlowFile, FlowGroup, FlowNode } from '../../format/flow-file.ts';
import { LIMITS } from '../../format/limits.ts';
import { type Flattened, flatten } from './flatten.ts';
import { isSetting, parseNodeRed } from './parse.ts';
import type { RedFlow, RedNode, RedTab } from './red-node.ts';
import { translate } from './translate.ts';
import { asWire, type Fate, leftOut, type Translation } from './translation.ts';
import { type Translated, wire } from './wiring.ts';

export interface ReportLine {
  /** The node's name in Node-RED, '' where it had none. */
  readonly name: string;
  readonly type: string;
  readonly fate: Fate;
  /** Kinds of ours that stand for it now. */
  readonly kinds: readonly string[];
  readonly why: Text;
}

export interface RedImport {
  readonly flow: FlowFile;
  readonly report: readonly ReportLine[];
  /** What concerns the flow as a whole. */
  readonly notes: readonly Text[];
  /** The tabs of the export, of which one may be asked for. */
  readonly tabs: readonly { readonly id: string; readonly label: string }[];
}

export interface RedOptions {
  /** Only the nodes of this tab. */
  readonly tab?: string;
  readonly timezone?: string;
}

const TOO_MANY: Text = {
  ko: `노드 ${LIMITS.nodes}개, 연결 ${LIMITS.edges}개까지 한 흐름에 담을 수 있습니다. 탭 하나만 골라 가져오세요.`,
  en: `A flow holds at most ${LIMITS.nodes} nodes and ${LIMITS.edges} wires. Import a single tab.`,
};

/** Cards are larger than Node-RED's, so what stood side by side needs more room. */
const STRETCH = { x: 1.9, y: 3.2 };

export function importNodeRed(
  text: string,
  options: RedOptions = {},
): RedImport | { readonly problem: Text } {
  const parsed = parseNodeRed(text);
  if ('problem' in parsed) return parsed;
  const { flow } = parsed;
  const flattened = flatten(flow);
  const wanted = flattened.nodes.filter((node) => options.tab === undefined || node.tab === options.tab);
  const off = new Set(flow.tabs.filter((tab) => tab.off).map((tab) => tab.id));
  const translated = translateAll(wanted, off);
  const nodes = drawn([...translated.values()]);
  const wiring = wire(translated);
  if (!wiring || nodes.length > LIMITS.nodes) return { problem: TOO_MANY };
  const tabs = flow.tabs.filter(({ id }) => options.tab === undefined || id === options.tab);
  const groups = groupsAmong([...translated.values()], translated);
  return {
    flow: {
      ...headOf(tabs),
      ...(options.timezone && { timezone: options.timezone }),
      nodes,
      edges: wiring.edges,
      ...(groups.length > 0 && { groups }),
    },
    report: [...openedLines(flattened, options.tab), ...[...translated.values()].map(lineOf)],
    notes: wiring.circles.map(circleNote),
    tabs: tabsOf(flow, flattened),
  };
}

function tabsOf(flow: RedFlow, { nodes }: Flattened): RedImport['tabs'] {
  return flow.tabs
    .filter(({ id }) => nodes.some((node) => node.tab === id))
    .map(({ id, label }) => ({ id, label: label || id }));
}

/** Named after its tab; several at once after all of them, as far as there is room. */
function headOf(tabs: readonly RedTab[]): Pick<FlowFile, 'id' | 'name' | 'description'> {
  const labels = tabs.map((tab) => tab.label.trim()).filter((label) => label !== '');
  const name = labels.join(', ').slice(0, 100) || 'Node-RED';
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '');
  const info = tabs
    .map((tab) => tab.info.trim())
    .filter((text) => text !== '')
    .join('\n\n');
  return { id: id || 'node-red', name, ...(info !== '' && { description: info }) };
}

function translateAll(nodes: readonly RedNode[], off: ReadonlySet<string>): Map<string, Translated> {
  const taken = new Set<string>();
  const all = new Map<string, Translated>();
  for (const node of nodes) {
    const translation = translationOf(node, off);
    const ids = new Map(translation.parts.map((part) => [part.key, freeId(node, part.kind, taken)]));
    all.set(node.id, { node, translation, ids });
  }
  return all;
}

function translationOf(node: RedNode, off: ReadonlySet<string>): Translation {
  if (node.off || off.has(node.tab))
    return leftOut({ ko: '꺼져 있던 노드입니다.', en: 'It was switched off.' });
  if (node.type === 'group')
    return leftOut({
      ko: '묶음입니다. 안의 노드가 옮겨졌으면 묶음도 그려집니다.',
      en: 'A group. Where nodes of it were taken over, it is drawn around them.',
    });
  if (isSetting(node))
    return leftOut({
      ko: '접속 정보 같은 설정입니다. 비밀 값을 옮기지 않도록 가져오지 않았습니다.',
      en: 'Settings, such as how to connect. Not taken over, so that no secret comes along.',
    });
  return translate(node);
}

/** Groups around what became of their nodes. A group within a group stands beside it: ours do not nest. */
function groupsAmong(all: readonly Translated[], translated: ReadonlyMap<string, Translated>): FlowGroup[] {
  const taken = new Set<string>();
  return all
    .filter(({ node }) => node.type === 'group')
    .flatMap(({ node }) => {
      const nodes = textsOf(node.props.nodes)
        .flatMap((id) => drawnIn(translated.get(id)))
        .filter((id) => !taken.has(id));
      for (const id of nodes) taken.add(id);
      return nodes.length > 0 ? [{ title: node.name || { ko: '묶음', en: 'Group' }, nodes }] : [];
    })
    .map((group, i) => ({ id: `group${i + 1}`, ...group }));
}

/** What was kept as a comment lies below the drawing, not in the group. */
function drawnIn(translated: Translated | undefined): string[] {
  const parts = translated?.translation.parts.filter(({ kind }) => kind !== 'comment') ?? [];
  return parts.flatMap(({ key }) => translated?.ids.get(key) ?? []);
}

function freeId(node: RedNode, kind: string, taken: Set<string>): string {
  const stem =
    node.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || kind;
  let id = stem;
  for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`;
  taken.add(id);
  return id;
}

function drawn(all: readonly Translated[]): FlowNode[] {
  return all.flatMap(({ node, translation, ids }) =>
    translation.parts.map((part, i) => ({
      id: ids.get(part.key)!,
      type: part.kind,
      position: { x: Math.round(node.x * STRETCH.x) + i * 40, y: Math.round(node.y * STRETCH.y) + i * 40 },
      data: part.data,
    })),
  );
}

function lineOf({ node, translation: { fate, why, parts } }: Translated): ReportLine {
  const kinds = [...new Set(parts.map((part) => part.kind))];
  return { name: node.name, type: node.type, fate, kinds, why };
}

function openedLines({ opened }: Flattened, tab: string | undefined): ReportLine[] {
  const { why, fate } = asWire({
    ko: '안의 노드를 그 자리에 펼쳤습니다.',
    en: 'The nodes in it were put in its place.',
  });
  return opened
    .filter(({ node }) => tab === undefined || node.tab === tab)
    .map(({ name }) => ({ name, type: 'subflow', fate, kinds: [], why }));
}

function circleNote({ from, to }: { from: string; to: string }): Text {
  return {
    ko: korean`‘${from}’에서 ‘${to}’(으)로 되돌아가는 선은 옮기지 않았습니다. 흐름은 돌 수 없습니다.`,
    en: `The wire from “${from}” back to “${to}” was not taken over: a flow has no circles.`,
  };
}
