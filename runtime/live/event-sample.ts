/** A few of the events that flow by, so that a page can show what comes in without being sent all of it. */
import type { FlowFile } from '../../flows/format/flow-file.ts';
import type { TailEvent } from '../wire/live.ts';
import { shownEvent } from './match-tail.ts';

/** Of one flow, for one message. */
const PENDING = 20;
/** Lines of one block that are looked at. */
const LOOKED_AT = 5;
/** A larger event is not shown in the tail. */
const LONGEST = 16 * 1024;

const LF = 10;
const decoder = new TextDecoder();

export class EventSample {
  private readonly pending = new Map<string, TailEvent[]>();

  /** @param random 0 to 1: which lines of a block are looked at */
  constructor(private readonly random: () => number = Math.random) {}

  /** Looks at a block of NDJSON for the flows that somebody watches. */
  addBlock(block: Uint8Array, flows: readonly FlowFile[]): void {
    const open = flows.filter(({ id }) => this.hasRoom(id));
    if (open.length === 0) return;
    for (const line of this.someLines(block)) {
      const event = shownEvent(decoder.decode(line));
      if (!event) continue;
      for (const flow of open) if (takes(flow, event.type)) this.add(flow.id, { ...event, simulated: false });
    }
  }

  add(flow: string, event: TailEvent): void {
    if (!this.hasRoom(flow)) return;
    const events = this.pending.get(flow);
    if (events) events.push(event);
    else this.pending.set(flow, [event]);
  }

  hasRoom(flow: string): boolean {
    return (this.pending.get(flow)?.length ?? 0) < PENDING;
  }

  /** What has been gathered since the last call. */
  take(): ReadonlyMap<string, readonly TailEvent[]> {
    const taken = new Map(this.pending);
    this.pending.clear();
    return taken;
  }

  private *someLines(block: Uint8Array): Generator<Uint8Array> {
    const step = block.length / LOOKED_AT;
    let at = 0;
    for (let i = 0; i < LOOKED_AT && at < block.length; i++) {
      const end = block.indexOf(LF, at);
      const stop = end < 0 ? block.length : end;
      if (stop - at <= LONGEST) yield block.subarray(at, stop);
      const jump = Math.floor(step * (i + this.random()));
      // Into the middle of some line, then to the next one; a small block is read line by line.
      const next = jump > stop ? block.indexOf(LF, jump) : stop;
      if (next < 0) return;
      at = next + 1;
    }
  }
}

/** Whether one of the flow's sources takes events of that type (SPEC §4 event-source). */
export function takes(flow: FlowFile, type: string): boolean {
  return flow.nodes.some((node) => {
    const wanted = node.type === 'event-source' ? node.data.eventType : undefined;
    if (typeof wanted !== 'string') return false;
    return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
  });
}
