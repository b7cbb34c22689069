/** The source events behind what a trial shows: found again among the lines that were put in. */
import { isRow, type Row } from '../../nodes/kit/lenient.ts';
import type { Trial, TrialEvent } from '../wire/trial.ts';

/** Causes of one event that are looked for, and the bytes of all that are sent. */
const CAUSES = 10;
const MOST_BYTES = 512 * 1024;

/** An event that came in from outside is its own only cause, and is shown already. */
export function sourceEvents(
  { arrived, left }: Pick<Trial, 'arrived' | 'left'>,
  lines: Iterable<string>,
): TrialEvent[] {
  const wanted = new Set<string>();
  for (const { event, causes = [] } of [...arrived, ...left])
    if (causes.length !== 1 || causes[0] !== event.id) for (const id of causes.slice(-CAUSES)) wanted.add(id);
  if (wanted.size === 0) return [];
  const found: TrialEvent[] = [];
  let bytes = 0;
  for (const line of lines) {
    const event = JSON.parse(line) as Row;
    if (!wanted.has(event.id as string)) continue;
    bytes += line.length;
    if (bytes > MOST_BYTES) break;
    found.push(sourceEvent(event));
  }
  return found;
}

function sourceEvent({ id, type, source, time, subject, data }: Row): TrialEvent {
  return {
    id: String(id),
    type: String(type),
    source: String(source),
    time: String(time),
    ...(typeof subject === 'string' && { subject }),
    data: isRow(data) ? data : {},
  };
}
