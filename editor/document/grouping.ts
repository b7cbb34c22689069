/**
 * Groups of a flow: pure operations, like operations.ts. A node is in one group at most, and a group that loses its
 * last node is gone. What changes nothing gives back the flow that it got.
 */

import { sameValue } from '../../flows/format/diff.ts';
import type { FlowFile, FlowGroup } from '../../flows/format/flow-file.ts';
import { type GroupColour, groupsOf } from '../../flows/format/groups.ts';
import { type Localized, localize } from '../../nodes/kit/text.ts';

/** A group as the clipboard carries it. */
export interface Grouped extends FlowGroup {
  /** Some of its nodes stayed behind. */
  readonly part?: true;
}

/** The flow with these groups; with none, the file does not mention them. */
function withGroups(flow: FlowFile, groups: readonly FlowGroup[]): FlowFile {
  const { groups: _, ...rest } = flow;
  return groups.length > 0 ? { ...rest, groups } : rest;
}

/** Makes a group of nodes; they leave the groups that they were in. */
export function groupNodes(flow: FlowFile, nodeIds: readonly string[]): { flow: FlowFile; id: string } {
  const there = new Set(flow.nodes.map((node) => node.id));
  const nodes = [...new Set(nodeIds)].filter((id) => there.has(id));
  if (nodes.length === 0) return { flow, id: '' };
  const { id, n } = freeGroup(groupsOf(flow));
  const others = groupsOf(putInGroup(flow, nodes, undefined));
  return {
    flow: withGroups(flow, [...others, { id, title: { ko: `묶음 ${n}`, en: `Group ${n}` }, nodes }]),
    id,
  };
}

/** The first number that no group has in its id. */
function freeGroup(groups: readonly FlowGroup[]) {
  const used = new Set(groups.map((group) => group.id));
  for (let n = 1; ; n++) {
    const id = `group${n}`;
    if (!used.has(id)) return { id, n };
  }
}

/** Takes groups away; their nodes stay. */
export function ungroup(flow: FlowFile, groupIds: readonly string[]): FlowFile {
  const groups = groupsOf(flow);
  const kept = groups.filter((group) => !groupIds.includes(group.id));
  return kept.length === groups.length ? flow : withGroups(flow, kept);
}

/** The groups of which all nodes are among these. */
export function wholeGroups(flow: FlowFile, nodeIds: readonly string[]): FlowGroup[] {
  const wanted = new Set(nodeIds);
  return groupsOf(flow).filter((group) => group.nodes.every((id) => wanted.has(id)));
}

/** Whether any of these is in a group. */
export function groupOfAny(flow: FlowFile, nodeIds: readonly string[]): boolean {
  return groupsOf(flow).some((group) => group.nodes.some((id) => nodeIds.includes(id)));
}

/** What "ungroup" means for a selection: whole groups are taken apart; without any, the nodes leave theirs. */
export function ungroupNodes(flow: FlowFile, nodeIds: readonly string[]): FlowFile {
  const whole = wholeGroups(flow, nodeIds);
  return whole.length > 0
    ? ungroup(
        flow,
        whole.map(({ id }) => id),
      )
    : putInGroup(flow, nodeIds, undefined);
}

/** Puts nodes into a group, or out of any (`undefined`). */
export function putInGroup(
  flow: FlowFile,
  nodeIds: readonly string[],
  groupId: string | undefined,
): FlowFile {
  const groups = groupsOf(flow);
  const there = new Set(flow.nodes.map((node) => node.id));
  const moving = new Set(nodeIds.filter((id) => there.has(id)));
  if (groupId !== undefined && !groups.some((group) => group.id === groupId)) return flow;
  let changed = false;
  const next = groups.map((group) => {
    const stays = group.nodes.filter((id) => !moving.has(id));
    const nodes = group.id === groupId ? [...stays, ...moving] : stays;
    if (nodes.length === group.nodes.length && nodes.every((id) => group.nodes.includes(id))) return group;
    changed = true;
    return { ...group, nodes };
  });
  return changed
    ? withGroups(
        flow,
        next.filter((group) => group.nodes.length > 0),
      )
    : flow;
}

export function setGroup(
  flow: FlowFile,
  groupId: string,
  parts: { readonly title?: Localized; readonly colour?: GroupColour },
): FlowFile {
  const groups = groupsOf(flow);
  const at = groups.findIndex((group) => group.id === groupId);
  const group = groups[at];
  if (!group) return flow;
  const next = { ...group, ...parts };
  const same = sameValue(next.title, group.title) && next.colour === group.colour;
  return same ? flow : withGroups(flow, groups.with(at, next));
}

/** After nodes are gone. */
export function withoutMembers(flow: FlowFile, gone: ReadonlySet<string>): FlowFile {
  if (flow.groups === undefined) return flow;
  const groups = groupsOf(flow);
  const touched = Array.isArray(flow.groups)
    ? flow.groups.some((group: unknown) => namesAny(group, gone))
    : false;
  return touched ? withGroups(flow, groups) : flow;
}

function namesAny(group: unknown, ids: ReadonlySet<string>): boolean {
  const nodes = (group as Partial<FlowGroup> | null)?.nodes;
  return Array.isArray(nodes) && nodes.some((id) => ids.has(id));
}

/** The groups that go along with nodes; of which some nodes stay behind, with a mark. */
export function groupsOfFragment(flow: FlowFile, wanted: ReadonlySet<string>): Grouped[] {
  return groupsOf(flow).flatMap((group) => {
    const nodes = group.nodes.filter((id) => wanted.has(id));
    if (nodes.length === 0) return [];
    return [nodes.length === group.nodes.length ? group : { ...group, nodes, part: true as const }];
  });
}

/**
 * Groups of nodes that were put in: a whole one comes as a group of its own; nodes of a part go into the group that
 * they were taken from where it is still there, as they do who are copied beside their neighbours.
 *
 * @param renamed the new ids of the nodes
 */
export function groupsOfInserted(
  flow: FlowFile,
  carried: readonly Grouped[],
  renamed: ReadonlyMap<string, string>,
): FlowFile {
  let next = flow;
  for (const { part, ...group } of carried) {
    const nodes = group.nodes.flatMap((id) => renamed.get(id) ?? []);
    if (nodes.length === 0) continue;
    const groups = groupsOf(next);
    if (!part) {
      next = withGroups(next, [...groups, { ...group, id: freeGroup(groups).id, nodes }]);
      continue;
    }
    const home = groups.find(({ id, title }) => id === group.id && sameTitle(title, group.title));
    if (home) next = putInGroup(next, nodes, home.id);
  }
  return next;
}

function sameTitle(a: Localized, b: Localized): boolean {
  return localize(a, 'ko') === localize(b, 'ko') && localize(a, 'en') === localize(b, 'en');
}
