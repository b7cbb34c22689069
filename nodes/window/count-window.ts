/**
 * count: the key's last `size` events in the order of processing; `having` is not looked at before there are so many
 * (SPEC §4). "First", "last" and the newest event's key go by (time, order of processing) among them.
 */
import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import { type EntryNumbers, KeyedTimeline } from '../../runtime/engine/kernel/keyed-timeline.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { SlotFlags } from '../../runtime/engine/kernel/slot-flags.ts';
import type { StateReader, StateWriter } from '../../runtime/engine/kernel/state.ts';
import type { WindowConfig } from './definition.ts';
import { EntryFields } from './entry-fields.ts';
import { KeyValues } from './key-values.ts';
import { WindowBase } from './window-base.ts';
import type { WindowContents } from './window-contents.ts';

/** The timeline orders by time; here all times are one, which leaves the order of processing. */
const ONE_TIME = 0;

export class CountWindow extends WindowBase implements WindowContents {
  private readonly size: number;
  private readonly timeline: KeyedTimeline;
  private readonly fields: EntryFields;
  private readonly times: EntryNumbers;
  private readonly keyValues: KeyValues;
  private readonly fired: SlotFlags;
  private readonly keyGone = (slot: number) => this.forgetKey(slot);
  private readonly left = (entry: number) => this.forgetEntry(entry);

  keySymbol = 0;
  start = 0;
  end = 0;
  private entries: number[] = [];

  constructor(config: WindowConfig, before?: CountWindow) {
    super(config, before);
    const shape = config.window as Extract<WindowConfig['window'], { kind: 'count' }>;
    this.size = shape.size;
    this.timeline = before?.timeline ?? new KeyedTimeline(this.keyGone, this.left);
    this.fields = new EntryFields(config, this.timeline, before?.fields);
    this.times = before?.times ?? this.timeline.numberColumn();
    this.keyValues = before?.keyValues ?? new KeyValues(config.key.length);
    this.fired = before?.fired ?? new SlotFlags();
    this.fields.sourceTime = (entry) => this.timeOf(entry);
  }

  settleIn(): void {
    const { timeline } = this;
    timeline.belongTo(this.keyGone, this.left);
    this.fields.settleIn();
    timeline.numberColumn(this.times);
    if (this.config.emit !== 'once') this.fired.clear();
    for (let slot = 0; slot < this.keys.limit; slot++)
      while (timeline.count(slot) > this.size) timeline.remove(timeline.oldest(slot));
  }

  standBack(): void {
    this.fields.standBack();
  }

  waiting() {
    return { keys: this.open(), events: this.timeline.size };
  }

  override bind(context: OperatorContext): void {
    super.bind(context);
    this.fields.bind(context);
    this.keyValues.bind(context, this.keyColumns);
  }

  process(row: number): void {
    const symbol = this.keyOf(row);
    if (symbol < 0) return;
    const { timeline, context } = this;
    const known = this.keys.find(symbol);
    const slot = known >= 0 ? known : this.keys.add(symbol);
    const entry = timeline.add(slot, ONE_TIME);
    this.times.values[entry] = context.rows.time[row];
    this.keyValues.put(entry, row);
    this.fields.put(entry, row);
    if (timeline.count(slot) > this.size) timeline.remove(timeline.oldest(slot));
    if (timeline.count(slot) < this.size) return;
    this.keySymbol = symbol;
    this.end = context.rows.time[row];
    this.entries = this.inOrder(slot);
    this.start = this.timeOf(this.entries[0]);
    this.look(slot);
  }

  private look(slot: number): void {
    const holds = this.emitter.begin(this, this.end);
    if (holds && !(this.config.emit === 'once' && this.fired.has(slot))) this.emitter.send();
    this.emitter.end();
    if (!holds) this.fired.delete(slot);
    else if (this.config.emit === 'once') this.fired.add(slot);
    else if (this.config.emit === 'reset') this.timeline.removeKey(slot);
  }

  private timeOf(entry: number): number {
    return this.times.values[entry];
  }

  /** The key's entries by (time, order of processing). */
  private inOrder(slot: number): number[] {
    const entries: number[] = [];
    let sorted = true;
    for (let entry = this.timeline.oldest(slot); entry >= 0; entry = this.timeline.after(entry)) {
      if (entries.length > 0 && this.timeOf(entry) < this.timeOf(entries.at(-1)!)) sorted = false;
      entries.push(entry);
    }
    return sorted ? entries : entries.sort((a, b) => this.timeOf(a) - this.timeOf(b));
  }

  value(aggregate: number): unknown {
    return this.fields.aggregate(aggregate, this.entries);
  }

  writeValue(aggregate: number, out: JsonWriter): void {
    this.fields.write(aggregate, this.entries, out);
  }

  keyValue(part: number): unknown {
    return this.keyValues.value(this.entries.at(-1)!, part);
  }

  writeKeyValue(part: number, out: JsonWriter): void {
    this.keyValues.write(this.entries.at(-1)!, part, out);
  }

  causes(): Causes {
    return this.fields.causes(this.entries);
  }

  private forgetEntry(entry: number): void {
    this.fields.release(entry);
    this.keyValues.clear(entry);
  }

  private forgetKey(slot: number): void {
    this.fired.delete(slot);
    this.keys.remove(slot);
  }

  override save(out: StateWriter): void {
    super.save(out);
    this.timeline.save(out, this.keys.limit);
    this.fields.save(out);
    this.keyValues.save(out, this.timeline.limit);
    this.fired.save(out, this.keys.limit);
  }

  override load(from: StateReader): void {
    super.load(from);
    this.timeline.load(from);
    this.fields.load(from);
    this.keyValues.load(from);
    this.fired.load(from);
  }

  protected open(): number {
    return this.keys?.size ?? 0;
  }

  dispose(): void {
    this.timeline.clear();
  }
}
