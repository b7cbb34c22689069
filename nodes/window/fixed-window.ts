/**
 * tumbling, hopping, calendar: windows of fixed place in time (SPEC §4). One record for each key and window that holds
 * an event. A window is closed, for every key, once the watermark is past its end − 1 ms: then its timer has fired, and
 * an event that would belong only to such windows is too late for the node. Windows close whatever `emit` says.
 */
import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { Accumulators } from './accumulators.ts';
import type { WindowConfig } from './definition.ts';
import { WindowBase } from './window-base.ts';
import type { WindowContents } from './window-contents.ts';
import { type Spans, spansOf } from './window-spans.ts';

const NONE = -1;

export class FixedWindow extends WindowBase implements WindowContents {
  private readonly records: Accumulators;
  private spans!: Spans;
  private starts = new Float64Array(64);
  private ends = new Float64Array(64);
  private slots = new Int32Array(64);
  private nextOfKey = new Int32Array(64);
  private fired = new Uint8Array(64);
  /** By key slot: its first record. */
  private firstOfKey = new Int32Array(64).fill(NONE);

  keySymbol = 0;
  start = 0;
  end = 0;
  private record = 0;
  private row = 0;
  private time = 0;
  private symbol = 0;
  private tookAny = false;

  constructor(config: WindowConfig) {
    super(config);
    this.records = new Accumulators(config);
  }

  override bind(context: OperatorContext): void {
    super.bind(context);
    this.records.bind(context, this.keyColumns);
    this.spans ??= spansOf(this.config.window, context.timezone);
  }

  process(row: number): void {
    const symbol = this.keyOf(row);
    if (symbol < 0) return;
    this.row = row;
    this.symbol = symbol;
    this.time = this.context.rows.time[row];
    this.tookAny = false;
    this.spans(this.time, this.take);
    if (!this.tookAny) this.tooLate++;
  }

  private readonly take = (start: number, end: number): void => {
    if (this.context.now() > end - 1) return;
    this.tookAny = true;
    const record = this.recordOf(start, end);
    this.records.add(record, this.row);
    if (this.config.emit !== 'close') this.look(record);
  };

  /** The key's record of a window, opened where it is new. */
  private recordOf(start: number, end: number): number {
    const known = this.keys.find(this.symbol);
    const slot = known >= 0 ? known : this.keys.add(this.symbol);
    if (slot >= this.firstOfKey.length) {
      const length = this.firstOfKey.length;
      this.firstOfKey = grown(this.firstOfKey, slot + 1).fill(NONE, length);
    }
    for (let record = this.firstOfKey[slot]; record >= 0; record = this.nextOfKey[record])
      if (this.starts[record] === start) return record;
    const record = this.records.create();
    if (record >= this.starts.length) this.grow(record);
    this.starts[record] = start;
    this.ends[record] = end;
    this.slots[record] = slot;
    this.fired[record] = 0;
    this.nextOfKey[record] = this.firstOfKey[slot];
    this.firstOfKey[slot] = record;
    this.context.setTimer(end - 1, record);
    return record;
  }

  private grow(record: number): void {
    this.starts = grown(this.starts, record + 1);
    this.ends = grown(this.ends, record + 1);
    this.slots = grown(this.slots, record + 1);
    this.nextOfKey = grown(this.nextOfKey, record + 1);
    this.fired = grown(this.fired, record + 1);
  }

  private show(record: number): void {
    this.record = record;
    this.start = this.starts[record];
    this.end = this.ends[record];
    this.keySymbol = this.keys.symbol(this.slots[record]);
  }

  private look(record: number): void {
    this.show(record);
    const holds = this.emitter.begin(this, this.time);
    if (holds && !(this.config.emit === 'once' && this.fired[record])) this.emitter.send();
    this.emitter.end();
    if (!holds) return;
    this.fired[record] = 1;
    if (this.config.emit === 'reset') this.records.clear(record);
  }

  /** The window's end: each record has one timer, and lives until it fires. */
  fire(record: number): void {
    if (this.config.emit === 'close') {
      this.show(record);
      if (this.emitter.begin(this, this.end - 1)) this.emitter.send();
      this.emitter.end();
    }
    this.forget(record);
  }

  private forget(record: number): void {
    const slot = this.slots[record];
    let at = this.firstOfKey[slot];
    if (at === record) this.firstOfKey[slot] = this.nextOfKey[record];
    else {
      while (this.nextOfKey[at] !== record) at = this.nextOfKey[at];
      this.nextOfKey[at] = this.nextOfKey[record];
    }
    this.records.remove(record);
    if (this.firstOfKey[slot] < 0) this.keys.remove(slot);
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
