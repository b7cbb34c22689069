/** For how many events that really arrived each row is the first that fits. */
import { readerOf } from '../../../nodes/derive/in-order.ts';
import { conditionOf } from '../../../nodes/kit/condition-check.ts';
import { conditionHolds } from '../../../nodes/kit/condition-holds.ts';
import { rowOf } from '../../../nodes/kit/lenient.ts';
import type { TrialEvent } from '../../../runtime/wire/trial.ts';

export function rowHits(rows: readonly unknown[], events: readonly TrialEvent[]): readonly number[] {
  const hits = rows.map(() => 0);
  if (events.length === 0) return hits;
  const conditions = rows.map((row) => conditionOf(rowOf(row).when));
  for (const event of events) {
    const read = readerOf(event.data, event, Date.parse(event.time));
    const first = conditions.findIndex((condition) => condition && conditionHolds(condition, read));
    if (first >= 0) hits[first]++;
  }
  return hits;
}
