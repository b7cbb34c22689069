/**
 * session: an event joins the key's session when its distance to some event of it is < gap; sessions that meet are
 * merged; a session ends at its last event's time + gap (SPEC §4). A late event that joins no open session, and whose
 * own would be over, is too late for the node.
 *
 * The end moves with each event that joins, but a session has one timer: when it fires too early it is set again, in
 * the place that the last setting would have had.
 */
import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { parseDuration } from '../kit/duration.ts';
import { Accumulators } from './accumulators.ts';
import type { WindowConfig } from './definition.ts';
import { WindowBase } from './window-base.ts';
import type { WindowContents } from './window-contents.ts';

const NONE = -1;

export class SessionWindow extends WindowBase implements WindowContents {
  private readonly gap: number;
  private readonly records: Accumulators;
  private firsts = new Float64Array(64);
  private lasts = new Float64Array(64);
  private slots = new Int32Array(64);
  private nextOfKey = new Int32Array(64);
  private fired = new Uint8Array(64);
  /** The order of setting of the timer that lies in the queue, and of the last one that was meant. */
  private queuedSeq = new Float64Array(64);
  private meantSeq = new Float64Array(64);
  private queuedDue = new Float64Array(64);
  private firstOfKey = new Int32Array(64).fill(NONE);

  keySymbol = 0;
  start = 0;
  end = 0;
  private record = 0;

  constructor(config: WindowConfig) {
    super(config);
    const shape = config.window as Extract<WindowConfig['window'], { kind: 'session' }>;
    this.gap = parseDuration(shape.gap)!;
    this.records = new Accumulators(config);
  }

  override bind(context: OperatorContext): void {
    super.bind(context);
    this.records.bind(context, this.keyColumns);
  }

  process(row: number): void {
    const symbol = this.keyOf(row);
    if (symbol < 0) return;
    const time = this.context.rows.time[row];
    let slot = this.keys.find(symbol);
    let record = slot >= 0 ? this.joined(slot, time) : NONE;
    if (record < 0) {
      if (this.context.now() > time + this.gap - 1) {
        this.tooLate++;
        return;
      }
      if (slot < 0) slot = this.keys.add(symbol);
      record = this.openSession(slot, time);
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
    for (let record = this.firstOfKey[slot]; record >= 0; ) {
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
    this.queuedSeq[from] = NONE;
    this.records.merge(into, from);
  }

  private openSession(slot: number, time: number): number {
    const record = this.records.create();
    if (record >= this.firsts.length) this.grow(record);
    if (slot >= this.firstOfKey.length) {
      const length = this.firstOfKey.length;
      this.firstOfKey = grown(this.firstOfKey, slot + 1).fill(NONE, length);
    }
    this.firsts[record] = time;
    this.lasts[record] = time;
    this.slots[record] = slot;
    this.fired[record] = 0;
    this.queuedSeq[record] = NONE;
    this.nextOfKey[record] = this.firstOfKey[slot];
    this.firstOfKey[slot] = record;
    return record;
  }

  private grow(record: number): void {
    this.firsts = grown(this.firsts, record + 1);
    this.lasts = grown(this.lasts, record + 1);
    this.slots = grown(this.slots, record + 1);
    this.nextOfKey = grown(this.nextOfKey, record + 1);
    this.fired = grown(this.fired, record + 1);
    this.queuedSeq = grown(this.queuedSeq, record + 1);
    this.meantSeq = grown(this.meantSeq, record + 1);
    this.queuedDue = grown(this.queuedDue, record + 1);
  }

  private setTimer(record: number): void {
    if (this.queuedSeq[record] >= 0) {
      this.meantSeq[record] = this.context.nextSeq();
      return;
    }
    this.queuedDue[record] = this.lasts[record] + this.gap - 1;
    this.queuedSeq[record] = this.context.setTimer(this.queuedDue[record], record);
    this.meantSeq[record] = this.queuedSeq[record];
  }

  fire(record: number, seq: number): void {
    if (this.queuedSeq[record] !== seq) return;
    const due = this.lasts[record] + this.gap - 1;
    if (due > this.queuedDue[record] || this.meantSeq[record] !== seq) {
      this.queuedDue[record] = due;
      this.queuedSeq[record] = this.context.setTimer(due, record, this.meantSeq[record]);
      return;
    }
    if (this.config.emit === 'close') {
      this.show(record);
      if (this.emitter.begin(this, this.end - 1)) this.emitter.send();
      this.emitter.end();
    }
    this.forget(record);
  }

  private show(record: number): void {
    this.record = record;
    this.start = this.firsts[record];
    this.end = this.lasts[record] + this.gap;
    this.keySymbol = this.keys.symbol(this.slots[record]);
  }

  private look(record: number, time: number): void {
    this.show(record);
    const holds = this.emitter.begin(this, time);
    if (holds && !(this.config.emit === 'once' && this.fired[record])) this.emitter.send();
    this.emitter.end();
    if (!holds) return;
    this.fired[record] = 1;
    if (this.config.emit === 'reset') this.forget(record);
  }

  private unlink(record: number): void {
    const slot = this.slots[record];
    let at = this.firstOfKey[slot];
    if (at === record) this.firstOfKey[slot] = this.nextOfKey[record];
    else {
      while (this.nextOfKey[at] !== record) at = this.nextOfKey[at];
      this.nextOfKey[at] = this.nextOfKey[record];
    }
  }

  private forget(record: number): void {
    this.unlink(record);
    this.queuedSeq[record] = NONE;
    this.records.remove(record);
    if (this.firstOfKey[this.slots[record]] < 0) this.keys.remove(this.slots[record]);
  }

  value(aggregate: number): unknown {
    return this.records.value(this.record, aggregate);
  }

  keyValue(part: number): unknown {
    return this.records.keyValue(this.record, part);
  }

  causes(): Causes {
    return this.records.causes(this.record);
  }

  protected open(): number {
    return this.records.size;
  }

  dispose(): void {
    for (let slot = 0; slot < (this.keys?.limit ?? 0); slot++)
      while (this.firstOfKey[slot] >= 0) this.forget(this.firstOfKey[slot]);
  }
}
