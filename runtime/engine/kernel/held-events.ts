/**
 * Events that something waits with. A source event is held as its place in the log (one number); an event that nodes
 * made or grew is held as a value, since it can't be read back from anywhere.
 *
 * A reference is a number: a place (>= 0), or -1 - index of a held value.
 */
import { valueAt } from '../scan/parse-event.ts';
import type { Causes } from './causes.ts';
import type { EventLog } from './event-log.ts';
import type { JsonWriter } from './json-writer.ts';
import type { SourceEvents } from './source-events.ts';

/** An event in the form in which it leaves the engine. */
export interface EventValue {
  readonly data: Readonly<Record<string, unknown>>;
  readonly causes: Causes;
}

export class HeldEvents {
  readonly log: EventLog;
  private readonly sources: SourceEvents;
  private readonly values: (EventValue | undefined)[] = [];
  private readonly free: number[] = [];

  constructor(log: EventLog, sources: SourceEvents) {
    this.log = log;
    this.sources = sources;
  }

  get size(): number {
    return this.values.length - this.free.length;
  }

  /** Holds a value; the log keeps its causes as long. */
  hold(value: EventValue): number {
    for (let i = 1; i < value.causes.length; i += 2) this.log.keep(value.causes[i]);
    const index = this.free.pop() ?? this.values.length;
    this.values[index] = value;
    return -1 - index;
  }

  release(ref: number): void {
    if (ref >= 0) this.log.release(ref);
    else {
      const { causes } = this.values[-1 - ref]!;
      for (let i = 1; i < causes.length; i += 2) this.log.release(causes[i]);
      this.values[-1 - ref] = undefined;
      this.free.push(-1 - ref);
    }
  }

  data(ref: number): Readonly<Record<string, unknown>> {
    return ref >= 0 ? this.sources.data(ref) : this.values[-1 - ref]!.data;
  }

  /** Writes an event's data as JSON. */
  writeData(ref: number, out: JsonWriter): void {
    if (ref >= 0) this.sources.writeData(ref, out);
    else out.value(this.values[-1 - ref]!.data);
  }

  /** The value at a field path of a held event; of its envelope only where it is a source event. */
  valueOf(ref: number, path: string): unknown {
    if (!path.startsWith('$')) return valueAt(this.data(ref), path);
    return ref < 0 ? undefined : this.sources.envelope(ref)[path.slice(1)];
  }

  /** Causes of a held value; a source event is its own cause, which its holder knows without asking. */
  causes(ref: number): Causes {
    return this.values[-1 - ref]!.causes;
  }
}
