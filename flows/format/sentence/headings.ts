/** Titles over the parts of a told flow: a part whose nodes all lie in one group stands under the title of that group. */
import type { FlowFile, FlowGroup } from '../flow-file.ts';
import { groupsOf } from '../groups.ts';
import type { Line } from './sentence.ts';

/** The group of each line, where it has one; of several lines in a row, the first alone. */
export function headingsOf(
  flow: Pick<FlowFile, 'nodes' | 'groups'>,
  lines: readonly Line[],
): (FlowGroup | undefined)[] {
  const groupOf = new Map(groupsOf(flow).flatMap((group) => group.nodes.map((id) => [id, group] as const)));
  if (groupOf.size === 0) return lines.map(() => undefined);
  let last: FlowGroup | undefined;
  return lines.map((line) => {
    const groups = new Set(nodesIn(line).map((id) => groupOf.get(id)));
    const [only] = groups;
    const own = groups.size === 1 ? only : undefined;
    const heading = own === last ? undefined : own;
    last = own;
    return heading;
  });
}

function nodesIn({ parts, children }: Line): string[] {
  return [...parts.flatMap(({ node }) => node ?? []), ...children.flatMap(nodesIn)];
}
