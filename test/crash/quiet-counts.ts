/** What the flows have counted, when nothing is under way any more. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FlowCounts } from '../../runtime/wire/live.ts';
import { EndedByItself } from './killed-naru.ts';
import type { NaruClient } from './naru-client.ts';

/** Counts of each flow, without what depends on the clock. */
export type Snapshot = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Ms in which all deliveries must have come to an end. */
const DRAIN = 60_000;

export interface QuietCounts {
  readonly counts: Snapshot;
  /** What was still under way when it should not have been any more. */
  readonly unrest: string | undefined;
}

export async function quietCounts(client: NaruClient, flows: readonly string[]): Promise<QuietCounts> {
  const end = performance.now() + DRAIN;
  let before = '';
  for (;;) {
    const found = await countsOf(client, flows);
    if (!found) continue;
    const counts = Object.fromEntries(Object.entries(found).map(([id, each]) => [id, withoutClock(each)]));
    const text = JSON.stringify(counts);
    const pending = await client.total('/api/outbox?status=pending');
    const unsettled = Object.values(found).reduce((sum, each) => sum + unsettledOf(each), 0);
    // The clock alone decides these, and it is about to.
    const undecided = found['by-clock']?.nodes.gone.open ?? 0;
    if (pending + unsettled + undecided === 0 && text === before) return { counts, unrest: undefined };
    if (performance.now() > end)
      return {
        counts,
        unrest: `${pending} deliveries are still pending, ${unsettled} matches not settled, ${undecided} pings open`,
      };
    before = text;
    await pause(100);
  }
}

/** Undefined where the runtime was killed meanwhile. */
async function countsOf(
  client: NaruClient,
  flows: readonly string[],
): Promise<Record<string, FlowCounts> | undefined> {
  try {
    return await client.counts(flows);
  } catch (error) {
    if (error instanceof EndedByItself) throw error;
    await pause(20);
    return undefined;
  }
}

/** Matches whose event has not left its action yet. */
function unsettledOf({ nodes, matches }: FlowCounts): number {
  let settled = 0;
  for (const { out } of Object.values(nodes)) settled += (out.done ?? 0) + (out.failed ?? 0);
  return Math.abs(matches - settled);
}

/** `late` too: an echo, or a ping that was sent again, is late or not as it happens. */
function withoutClock({ at: _at, watermark: _watermark, late: _late, ...counts }: FlowCounts) {
  return counts;
}
