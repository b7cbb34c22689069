/** Nodes as the text that the system's clipboard carries. */
import type { FlowGroup } from '../../flows/format/flow-file.ts';
import { groupsOf } from '../../flows/format/groups.ts';
import { isDeeperThan, LIMITS } from '../../flows/format/limits.ts';
import { isRow, rowsOf, textsOf } from '../../nodes/kit/lenient.ts';
import type { Grouped } from '../document/grouping.ts';
import type { Fragment } from '../document/operations.ts';

const MARK = 'naru/nodes';

export function fragmentText(fragment: Fragment): string {
  return JSON.stringify({ format: MARK, ...fragment }, null, 2);
}

/** The nodes of a text that `fragmentText` wrote; anything else is none. What is malformed is left out. */
export function readFragment(text: string): Fragment | undefined {
  if (!text.includes(MARK) || text.length > LIMITS.bytes) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRow(value) || value.format !== MARK || isDeeperThan(value, LIMITS.depth)) return undefined;
  if (rowsOf(value.nodes).length > LIMITS.nodes || rowsOf(value.edges).length > LIMITS.edges)
    return undefined;
  const nodes = rowsOf(value.nodes).flatMap(({ id, type, position, data }) => {
    if (typeof id !== 'string' || typeof type !== 'string' || !isRow(position)) return [];
    const { x, y } = position;
    if (!Number.isFinite(x) || !Number.isFinite(y) || typeof x !== 'number' || typeof y !== 'number')
      return [];
    return [{ id, type, position: { x, y }, data: isRow(data) ? data : {} }];
  });
  const edges = rowsOf(value.edges).flatMap(({ id, source, target, sourceHandle, targetHandle }) => {
    if (typeof id !== 'string' || typeof source !== 'string' || typeof target !== 'string') return [];
    return [
      {
        id,
        source,
        target,
        ...(typeof sourceHandle === 'string' ? { sourceHandle } : {}),
        ...(typeof targetHandle === 'string' ? { targetHandle } : {}),
      },
    ];
  });
  const groups = groupsIn(value.groups);
  return nodes.length > 0 ? { nodes, edges, ...(groups.length > 0 ? { groups } : {}) } : undefined;
}

function groupsIn(value: unknown): Grouped[] {
  const parts = new Set(rowsOf(value).flatMap(({ id, part }) => (part === true ? [id] : [])));
  const named = rowsOf(value).flatMap(({ nodes }) => textsOf(nodes));
  const read = groupsOf({
    nodes: named.map((id) => ({ id, type: '', position: { x: 0, y: 0 }, data: {} })),
    groups: value as FlowGroup[],
  });
  return read.map(({ id, title, nodes, colour }) => ({
    id,
    title,
    nodes,
    ...(typeof colour === 'string' ? { colour } : {}),
    ...(parts.has(id) ? { part: true as const } : {}),
  }));
}
