/** What stands in source events, read back by their place in the log. */
import type { EventLog } from './event-log.ts';
import type { JsonWriter } from './json-writer.ts';
import { decodeEvent } from './rows.ts';

export interface SourceEvents {
  id(place: number): string;
  data(place: number): Readonly<Record<string, unknown>>;
  envelope(place: number): Readonly<Record<string, unknown>>;
  /** Its JSON as it came. */
  text(place: number): string;
  /** A match begins to be written: until the next one what was found of an event is still where it was. */
  beginMatch(): void;
  writeId(place: number, out: JsonWriter): void;
  writeData(place: number, out: JsonWriter): void;
}

/** Reads events back by `JSON.parse`: right for every event, and slow. */
export class ParsedEvents implements SourceEvents {
  private readonly log: EventLog;

  constructor(log: EventLog) {
    this.log = log;
  }

  text(place: number): string {
    const { bytes, start, end } = this.log.read(place);
    return decodeEvent(bytes, start, end);
  }

  envelope(place: number): Readonly<Record<string, unknown>> {
    return JSON.parse(this.text(place)) as Record<string, unknown>;
  }

  id(place: number): string {
    return this.envelope(place).id as string;
  }

  data(place: number): Readonly<Record<string, unknown>> {
    return (this.envelope(place).data ?? {}) as Record<string, unknown>;
  }

  beginMatch(): void {}

  writeId(place: number, out: JsonWriter): void {
    out.value(this.id(place));
  }

  writeData(place: number, out: JsonWriter): void {
    out.value(this.data(place));
  }
}
