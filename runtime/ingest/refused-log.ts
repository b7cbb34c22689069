/** The newest events that did not get in, or came too late, with the reason: so that an operator can find them. */
import type { Text } from '../../nodes/kit/text.ts';
import type { RefusedEvent } from '../wire/rest.ts';

const KEPT = 200;
/** Characters of an event that are kept; the whole could be a megabyte. */
const SHOWN = 4096;

export interface RefusedLog {
  add(entry: {
    reason: RefusedEvent['reason'];
    message: Text;
    event: string;
    id?: string;
    flow?: string;
  }): void;
  /** Newest first. */
  list(): readonly RefusedEvent[];
}

/** A copy: a mere slice of a long text keeps the whole of it in memory. */
function cut(event: string): string {
  return event.length <= SHOWN ? event : Buffer.from(event.slice(0, SHOWN), 'utf16le').toString('utf16le');
}

export function createRefusedLog(now: () => number, onAdded: () => void): RefusedLog {
  let entries: RefusedEvent[] = [];
  return {
    add(entry) {
      const at = new Date(now()).toISOString();
      entries.push({ ...entry, at, event: cut(entry.event) });
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT);
      onAdded();
    },
    list: () => entries.slice(-KEPT).reverse(),
  };
}
