/** What a block of lines is by definition: split at line feeds, each line read by `JSON.parse`. */

import { valueAt } from '../../nodes/kit/field.ts';
import { fill } from '../../nodes/kit/text.ts';
import type { Refusal } from '../../runtime/engine/engine-types.ts';
import { timeText } from '../../runtime/engine/scan/event-time.ts';
import {
  FROM_FUTURE,
  LARGEST_EVENT,
  NO_TIME,
  type ParsedEvent,
  parseEvent,
  TOO_LARGE,
} from '../../runtime/engine/scan/parse-event.ts';

export interface ExpectedEvent {
  /** Where its line begins in the block. */
  readonly offset: number;
  readonly text: string;
  readonly event: ParsedEvent;
}

export interface ExpectedBlock {
  readonly events: readonly ExpectedEvent[];
  readonly refused: readonly Refusal[];
  readonly lines: number;
  readonly duplicates: number;
}

/** Offline an event without time is refused. */
export function expectedBlock(block: Uint8Array): ExpectedBlock {
  return blockBy(block, ({ event, ...place }) =>
    event.time === undefined ? { ...place, message: NO_TIME, id: event.id.slice(0, 200) } : undefined,
  );
}

/** Live it has the time of arrival; one from the future is refused, and one that came before is not taken. */
export function liveBlock(block: Uint8Array, now: number, seen: Set<string>): ExpectedBlock {
  const all = blockBy(block, ({ event, ...place }) =>
    event.time !== undefined && event.time > now + 60_000
      ? { ...place, message: fill(FROM_FUTURE, { time: timeText(event.time) }), id: event.id.slice(0, 200) }
      : undefined,
  );
  const events = all.events.flatMap((each) => {
    const name = JSON.stringify([each.event.source, each.event.id]);
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ ...each, event: { ...each.event, time: each.event.time ?? now } }];
  });
  return { ...all, events, duplicates: all.events.length - events.length };
}

function blockBy(
  block: Uint8Array,
  refusalOf: (read: { event: ParsedEvent; index: number; line: number }) => Refusal | undefined,
): ExpectedBlock {
  const events: ExpectedEvent[] = [];
  const refused: Refusal[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let index = 0;
  let line = 0;
  for (let start = 0; start < block.length; ) {
    const newline = block.indexOf(10, start);
    const end = newline < 0 ? block.length : newline;
    line++;
    const bytes = block.subarray(start, end);
    if (bytes.findIndex((byte) => byte !== 32 && byte !== 9 && byte !== 13) >= 0) {
      const place = { index, line };
      index++;
      if (bytes.length > LARGEST_EVENT) refused.push({ ...place, message: TOO_LARGE });
      else {
        const text = decoder.decode(bytes);
        const { event, problem, id } = { id: undefined, ...parseEvent(text) };
        const refusal = event && refusalOf({ ...place, event });
        if (!event) refused.push({ ...place, message: problem!, ...(id === undefined ? {} : { id }) });
        else if (refusal) refused.push(refusal);
        else events.push({ offset: start, text, event });
      }
    }
    start = end + 1;
  }
  return { events, refused, lines: line, duplicates: 0 };
}

/** The value at a path that flows read, as columns have it: of an object or a list only that it is one. */
export function expectedValue({ id, source, type, subject, data }: ParsedEvent, path: string): unknown {
  const envelope: Record<string, unknown> = { $id: id, $source: source, $type: type, $subject: subject };
  const value = path.startsWith('$') ? envelope[path] : valueAt(data, path);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? 'a list' : 'an object';
}
