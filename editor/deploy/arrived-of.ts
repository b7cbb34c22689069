/** Which of the saves that nobody answered had arrived after all, as far as what the server has now can tell. */
import { memberOf, sameValue } from '../../flows/format/diff.ts';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { mergeFlows } from '../../flows/format/merge/merge-flows.ts';
import { isRow } from '../../nodes/kit/lenient.ts';

/**
 * The one that the newest version comes closest to, among those that are in it whole: what was saved on top of it may
 * be somebody else's. Of those that are as close, the last.
 *
 * @param unheard in the order in which they were sent
 * @param saved what all of them were drawn on
 */
export function arrivedOf(
  unheard: readonly FlowFile[],
  saved: FlowFile | null,
  newest: FlowFile,
): FlowFile | undefined {
  const now = byIds(newest);
  let closest: { readonly sent: FlowFile; readonly distance: number } | undefined;
  for (const sent of unheard) {
    const distance = apart(byIds(sent), now);
    if (closest && distance > closest.distance) continue;
    if (distance === 0 || (saved && isIn(sent, saved, newest))) closest = { sent, distance };
  }
  return closest?.sent;
}

/** Whether all that was changed from `saved` to `sent` is as it was sent. */
function isIn(sent: FlowFile, saved: FlowFile, newest: FlowFile): boolean {
  const { flow, conflicts } = mergeFlows(saved, sent, newest);
  return conflicts.length === 0 && apart(byIds(flow), byIds(newest)) === 0;
}

/** In which order two people's nodes stand is no difference here. */
function byIds(flow: FlowFile): object {
  const rows = (members: readonly { readonly id: string }[]) =>
    Object.fromEntries(members.map((member) => [member.id, member]));
  return { ...flow, nodes: rows(flow.nodes), edges: rows(flow.edges) };
}

/** In how many places two values differ. */
function apart(a: unknown, b: unknown): number {
  if (sameValue(a, b)) return 0;
  if (!isRow(a) || !isRow(b)) return 1;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].reduce((sum, name) => sum + apart(memberOf(a, name), memberOf(b, name)), 0);
}
