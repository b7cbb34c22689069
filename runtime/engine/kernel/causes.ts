/**
 * The source events that made a derived event: (time, place) pairs, each once, in order of (time, arrival), at most
 * the 100 newest (SPEC §4). The place in the log is also the order of arrival.
 */

export const MOST_CAUSES = 100;

/** Pairs laid out flat: time, place, time, place, … A plain list, since most are short, and those are made fastest. */
export type Causes = readonly number[];

export function oneCause(time: number, place: number): Causes {
  return [time, place];
}

/** Puts lists together by the rule above. The lists need not be in order. */
export function mergeCauses(lists: readonly Causes[]): Causes {
  if (lists.length === 1) return lists[0];
  const merged = new CauseList();
  for (const list of lists) for (let i = 0; i < list.length; i += 2) merged.add(list[i], list[i + 1]);
  return merged.newest();
}

/**
 * A list that causes are put into one by one, each to where it belongs. They mostly come in order, where that costs
 * nothing.
 */
export class CauseList {
  private readonly pairs: number[] = [];

  add(time: number, place: number): void {
    const { pairs } = this;
    let at = pairs.length;
    while (at > 0 && isBefore(time, place, pairs[at - 2], pairs[at - 1])) at -= 2;
    if (at > 0 && pairs[at - 1] === place && pairs[at - 2] === time) return;
    if (at === pairs.length) pairs.push(time, place);
    else if (at === 0) pairs.unshift(time, place);
    else pairs.splice(at, 0, time, place);
    if (pairs.length > MOST_CAUSES * 2) pairs.splice(0, 2);
  }

  addAll(causes: Causes): void {
    for (let i = 0; i < causes.length; i += 2) this.add(causes[i], causes[i + 1]);
  }

  /** What was added, by the rule above. The list is not to be used any more. */
  newest(): Causes {
    return this.pairs;
  }
}

function isBefore(time: number, place: number, otherTime: number, otherPlace: number): boolean {
  return time < otherTime || (time === otherTime && place < otherPlace);
}
