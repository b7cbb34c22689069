/** Nodes, edges and groups are found by their ids: of two with the same one the later. */
export function byId<Member extends { readonly id: string }>(
  members: readonly Member[],
): Map<string, Member> {
  return new Map(members.map((member) => [member.id, member]));
}
