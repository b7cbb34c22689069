/**
 * Counts, sums and averages of a moving window by key, kept up to date as events come and fall out. They answer only
 * while every number is a whole one that a double holds exactly, so that adding and taking away leave no trace;
 * otherwise the caller goes through the events.
 */
import { grown } from '../../runtime/engine/kernel/grow.ts';
import {
  beginPart,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import type { Aggregate } from './definition.ts';
import type { EntryFields } from './entry-fields.ts';

interface Sum {
  readonly aggregate: number;
  readonly ofNumbers: boolean;
  count: Float64Array;
  /** Only of numbers, like `inexact`. */
  sum: Float64Array;
  /** Numbers in the window that are not safe integers, or sums that were none. */
  inexact: Float64Array;
}

export class RunningSums {
  private readonly sums: readonly Sum[];
  /** By aggregate. */
  private readonly byAggregate: readonly (Sum | undefined)[];
  private readonly aggregates: readonly Aggregate[];
  private readonly fields: EntryFields;

  constructor(aggregates: readonly Aggregate[], fields: EntryFields) {
    this.aggregates = aggregates;
    this.fields = fields;
    this.byAggregate = aggregates.map((each, aggregate) =>
      each.function === 'count' || each.function === 'sum' || each.function === 'avg'
        ? {
            aggregate,
            ofNumbers: each.function !== 'count',
            count: new Float64Array(64),
            sum: new Float64Array(64),
            inexact: new Float64Array(64),
          }
        : undefined,
    );
    this.sums = this.byAggregate.filter((sum) => sum !== undefined);
  }

  clear(slot: number): void {
    for (const sum of this.sums) {
      if (slot >= sum.count.length) sum.count = grown(sum.count, slot + 1);
      sum.count[slot] = 0;
      if (!sum.ofNumbers) continue;
      if (slot >= sum.sum.length) {
        sum.sum = grown(sum.sum, slot + 1);
        sum.inexact = grown(sum.inexact, slot + 1);
      }
      sum.sum[slot] = 0;
      sum.inexact[slot] = 0;
    }
  }

  /** @param slots how many slots of keys there are */
  save(out: StateWriter, slots: number): void {
    beginPart(out, 'sums', 1);
    for (const each of this.sums) {
      each.count = grown(each.count, slots);
      out.array(each.count, slots);
      if (!each.ofNumbers) continue;
      each.sum = grown(each.sum, slots);
      each.inexact = grown(each.inexact, slots);
      out.array(each.sum, slots);
      out.array(each.inexact, slots);
    }
  }

  load(from: StateReader): void {
    openPart(from, 'sums', 1);
    for (const each of this.sums) {
      each.count = from.float64();
      if (!each.ofNumbers) continue;
      each.sum = from.float64();
      each.inexact = ofLength(from.float64(), each.sum.length);
    }
  }

  add(slot: number, entry: number): void {
    for (const sum of this.sums) this.change(sum, slot, entry, 1);
  }

  remove(slot: number, entry: number): void {
    for (const sum of this.sums) this.change(sum, slot, entry, -1);
  }

  private change(sum: Sum, slot: number, entry: number, by: 1 | -1): void {
    if (!sum.ofNumbers) {
      if (this.fields.isPresent(sum.aggregate, entry)) sum.count[slot] += by;
      return;
    }
    if (!this.fields.isNumber(sum.aggregate, entry)) return;
    const value = this.fields.number(sum.aggregate, entry);
    sum.count[slot] += by;
    sum.sum[slot] += by * value;
    if (!Number.isSafeInteger(value)) sum.inexact[slot] += by;
    // Once a sum has been rounded, taking values away does not bring the exact one back.
    else if (!Number.isSafeInteger(sum.sum[slot])) sum.inexact[slot] = Number.POSITIVE_INFINITY;
  }

  /** The aggregate's value where it is known exactly without going through the events, else undefined. */
  value(slot: number, aggregate: number): number | null | undefined {
    const sum = this.byAggregate[aggregate];
    if (!sum || (sum.ofNumbers && sum.inexact[slot] !== 0)) return undefined;
    switch (this.aggregates[aggregate].function) {
      case 'count':
        return sum.count[slot];
      case 'sum':
        return sum.sum[slot];
      default:
        return sum.count[slot] === 0 ? null : sum.sum[slot] / sum.count[slot];
    }
  }
}
