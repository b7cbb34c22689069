/**
 * Groups: nodes that belong together, in a box with a title. They say nothing to the engine, so what is wrong with
 * them is at most a hint and is passed over; a flow is never refused for them.
 */

import type { Fault } from '../../nodes/kit/fault.ts';
import { korean } from '../../nodes/kit/korean.ts';
import { isRow, type Row, rowsOf, textOf } from '../../nodes/kit/lenient.ts';
import type { Localized } from '../../nodes/kit/text.ts';
import type { FlowFile, FlowGroup } from './flow-file.ts';

export const GROUP_COLOURS = ['grey', 'blue', 'teal', 'violet', 'orange', 'yellow'] as const;
export type GroupColour = (typeof GROUP_COLOURS)[number];

/** More boxes than this are not drawn: a flow has at most 500 nodes. */
const MOST = 500;

/**
 * The groups of a flow as they can be drawn: each node in one group at most (the first that names it), only nodes that
 * there are, no group without nodes. What a file says beyond that stays in the file.
 */
export function groupsOf(flow: Pick<FlowFile, 'nodes' | 'groups'>): FlowGroup[] {
  const groups: unknown = flow.groups;
  if (!Array.isArray(groups) || groups.length === 0) return [];
  const free = new Set(flow.nodes.map((node) => node.id));
  const ids = new Set<string>();
  const found: FlowGroup[] = [];
  for (const row of rowsOf(groups).slice(0, MOST)) {
    const id = textOf(row.id);
    if (id === '' || ids.has(id)) continue;
    const nodes = membersOf(row).filter((node) => free.delete(node));
    if (nodes.length === 0) continue;
    ids.add(id);
    found.push({ ...row, id, title: titleOf(row.title), nodes } as FlowGroup);
  }
  return found;
}

function membersOf(row: Row): string[] {
  return Array.isArray(row.nodes) ? row.nodes.filter((id) => typeof id === 'string') : [];
}

function titleOf(title: unknown): Localized {
  if (typeof title === 'string') return title;
  if (!isRow(title)) return '';
  return Object.fromEntries(
    Object.entries(title).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Another colour than these is drawn in grey, and the file keeps its word. */
export function knownColour(group: FlowGroup): GroupColour {
  return GROUP_COLOURS.find((colour) => colour === group.colour) ?? 'grey';
}

/** Hints for what of the groups cannot be drawn. @param known the ids of the flow's nodes */
export function groupHints(groups: unknown, known: ReadonlySet<string>): Fault[] {
  if (groups === undefined) return [];
  if (!Array.isArray(groups)) return [hint('groups', NOT_A_LIST)];
  const taken = new Set<string>();
  const hints: Fault[] = [];
  for (const [i, row] of groups.entries()) {
    const at = `groups.${i}`;
    if (!isRow(row) || textOf(row.id) === '' || !Array.isArray(row.nodes)) {
      hints.push(hint(at, NO_GROUP));
      continue;
    }
    for (const id of membersOf(row)) {
      if (!known.has(id)) hints.push(hint(`${at}.nodes`, NO_NODE(id)));
      else if (taken.has(id)) hints.push(hint(`${at}.nodes`, TWICE(id)));
      taken.add(id);
    }
  }
  return hints.slice(0, MOST);
}

const NOT_A_LIST = {
  ko: '묶음(groups)이 목록이 아니어서 그리지 않았습니다. [{id, title, nodes}] 형태로 적으세요.',
  en: 'The groups are no list and are not drawn. Write [{id, title, nodes}].',
};
const NO_GROUP = {
  ko: '이 묶음에는 id와 nodes 목록이 있어야 합니다. 그리지 않았습니다.',
  en: 'A group needs an id and a list of nodes. This one is not drawn.',
};
const NO_NODE = (id: string) => ({
  ko: korean`묶음에 적힌 노드 ‘${short(id)}’이(가) 흐름에 없습니다. 그 노드는 빼고 그립니다.`,
  en: `A group names the node “${short(id)}”, but the flow has none. The group is drawn without it.`,
});
const TWICE = (id: string) => ({
  ko: korean`노드 ‘${short(id)}’이(가) 묶음에 두 번 적혀 있습니다. 처음 것만 따릅니다.`,
  en: `The node “${short(id)}” is in groups twice. The first one counts.`,
});

const short = (id: string) => id.slice(0, 64);

function hint(field: string, message: Fault['message']): Fault {
  return { severity: 'hint', code: 'group', field, message };
}
