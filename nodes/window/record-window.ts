/**
 * What the windows share whose events need not be looked at again: one record of aggregates for each window of a key, in
 * a list for each key. A kind of span says which record an event goes into, and when a record ends.
 */
import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import {
  beginPart,
  expectFit,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { Accumulators } from './accumulators.ts';
import type { WindowConfig } from './definition.ts';
import { WindowBase } from './window-base.ts';
import type { WindowContents } from './window-contents.ts';

const NONE = -1;

export abstract class RecordWindow extends WindowBase implements WindowContents {
  protected readonly records: Accumulators;
  protected slots = new Int32Array(64);
  protected nextOfKey = new Int32Array(64);
  /** 1 where `having` was true at some event of the window. */
  protected fired = new Uint8Array(64);
  /** By key slot: its first record. */
  private firstByKey = new Int32Array(64).fill(NONE);

  keySymbol = 0;
  start = 0;
  end = 0;
  /** The record that is looked at. */
  private record = 0;

  constructor(config: WindowConfig, before?: RecordWindow) {
    super(config, before);
    this.records = new Accumulators(config, before?.records);
    if (!before) return;
    this.slots = before.slots;
    this.nextOfKey = before.nextOfKey;
    this.fired = before.fired;
    this.firstByKey = before.firstByKey;
  }

  settleIn(): void {
    this.records.settleIn();
  }

  waiting() {
    return { keys: this.keys?.size ?? 0, windows: this.records.size, timers: this.records.size };
  }

  override bind(context: OperatorContext): void {
    super.bind(context);
    this.records.bind(context, this.keyColumns);
  }

  /** [start, end) of a record's window, in epoch ms. */
  protected abstract startOf(record: number): number;
  protected abstract endOf(record: number): number;
  /** Makes room for what the kind keeps beside a record. */
  protected abstract growBeside(record: number): void;
  /** What else ends with a record. */
  protected abstract ended(record: number): void;
  /** What becomes of a window that was emptied by `reset`. */
  protected abstract reset(record: number): void;

  /** The key's first record, or -1; `nextOfKey` leads on. */
  protected firstOfKey(slot: number): number {
    return slot >= 0 && slot < this.firstByKey.length ? this.firstByKey[slot] : NONE;
  }

  /** A new record in the key's list. */
  protected openRecord(slot: number): number {
    const record = this.records.create();
    if (record >= this.slots.length) {
      this.slots = grown(this.slots, record + 1);
      this.nextOfKey = grown(this.nextOfKey, record + 1);
      this.fired = grown(this.fired, record + 1);
    }
    this.growBeside(record);
    if (slot >= this.firstByKey.length) {
      const length = this.firstByKey.length;
      this.firstByKey = grown(this.firstByKey, slot + 1).fill(NONE, length);
    }
    this.slots[record] = slot;
    this.fired[record] = 0;
    this.nextOfKey[record] = this.firstByKey[slot];
    this.firstByKey[slot] = record;
    return record;
  }

  protected unlink(record: number): void {
    const slot = this.slots[record];
    let at = this.firstByKey[slot];
    if (at === record) this.firstByKey[slot] = this.nextOfKey[record];
    else {
      while (this.nextOfKey[at] !== record) at = this.nextOfKey[at];
      this.nextOfKey[at] = this.nextOfKey[record];
    }
  }

  /** Gives a record back, and its key where that was the last one. */
  protected forget(record: number): void {
    this.unlink(record);
    this.ended(record);
    this.records.remove(record);
    const slot = this.slots[record];
    if (this.firstByKey[slot] < 0) this.keys.remove(slot);
  }

  private show(record: number): void {
    this.record = record;
    this.start = this.startOf(record);
    this.end = this.endOf(record);
    this.keySymbol = this.keys.symbol(this.slots[record]);
  }

  /** Looks at a window at an event that it took. */
  protected look(record: number, time: number): void {
    this.show(record);
    const holds = this.emitter.begin(this, time);
    if (holds && !(this.config.emit === 'once' && this.fired[record])) this.emitter.send();
    this.emitter.end();
    if (!holds) return;
    this.fired[record] = 1;
    if (this.config.emit === 'reset') this.reset(record);
  }

  /** The window is over. */
  protected close(record: number): void {
    // One that was emptied while it emitted otherwise (`reset`) has nothing to tell.
    if (this.config.emit === 'close' && this.records.holdsAny(record)) {
      this.show(record);
      if (this.emitter.begin(this, this.end - 1)) this.emitter.send();
      this.emitter.end();
    }
    this.forget(record);
  }

  value(aggregate: number): unknown {
    return this.records.value(this.record, aggregate);
  }

  writeValue(aggregate: number, out: JsonWriter): void {
    this.records.writeValue(this.record, aggregate, out);
  }

  keyValue(part: number): unknown {
    return this.records.keyValue(this.record, part);
  }

  writeKeyValue(part: number, out: JsonWriter): void {
    this.records.writeKeyValue(this.record, part, out);
  }

  causes(): Causes {
    return this.records.causes(this.record);
  }

  override save(out: StateWriter): void {
    super.save(out);
    beginPart(out, 'records', 1);
    this.records.save(out);
    const { limit } = this.records;
    out.array(this.slots, limit);
    out.array(this.nextOfKey, limit);
    out.array(this.fired, limit);
    out.array(this.firstByKey, this.keys.limit);
  }

  override load(from: StateReader): void {
    super.load(from);
    openPart(from, 'records', 1);
    this.records.load(from);
    const { limit } = this.records;
    this.slots = ofLength(from.int32(), limit);
    this.nextOfKey = ofLength(from.int32(), limit);
    this.fired = ofLength(from.uint8(), limit);
    this.firstByKey = ofLength(from.int32(), this.keys.limit);
    let linked = 0;
    for (let slot = 0; slot < this.firstByKey.length; slot++)
      for (let record = this.firstByKey[slot]; record >= 0; record = this.nextOfKey[record])
        expectFit(++linked <= this.records.size && this.slots[record] === slot);
    expectFit(linked === this.records.size);
  }

  protected open(): number {
    return this.records.size;
  }

  dispose(): void {
    for (let slot = 0; slot < (this.keys?.limit ?? 0); slot++)
      while (this.firstOfKey(slot) >= 0) this.forget(this.firstOfKey(slot));
  }
}
