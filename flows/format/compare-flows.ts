/**
 * What differs between two versions of a flow, part by part, as it can be shown on a drawing of it and taken back one
 * by one. Rests on diff.ts, which says what counts as a difference.
 */
import type { Surroundings } from '../../nodes/kit/define-node.ts';
import type { Row } from '../../nodes/kit/lenient.ts';
import type { Text } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { byId } from './by-id.ts';
import { diffFlows, type EdgeChange, type NodeChange } from './diff.ts';
import type { FlowEdge, FlowFile, FlowNode } from './flow-file.ts';
import { flowSettingChange } from './flow-setting-words.ts';
import { nodeName } from './node-name.ts';
import { plainWords, type SettingChange, settingChanges } from './setting-words.ts';
import { withTakenTypes } from './taken-types.ts';

/** In the order in which they are told. */
export const MARKS = ['added', 'changed', 'removed', 'moved'] as const;
export type Mark = (typeof MARKS)[number];

interface Part {
  /** Unlike all others of one comparison. */
  readonly key: string;
  readonly id: string;
  readonly mark: Mark;
}

export interface NodeDifference extends Part {
  readonly of: 'node';
  readonly name: Text;
  readonly was?: FlowNode;
  readonly is?: FlowNode;
  /** Also, or only, its place is another. */
  readonly moved: boolean;
  readonly settings: readonly SettingChange[];
}

export interface WireDifference extends Part {
  readonly of: 'wire';
  readonly was?: FlowEdge;
  readonly is?: FlowEdge;
  /** The node that came or went with which it came or went: told with that one, and taken back with it. */
  readonly with?: string;
}

/** A setting of the flow as a whole; `id` is its name in the file. */
export interface FlowDifference extends Part {
  readonly of: 'flow';
  readonly setting: SettingChange;
}

/** Nodes or wires stand in another order, which decides who gets an event first. */
export interface OrderDifference extends Part {
  readonly of: 'order';
}

export type Difference = NodeDifference | WireDifference | FlowDifference | OrderDifference;

/** What led from one version to the other. Empty where nothing differs. Pure. */
export function compareFlows(
  before: FlowFile,
  after: FlowFile,
  surroundings: Surroundings = {},
): Difference[] {
  const diff = diffFlows(before, after);
  const own = withTakenTypes(surroundings, before, after);
  const [old, young] = [byId(before.nodes), byId(after.nodes)];
  const nodes = [...diff.nodes].flatMap(([id, changes]) =>
    nodeDifference(id, changes, old.get(id), young.get(id), own),
  );
  const came = new Map(nodes.map((node) => [node.id, node.mark]));
  return [
    ...diff.settings.map((name) => flowDifference(name, before, after)),
    ...(diff.order ? [{ of: 'order', key: 'order', id: 'order', mark: 'changed' } as const] : []),
    ...nodes,
    ...[...diff.edges].map(([id, change]) => wireDifference(id, change, before, after, came)),
  ];
}

/** The differences that are told and counted by themselves. */
export function toldAlone(differences: readonly Difference[]): Difference[] {
  return differences.filter((each) => each.of !== 'wire' || each.with === undefined);
}

function nodeDifference(
  id: string,
  changes: ReadonlySet<NodeChange>,
  was: FlowNode | undefined,
  is: FlowNode | undefined,
  surroundings: Surroundings,
): NodeDifference[] {
  const settings = was && is ? settingsOf(was, is, changes, surroundings) : [];
  const moved = changes.has('moved');
  const mark: Mark | undefined = !was
    ? 'added'
    : !is
      ? 'removed'
      : changes.has('config') || changes.has('label')
        ? 'changed'
        : moved
          ? 'moved'
          : undefined;
  // What only leads into it is told by the wires.
  if (!mark) return [];
  const found = {
    of: 'node',
    key: `node ${id}`,
    id,
    mark,
    name: nodeName(is ?? was),
    moved,
    settings,
  } as const;
  return [{ ...found, ...(was && { was }), ...(is && { is }) }];
}

function settingsOf(
  was: FlowNode,
  is: FlowNode,
  changes: ReadonlySet<NodeChange>,
  surroundings: Surroundings,
): SettingChange[] {
  if (was.type !== is.type)
    return [{ path: [], name: { ko: '종류', en: 'Kind' }, was: kindName(was), is: kindName(is) }];
  return [
    ...(changes.has('label') ? [labelChange(was, is)] : []),
    ...settingChanges(is.type, was.data, is.data, surroundings),
  ];
}

function labelChange(was: FlowNode, is: FlowNode): SettingChange {
  return {
    path: ['label'],
    name: { ko: '이름', en: 'Name' },
    was: plainWords(was.data.label),
    is: plainWords(is.data.label),
  };
}

const kindName = ({ type }: FlowNode): Text => definitionOf(type)?.label ?? { ko: type, en: type };

function flowDifference(name: string, before: FlowFile, after: FlowFile): FlowDifference {
  const has = (flow: FlowFile) => (flow as unknown as Row)[name] !== undefined && Object.hasOwn(flow, name);
  const mark = !has(before) ? 'added' : !has(after) ? 'removed' : 'changed';
  return { of: 'flow', key: `flow ${name}`, id: name, mark, setting: flowSettingChange(name, before, after) };
}

const WIRE_MARKS: Readonly<Record<EdgeChange, Mark>> = {
  added: 'added',
  removed: 'removed',
  rewired: 'changed',
};

function wireDifference(
  id: string,
  change: EdgeChange,
  before: FlowFile,
  after: FlowFile,
  nodes: ReadonlyMap<string, Mark>,
): WireDifference {
  const was = change === 'added' ? undefined : before.edges.find((edge) => edge.id === id);
  const is = change === 'removed' ? undefined : after.edges.find((edge) => edge.id === id);
  const ends = [is, was].flatMap((edge) => (edge ? [edge.source, edge.target] : []));
  const along =
    ends.find((end) => nodes.get(end) === 'added' || nodes.get(end) === 'removed') ??
    (is && !was ? bridged(is, before, (end) => nodes.get(end) === 'removed') : undefined) ??
    (was && !is ? bridged(was, after, (end) => nodes.get(end) === 'added') : undefined);
  return {
    of: 'wire',
    key: `wire ${id}`,
    id,
    mark: WIRE_MARKS[change],
    ...(was && { was }),
    ...(is && { is }),
    ...(along !== undefined && { with: along }),
  };
}

/** The node between the two ends of a wire, in the version in which a node stood there. */
export function bridged(
  { source, target }: FlowEdge,
  flow: FlowFile,
  counts: (node: string) => boolean,
): string | undefined {
  const next = new Set(flow.edges.filter((edge) => edge.source === source).map((edge) => edge.target));
  return flow.edges.find((edge) => edge.target === target && next.has(edge.source) && counts(edge.source))
    ?.source;
}
