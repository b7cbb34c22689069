/** Merges lists whose members have ids: member by member, in an order that both sides know again. */
import { byId } from '../by-id.ts';
import { isReordered } from '../diff.ts';

interface Member {
  readonly id: string;
}

/** One member of three versions; `undefined` where a version does not have it. Gives what stays of it. */
export type MergeOne<M> = (base: M | undefined, mine: M | undefined, theirs: M | undefined) => M | undefined;

/** Gives back `mine` itself where nothing came of the others. */
export function mergeMembers<M extends Member>(
  base: readonly M[],
  mine: readonly M[],
  theirs: readonly M[],
  mergeOne: MergeOne<M>,
): readonly M[] {
  const [was, here, there] = [byId(base), byId(mine), byId(theirs)];
  const kept = new Map<string, M>();
  for (const id of new Set([...here.keys(), ...there.keys()])) {
    const merged = mergeOne(was.get(id), here.get(id), there.get(id));
    if (merged) kept.set(id, merged);
  }
  const order = mergedOrder([...was.keys()], [...here.keys()], [...there.keys()]);
  const members = order.flatMap((id) => kept.get(id) ?? []);
  const same = members.length === mine.length && members.every((member, i) => member === mine[i]);
  return same ? mine : members;
}

/** The order of theirs, unless it was changed here; what the other side added comes behind what it stood behind. */
function mergedOrder(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const [lead, other] = isReordered(base, mine) ? [mine, theirs] : [theirs, mine];
  const order = [...lead];
  const [placed, known] = [new Set(lead), new Set(other)];
  let before: string | undefined;
  for (const id of other) {
    if (!placed.has(id)) {
      let at = before === undefined ? 0 : order.indexOf(before) + 1;
      while (at < order.length && !known.has(order[at])) at++;
      order.splice(at, 0, id);
      placed.add(id);
    }
    before = id;
  }
  return order;
}
