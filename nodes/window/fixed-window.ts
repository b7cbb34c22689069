/**
 * tumbling, hopping, calendar: windows of fixed place in time (SPEC §4). One record for each key and window that holds
 * an event. A window is closed, for every key, once the watermark is past its end − 1 ms: then its timer has fired, and
 * an event that would belong only to such windows is too late for the node. Windows close whatever `emit` says.
 */
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { ofLength, type StateReader, type StateWriter } from '../../runtime/engine/kernel/state.ts';
import type { WindowConfig } from './definition.ts';
import { RecordWindow } from './record-window.ts';
import { type Spans, spansOf } from './window-spans.ts';

export class FixedWindow extends RecordWindow {
  private spans!: Spans;
  private starts = new Float64Array(64);
  private ends = new Float64Array(64);
  private row = 0;
  private symbol = 0;
  private tookAny = false;

  constructor(config: WindowConfig, before?: FixedWindow) {
    super(config, before);
    if (!before) return;
    this.starts = before.starts;
    this.ends = before.ends;
  }

  override bind(context: OperatorContext): void {
    super.bind(context);
    this.spans ??= spansOf(this.config.window, context.timezone);
  }

  process(row: number): void {
    const symbol = this.keyOf(row);
    if (symbol < 0) return;
    this.row = row;
    this.symbol = symbol;
    this.tookAny = false;
    this.spans(this.context.rows.time[row], this.take);
    if (!this.tookAny) this.isTooLate(row);
  }

  private readonly take = (start: number, end: number): void => {
    if (this.context.now() > end - 1) return;
    this.tookAny = true;
    const record = this.recordOf(start, end);
    this.records.add(record, this.row);
    if (this.config.emit !== 'close') this.look(record, this.context.rows.time[this.row]);
  };

  /** The key's record of a window, opened where it is new. */
  private recordOf(start: number, end: number): number {
    const known = this.keys.find(this.symbol);
    for (let record = this.firstOfKey(known); record >= 0; record = this.nextOfKey[record])
      if (this.starts[record] === start) return record;
    const record = this.openRecord(known >= 0 ? known : this.keys.add(this.symbol));
    this.starts[record] = start;
    this.ends[record] = end;
    this.context.setTimer(end - 1, record);
    return record;
  }

  protected growBeside(record: number): void {
    this.starts = grown(this.starts, record + 1);
    this.ends = grown(this.ends, record + 1);
  }

  protected startOf(record: number): number {
    return this.starts[record];
  }

  protected endOf(record: number): number {
    return this.ends[record];
  }

  /** The window stays, with its timer, and takes more. */
  protected reset(record: number): void {
    this.records.clear(record);
  }

  protected ended(): void {}

  override save(out: StateWriter): void {
    super.save(out);
    out.array(this.starts, this.records.limit);
    out.array(this.ends, this.records.limit);
  }

  override load(from: StateReader): void {
    super.load(from);
    this.starts = ofLength(from.float64(), this.records.limit);
    this.ends = ofLength(from.float64(), this.records.limit);
  }

  /** The window's end: each record has one timer, and lives until it fires. */
  fire(record: number): void {
    this.close(record);
  }
}
