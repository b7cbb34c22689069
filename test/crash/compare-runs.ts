/** What a disturbed run must have in common with an undisturbed one, said in sentences where it has not. */

import type { RunOutcome } from './crash-run.ts';
import type { ReceivedMatch } from './hook-receiver.ts';
import type { Snapshot } from './quiet-counts.ts';

const SHOWN = 12;

/** @returns what is wrong with `run`; empty where nothing is */
export function differences(run: RunOutcome, undisturbed: RunOutcome): string[] {
  return [
    ...run.forgotten,
    ...countsDiffer(run, undisturbed),
    ...hooksDiffer(run, undisturbed),
    ...listDiffers('records', run.records.map(recordText), undisturbed.records.map(recordText)),
    ...listDiffers('rows of the table', run.rows.map(rowText), undisturbed.rows.map(rowText)),
    ...outboxDiffers(run),
  ];
}

function countsDiffer(run: RunOutcome, undisturbed: RunOutcome): string[] {
  const faults: string[] = [];
  for (const [when, snapshot] of Object.entries(run.snapshots))
    faults.push(
      ...snapshotDiffers(
        when,
        snapshot,
        undisturbed.snapshots[when] ?? undisturbed.snapshots['after the pings'],
      ),
    );
  return faults.slice(0, 3 * SHOWN);
}

export function snapshotDiffers(when: string, got: Snapshot, expected: Snapshot): string[] {
  const faults: string[] = [];
  const compare = (path: string, a: unknown, b: unknown) => {
    if (isObject(a) && isObject(b))
      for (const name of new Set([...Object.keys(a), ...Object.keys(b)]))
        compare(`${path}.${name}`, a[name], b[name]);
    else if (a !== b) faults.push(`${when}: ${path} is ${a}, not ${b}`);
  };
  for (const flow of Object.keys(expected)) compare(flow, got[flow], expected[flow]);
  return faults;
}

function hooksDiffer({ received }: RunOutcome, undisturbed: RunOutcome): string[] {
  const faults: string[] = [];
  const idOf = new Map<string, string>();
  const contentOf = new Map<string, string>();
  for (const { id, match } of received) {
    const content = matchText(match);
    if ((idOf.get(content) ?? id) !== id) faults.push(`one match under two ids: ${content}`);
    if ((contentOf.get(id) ?? content) !== content) faults.push(`two matches under the id ${id}: ${content}`);
    idOf.set(content, id);
    contentOf.set(id, content);
  }
  const taken = new Set(received.flatMap(({ id, taken }) => (taken ? [id] : [])));
  const expected = new Map(undisturbed.received.map(({ id, match }) => [id, matchText(match)]));
  for (const [id, content] of expected) {
    if (!taken.has(id)) faults.push(`never delivered: ${id} ${content}`);
    else if (contentOf.get(id) !== content)
      faults.push(`delivered otherwise: ${contentOf.get(id)}, not ${content}`);
  }
  for (const id of taken)
    if (!expected.has(id)) faults.push(`delivered, but never found: ${id} ${contentOf.get(id)}`);
  return [...faults.slice(0, SHOWN), ...outOfOrder(received).slice(0, SHOWN)];
}

/** Of one node and key the first that is taken of each match comes in the order in which they were found. */
function outOfOrder(received: RunOutcome['received']): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  const latest = new Map<string, string>();
  for (const { id, match, taken } of received) {
    if (!taken || seen.has(id)) continue;
    seen.add(id);
    const lane = JSON.stringify([match.flow, match.node, match.key]);
    const before = latest.get(lane);
    if (before !== undefined && before > match.time)
      faults.push(`out of order: ${lane} at ${match.time} after ${before}`);
    latest.set(lane, match.time);
  }
  return faults;
}

function outboxDiffers({ outbox }: RunOutcome): string[] {
  const ids = new Set(outbox.map(({ id }) => id));
  const faults =
    ids.size === outbox.length ? [] : [`the outbox shows ${outbox.length - ids.size} deliveries twice`];
  for (const { id, status, reason } of outbox)
    if (status !== 'delivered') faults.push(`delivery ${id} is ${status}: ${reason}`);
  return faults.slice(0, SHOWN);
}

function listDiffers(what: string, got: readonly string[], expected: readonly string[]): string[] {
  const count = (texts: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    return counts;
  };
  const [has, should] = [count(got), count(expected)];
  const faults: string[] = [];
  for (const text of new Set([...has.keys(), ...should.keys()])) {
    const [a, b] = [has.get(text) ?? 0, should.get(text) ?? 0];
    if (a !== b) faults.push(`${what}: ${a} times instead of ${b}: ${text}`);
  }
  const more = faults.length - SHOWN;
  return more > 0 ? [...faults.slice(0, SHOWN), `${what}: and ${more} more`] : faults;
}

const matchText = ({ flow, node, time, key, data, causes }: ReceivedMatch) =>
  JSON.stringify([flow, node, time, key, data, causes]);

/** What the clock decides has the time of its ping, which is another in each run. */
function recordText({
  kind,
  flow,
  node,
  title,
  key,
  time,
  causes,
  data,
}: RunOutcome['records'][number]): string {
  if (flow === 'by-clock') return JSON.stringify([kind, flow, node, title, key]);
  return JSON.stringify([kind, flow, node, title, key, time, causes, data]);
}

const rowText = ({ row }: RunOutcome['rows'][number]) => JSON.stringify(row);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
