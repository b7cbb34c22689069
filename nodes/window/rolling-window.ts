/**
 * rolling: at an event e, the key's processed events f with e.time − size < f.time ≤ e.time (SPEC §4).
 *
 * Counts and sums of whole numbers are kept up to date as events come and fall out, so that a look costs the same
 * however many events the window holds; everything else goes through the window's events when it is asked for.
 *
 * A late event may look back at events that W has left more than `size` behind. SPEC sets no bound to that, memory
 * must: beyond the 65,536 newest, such events are forgotten, and with its last event a key (and its `once`).
 */
import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import { type EntryMarks, KeyedTimeline } from '../../runtime/engine/kernel/keyed-timeline.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { STRING } from '../../runtime/engine/kernel/rows.ts';
import { SlotFlags } from '../../runtime/engine/kernel/slot-flags.ts';
import type { StateReader, StateWriter } from '../../runtime/engine/kernel/state.ts';
import { parseDuration } from '../kit/duration.ts';
import type { WindowConfig } from './definition.ts';
import { EntryFields } from './entry-fields.ts';
import { RunningSums } from './running-sums.ts';
import { WindowBase } from './window-base.ts';
import type { WindowContents } from './window-contents.ts';

const NONE = -1;

export class RollingWindow extends WindowBase implements WindowContents {
  private readonly size: number;
  private readonly timeline: KeyedTimeline;
  private readonly fields: EntryFields;
  private readonly sums: RunningSums;
  /** By key: the first entry of the window that ends with the key's newest one, or -1 where it must be looked for. */
  private readonly from: EntryMarks;
  /** By key, for `once`: `having` was true at the key's last event. */
  private readonly fired: SlotFlags;
  private readonly keyGone = (slot: number) => this.forgetKey(slot);
  private readonly left = (entry: number) => this.forgetEntry(entry);

  keySymbol = 0;
  start = 0;
  end = 0;
  private row = 0;
  private slot = 0;
  private firstEntry = 0;
  private lastEntry = 0;
  private isNewest = false;
  private entries: number[] | undefined;

  constructor(config: WindowConfig, before?: RollingWindow) {
    super(config, before);
    const shape = config.window as Extract<WindowConfig['window'], { kind: 'rolling' }>;
    this.size = parseDuration(shape.size)!;
    this.timeline = before?.timeline ?? new KeyedTimeline(this.keyGone, this.left);
    this.fields = new EntryFields(config, this.timeline, before?.fields);
    this.sums = new RunningSums(config.aggregates, this.fields);
    this.from = before?.from ?? this.timeline.markColumn();
    this.fired = before?.fired ?? new SlotFlags();
  }

  settleIn(): void {
    this.timeline.belongTo(this.keyGone, this.left);
    this.fields.settleIn();
    this.timeline.markColumn(this.from);
    // Windows of another size begin elsewhere, and new sums know nothing yet.
    this.from.values.fill(NONE);
    if (this.config.emit !== 'once') this.fired.clear();
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
  }

  process(row: number): void {
    const symbol = this.keyOf(row);
    if (symbol < 0) return;
    const known = this.keys.find(symbol);
    const slot = known >= 0 ? known : this.keys.add(symbol);
    const time = this.context.rows.time[row];
    const entry = this.timeline.add(slot, time);
    this.fields.put(entry, row);
    this.keySymbol = symbol;
    this.row = row;
    this.slot = slot;
    this.lastEntry = entry;
    this.end = time;
    this.entries = undefined;
    this.isNewest = this.timeline.after(entry) < 0;
    if (this.isNewest) this.moveOn(slot, entry, time);
    else this.lookBack(slot, entry, time);
    this.start = this.timeline.time(this.firstEntry);
    this.look(slot, time);
    this.timeline.forget(this.context.now() - this.size);
  }

  /** The usual case: the window moves on to its new last event. */
  private moveOn(slot: number, entry: number, time: number): void {
    const { timeline, sums } = this;
    let from = this.from.values[slot];
    if (from < 0) {
      from = this.firstWithin(entry, time);
      sums.clear(slot);
      for (let each = from; each !== entry; each = timeline.after(each)) sums.add(slot, each);
    }
    sums.add(slot, entry);
    while (timeline.time(from) <= time - this.size) {
      sums.remove(slot, from);
      from = timeline.after(from);
    }
    this.from.values[slot] = from;
    this.firstEntry = from;
  }

  /** An event that is older than the key's newest: it has a window of its own, and may belong to the newest's too. */
  private lookBack(slot: number, entry: number, time: number): void {
    const { timeline } = this;
    this.firstEntry = this.firstWithin(entry, time);
    const from = this.from.values[slot];
    if (from < 0 || time <= timeline.time(timeline.newest(slot)) - this.size) return;
    this.sums.add(slot, entry);
    if (timeline.after(entry) === from) this.from.values[slot] = entry;
  }

  private firstWithin(entry: number, time: number): number {
    const { timeline } = this;
    let first = entry;
    for (
      let each = timeline.before(entry);
      each >= 0 && timeline.time(each) > time - this.size;
      each = timeline.before(each)
    )
      first = each;
    return first;
  }

  private look(slot: number, time: number): void {
    const holds = this.emitter.begin(this, time);
    switch (this.config.emit) {
      case 'once':
        if (holds && !this.fired.has(slot)) this.emitter.send();
        if (holds) this.fired.add(slot);
        else this.fired.delete(slot);
        break;
      default:
        if (holds) this.emitter.send();
    }
    this.emitter.end();
    if (holds && this.config.emit === 'reset') this.timeline.removeKey(slot);
  }

  value(aggregate: number): unknown {
    if (this.isNewest) {
      const running = this.sums.value(this.slot, aggregate);
      if (running !== undefined) return running;
    }
    return this.fields.aggregate(aggregate, this.inWindow());
  }

  writeValue(aggregate: number, out: JsonWriter): void {
    const running = this.isNewest ? this.sums.value(this.slot, aggregate) : undefined;
    if (running !== undefined) out.value(running);
    else this.fields.write(aggregate, this.inWindow(), out);
  }

  /** The newest event of a rolling window is the one that is being processed. */
  keyValue(part: number): unknown {
    return this.context.rows.value(this.keyColumns[part], this.row);
  }

  writeKeyValue(part: number, out: JsonWriter): void {
    const { rows, symbols } = this.context;
    const column = this.keyColumns[part];
    if (column.tag[this.row] === STRING) out.textOf(symbols, rows.symbol(column, this.row));
    else out.value(this.keyValue(part));
  }

  causes(): Causes {
    return this.fields.causes(this.inWindow());
  }

  private inWindow(): number[] {
    if (!this.entries) {
      this.entries = [];
      for (let each = this.firstEntry; ; each = this.timeline.after(each)) {
        this.entries.push(each);
        if (each === this.lastEntry) break;
      }
    }
    return this.entries;
  }

  private forgetEntry(entry: number): void {
    this.fields.release(entry);
    this.from.values[this.timeline.slotOf(entry)] = NONE;
  }

  private forgetKey(slot: number): void {
    this.fired.delete(slot);
    this.keys.remove(slot);
  }

  override save(out: StateWriter): void {
    super.save(out);
    const slots = this.keys.limit;
    this.timeline.save(out, slots);
    this.fields.save(out);
    this.sums.save(out, slots);
    this.fired.save(out, slots);
  }

  override load(from: StateReader): void {
    super.load(from);
    this.timeline.load(from);
    this.fields.load(from);
    this.sums.load(from);
    this.fired.load(from);
  }

  protected open(): number {
    return this.keys?.size ?? 0;
  }

  dispose(): void {
    this.timeline.clear();
  }
}
