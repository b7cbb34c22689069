/** For how many events that really arrived each row is the first that fits. */
import { conditionOf } from '../../../nodes/kit/condition-check.ts';
import { conditionHolds } from '../../../nodes/kit/condition-holds.ts';
import { rowOf } from '../../../nodes/kit/lenient.ts';
import type { TrialEvent } from '../../../runtime/wire/trial.ts';
import { valueAt } from '../../samples/samples.ts';

export function rowHits(rows: readonly unknown[], events: readonly TrialEvent[]): readonly number[] {
  const hits = rows.map(() => 0);
  if (events.length === 0) return hits;
  const conditions = rows.map((row) => conditionOf(rowOf(row).when));
  for (const event of events) {
    const resolve = (path: string) => (path === '$time' ? Date.parse(event.time) : valueAt(event, path));
    const first = conditions.findIndex((condition) => condition && conditionHolds(condition, resolve));
    if (first >= 0) hits[first]++;
  }
  return hits;
}
