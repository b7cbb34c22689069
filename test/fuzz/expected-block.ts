/** What a block of lines is by definition: split at line feeds, each line read by `JSON.parse`. */
import type { Refusal } from '../../runtime/engine/engine-types.ts';
import {
  LARGEST_EVENT,
  NO_TIME,
  type ParsedEvent,
  parseEvent,
  TOO_LARGE,
  valueAt,
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
}

/** @param isOffline whether an event without time is refused */
export function expectedBlock(block: Uint8Array, isOffline: boolean): ExpectedBlock {
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
        if (!event) refused.push({ ...place, message: problem!, ...(id === undefined ? {} : { id }) });
        else if (isOffline && event.time === undefined)
          refused.push({ ...place, message: NO_TIME, id: event.id.slice(0, 200) });
        else events.push({ offset: start, text, event });
      }
    }
    start = end + 1;
  }
  return { events, refused, lines: line };
}

/** The value at a path that flows read, as columns have it: of an object or a list only that it is one. */
export function expectedValue({ id, source, type, subject, data }: ParsedEvent, path: string): unknown {
  const envelope: Record<string, unknown> = { $id: id, $source: source, $type: type, $subject: subject };
  const value = path.startsWith('$') ? envelope[path] : valueAt(data, path);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? 'a list' : 'an object';
}
