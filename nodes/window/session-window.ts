/**
 * session: an event joins the key's session when its distance to some event of it is < gap; sessions that meet are
 * merged; a session ends at its last event's time + gap (SPEC §4). A late event that joins no open session, and whose
 * own would be over, is too late for the node.
 *
 * The end moves with each event that joins, but a session has one timer: when it fires too early it is set again, in
 * the place that the last setting would have had.
 */
import { grown } from '../../runtime/engine/kernel/grow.ts';
import { ofLength, type StateReader, type StateWriter } from '../../runtime/engine/kernel/state.ts';
import { parseDuration } from '../kit/duration.ts';
import type { WindowConfig } from './definition.ts';
import { RecordWindow } from './record-window.ts';

const NONE = -1;

export class SessionWindow extends RecordWindow {
  private readonly gap: number;
  /** How much later the sessions that were taken over end. */
  private readonly later: number = 0;
  private firsts = new Float64Array(64);
  private lasts = new Float64Array(64);
  /** The order of setting of the timer that lies in the queue, and of the last one that was meant. */
  private queuedSeq = new Float64Array(64);
  private meantSeq = new Float64Array(64);
  private queuedDue = new Float64Array(64);

  constructor(config: WindowConfig, before?: SessionWindow) {
    super(config, before);
    const shape = config.window as Extract<WindowConfig['window'], { kind: 'session' }>;
    this.gap = parseDuration(shape.gap)!;
    if (!before) return;
    this.later = this.gap - before.gap;
    this.firsts = before.firsts;
    this.lasts = before.lasts;
    this.queuedSeq = before.queuedSeq;
    this.meantSeq = before.meantSeq;
    this.queuedDue = before.queuedDue;
  }

  /** By another gap sessions end at other times. None meet then: a key has no second one before the first is over. */
  override settleIn(): void {
    super.settleIn();
    const { later, queuedDue } = this;
    if (later === 0) return;
    this.context.shiftTimers(later);
    for (let record = 0; record < queuedDue.length; record++) queuedDue[record] += later;
  }

  process(row: number): void {
    const symbol = this.keyOf(row);
    if (symbol < 0) return;
    const time = this.context.rows.time[row];
    const slot = this.keys.find(symbol);
    let record = this.joined(slot, time);
    if (record < 0) {
      if (this.context.now() > time + this.gap - 1) {
        this.isTooLate(row);
        return;
      }
      record = this.openSession(slot >= 0 ? slot : this.keys.add(symbol), time);
    }
    this.firsts[record] = Math.min(this.firsts[record], time);
    this.lasts[record] = Math.max(this.lasts[record], time);
    this.records.add(record, row);
    this.setTimer(record);
    if (this.config.emit !== 'close') this.look(record, time);
  }

  /** The session that the event joins, after merging all that it joins; -1 where there is none. */
  private joined(slot: number, time: number): number {
    let joined = NONE;
    for (let record = this.firstOfKey(slot); record >= 0; ) {
      const next = this.nextOfKey[record];
      if (time > this.firsts[record] - this.gap && time < this.lasts[record] + this.gap) {
        if (joined < 0) joined = record;
        else this.merge(joined, record);
      }
      record = next;
    }
    return joined;
  }

  private merge(into: number, from: number): void {
    this.firsts[into] = Math.min(this.firsts[into], this.firsts[from]);
    this.lasts[into] = Math.max(this.lasts[into], this.lasts[from]);
    this.fired[into] |= this.fired[from];
    this.unlink(from);
    this.ended(from);
    this.records.merge(into, from);
  }

  private openSession(slot: number, time: number): number {
    const record = this.openRecord(slot);
    this.firsts[record] = time;
    this.lasts[record] = time;
    this.queuedSeq[record] = NONE;
    return record;
  }

  protected growBeside(record: number): void {
    this.firsts = grown(this.firsts, record + 1);
    this.lasts = grown(this.lasts, record + 1);
    this.queuedSeq = grown(this.queuedSeq, record + 1);
    this.meantSeq = grown(this.meantSeq, record + 1);
    this.queuedDue = grown(this.queuedDue, record + 1);
  }

  protected startOf(record: number): number {
    return this.firsts[record];
  }

  protected endOf(record: number): number {
    return this.lasts[record] + this.gap;
  }

  /** The session is gone, with its timer; the next event starts a new one. */
  protected reset(record: number): void {
    this.forget(record);
  }

  protected ended(record: number): void {
    this.queuedSeq[record] = NONE;
  }

  override save(out: StateWriter): void {
    super.save(out);
    for (const each of [this.firsts, this.lasts, this.queuedSeq, this.meantSeq, this.queuedDue])
      out.array(each, this.records.limit);
  }

  override load(from: StateReader): void {
    super.load(from);
    const next = () => ofLength(from.float64(), this.records.limit);
    this.firsts = next();
    this.lasts = next();
    this.queuedSeq = next();
    this.meantSeq = next();
    this.queuedDue = next();
  }

  private setTimer(record: number): void {
    if (this.queuedSeq[record] >= 0) {
      this.meantSeq[record] = this.context.nextSeq();
      return;
    }
    this.queuedDue[record] = this.endOf(record) - 1;
    this.queuedSeq[record] = this.context.setTimer(this.queuedDue[record], record);
    this.meantSeq[record] = this.queuedSeq[record];
  }

  fire(record: number, seq: number): void {
    if (this.queuedSeq[record] !== seq) return;
    const due = this.endOf(record) - 1;
    if (due > this.queuedDue[record] || this.meantSeq[record] !== seq) {
      this.queuedDue[record] = due;
      this.queuedSeq[record] = this.context.setTimer(due, record, this.meantSeq[record]);
    } else this.close(record);
  }
}
