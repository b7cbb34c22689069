/**
 * The source events that made a derived event: (time, place) pairs, each once, in order of (time, arrival), at most
 * the 100 newest (SPEC §4). The place in the log is also the order of arrival.
 */

export const MOST_CAUSES = 100;

/** Pairs laid out flat: time, place, time, place, … */
export type Causes = Float64Array;

export function oneCause(time: number, place: number): Causes {
  const causes = new Float64Array(2);
  causes[0] = time;
  causes[1] = place;
  return causes;
}

/** Puts lists together by the rule above. The lists need not be in order. */
export function mergeCauses(lists: readonly Causes[]): Causes {
  if (lists.length === 1) return lists[0];
  const pairs: { time: number; place: number }[] = [];
  for (const list of lists)
    for (let i = 0; i < list.length; i += 2) pairs.push({ time: list[i], place: list[i + 1] });
  pairs.sort((a, b) => a.time - b.time || a.place - b.place);
  const kept = pairs.filter((pair, i) => i === 0 || pair.place !== pairs[i - 1].place);
  const newest = kept.slice(-MOST_CAUSES);
  const causes = new Float64Array(newest.length * 2);
  for (const [i, pair] of newest.entries()) {
    causes[i * 2] = pair.time;
    causes[i * 2 + 1] = pair.place;
  }
  return causes;
}
