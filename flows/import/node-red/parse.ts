/** Reads the text of a Node-RED export. Whatever is in it, it gives a list of nodes or a sentence, and never throws. */
import { isRow, type Row, rowsOf, textOf } from '../../../nodes/kit/lenient.ts';
import type { Text } from '../../../nodes/kit/text.ts';
import { isDeeperThan } from '../../format/limits.ts';
import { parseFlowText } from '../../format/parse.ts';
import { RED_LIMITS, type RedFlow, type RedNode, type RedSubflow } from './red-node.ts';

export type ParsedRed = { readonly flow: RedFlow } | { readonly problem: Text };

const TOO_LARGE: Text = {
  ko: `파일이 너무 큽니다. 노드 ${RED_LIMITS.nodes.toLocaleString('en-US')}개, 연결 ${RED_LIMITS.wires.toLocaleString('en-US')}개, 2 MiB까지만 읽습니다. Node-RED에서 탭 하나만 골라 내보내세요.`,
  en: `The file is too large. At most ${RED_LIMITS.nodes.toLocaleString('en-US')} nodes, ${RED_LIMITS.wires.toLocaleString('en-US')} wires and 2 MiB are read. Export a single tab from Node-RED.`,
};
const TOO_DEEP: Text = {
  ko: `파일 안의 묶음이 너무 깊습니다. ${RED_LIMITS.depth}단계까지만 읽습니다.`,
  en: `Things lie too deep in each other in this file. At most ${RED_LIMITS.depth} levels are read.`,
};
const NOT_RED: Text = {
  ko: 'Node-RED에서 내보낸 파일이 아닙니다. Node-RED의 메뉴에서 ‘내보내기’를 눌러 나온 JSON을 붙여넣으세요.',
  en: 'This is no Node-RED export. Paste the JSON that “Export” in the menu of Node-RED gives.',
};
const NOTHING: Text = {
  ko: '가져올 노드가 없습니다. 파일에 노드 설정만 들어 있거나 비어 있습니다.',
  en: 'There is no node to import: the file is empty, or holds settings only.',
};

/** Whether a value that was read as JSON looks like a Node-RED export rather than a flow of ours. */
export function looksLikeNodeRed(value: unknown): boolean {
  const list = listOf(value);
  return list?.some((each) => isRow(each) && typeof each.type === 'string' && 'id' in each) ?? false;
}

/** An export is a list; what Node-RED's own API gives is an object around it. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return isRow(value) && Array.isArray(value.flows) && !('nodes' in value) ? value.flows : undefined;
}

export function parseNodeRed(text: string): ParsedRed {
  if (new TextEncoder().encode(text).length > RED_LIMITS.bytes) return { problem: TOO_LARGE };
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    // The same reader as for our own files says where it stops being JSON.
    const parsed = parseFlowText(text.slice(0, 500_000));
    return { problem: 'fault' in parsed ? parsed.fault.message : NOT_RED };
  }
  const list = listOf(value);
  if (!list || !looksLikeNodeRed(value)) return { problem: NOT_RED };
  if (list.length > RED_LIMITS.nodes * 2) return { problem: TOO_LARGE };
  if (isDeeperThan(list, RED_LIMITS.depth)) return { problem: TOO_DEEP };
  return readList(rowsOf(list));
}

function readList(rows: readonly Row[]): ParsedRed {
  const seen = new Set<string>();
  const own = rows.filter((row) => {
    const id = textOf(row.id);
    if (id === '' || textOf(row.type) === '' || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  const tabs = own
    .filter((row) => row.type === 'tab')
    .map((row) => ({
      id: textOf(row.id),
      label: shortText(row.label),
      info: shortText(row.info),
      off: row.disabled === true,
    }));
  const subflows = own.filter((row) => row.type === 'subflow').map(subflowOf);
  const nodes = own.filter((row) => row.type !== 'tab' && row.type !== 'subflow').map(nodeOf);
  const wires = nodes.reduce((sum, node) => sum + node.wires.reduce((all, port) => all + port.length, 0), 0);
  if (nodes.length > RED_LIMITS.nodes || wires > RED_LIMITS.wires) return { problem: TOO_LARGE };
  if (!nodes.some((node) => !isSetting(node))) return { problem: NOTHING };
  return { flow: { tabs, subflows, nodes } };
}

/** A node without a place on a tab: a broker, a server, a set of credentials. */
export function isSetting(node: RedNode): boolean {
  return !('x' in node.props) && !('wires' in node.props);
}

/** A text of the export, never longer than what is taken over. */
export function shortText(value: unknown): string {
  const text = textOf(value);
  return text.length > RED_LIMITS.text ? `${text.slice(0, RED_LIMITS.text)}…` : text;
}

function nodeOf(row: Row): RedNode {
  return {
    id: textOf(row.id),
    type: textOf(row.type).slice(0, 100),
    name: textOf(row.name).trim().slice(0, 200),
    tab: textOf(row.z),
    x: finite(row.x),
    y: finite(row.y),
    wires: Array.isArray(row.wires) ? row.wires.map(idsOf) : [],
    off: row.d === true,
    props: row,
  };
}

function subflowOf(row: Row): RedSubflow {
  const [first] = rowsOf(row.in);
  return {
    id: textOf(row.id),
    name: textOf(row.name).slice(0, 200),
    into: rowsOf(first?.wires).map((wire) => textOf(wire.id)),
    out: rowsOf(row.out).map((port) =>
      rowsOf(port.wires).map((wire) => ({ id: textOf(wire.id), port: finite(wire.port) })),
    ),
  };
}

function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** A number, however it was written; a list or an object is none. */
function finite(value: unknown): number {
  const number = typeof value === 'object' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? Math.max(-1e6, Math.min(1e6, number)) : 0;
}
