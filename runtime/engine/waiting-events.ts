/**
 * Source events of one flow that wait for the watermark (SPEC §3), with the connections that they came by. While an event
 * waits, the log is asked to keep it readable.
 */
import type { EventLog } from './kernel/event-log.ts';
import { HEAD_WORDS, LINE_END, LINE_START } from './kernel/row-layout.ts';
import type { Rows } from './kernel/rows.ts';
import type { StateReader, StateWriter } from './kernel/state.ts';
import { WaitBuffer } from './kernel/wait-buffer.ts';

/** What waits without a connection. */
const FROM_ANYWHERE = -1;

export class WaitingEvents extends WaitBuffer {
  private readonly log: EventLog;
  /** Connections by the number that the buffer knows them by. */
  private connections: string[] = [];

  constructor(log: EventLog) {
    super();
    this.log = log;
  }

  /** By which the next event came. */
  get connection(): string | undefined {
    return this.connections[this.origin];
  }

  /** Lets a row's event wait. */
  hold(rows: Rows, row: number, connection: string | undefined): void {
    const { time, identity, bytes, head } = rows;
    const start = head[row * HEAD_WORDS + LINE_START];
    const end = head[row * HEAD_WORDS + LINE_END];
    this.add(time[row], identity[row], bytes, start, end, this.numberOf(connection));
    this.log.pin?.(identity[row]);
  }

  /** The flow is no more: nothing of it waits. */
  dispose(): void {
    this.forEachPlace((place) => this.log.unpin?.(place));
  }

  override save(out: StateWriter): void {
    out.json(this.connections);
    super.save(out);
  }

  override load(from: StateReader): void {
    this.connections = from.json() as string[];
    super.load(from);
  }

  private numberOf(connection: string | undefined): number {
    if (connection === undefined) return FROM_ANYWHERE;
    const known = this.connections.indexOf(connection);
    return known >= 0 ? known : this.connections.push(connection) - 1;
  }
}
