/**
 * What the windows that keep their events one by one (rolling, count) share: the values that the aggregates read of
 * each event, and the aggregates over a run of entries.
 *
 * Order (SPEC §4 leaves the order of adding open): aggregates go through the events by (time, order of processing).
 */
import { type Causes, MOST_CAUSES, mergeCauses, oneCause } from '../../runtime/engine/kernel/causes.ts';
import type {
  EntryFlags,
  EntryNumbers,
  EntryValues,
  KeyedTimeline,
} from '../../runtime/engine/kernel/keyed-timeline.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { type Column, FROM_SOURCE, LIST, NULL, NUMBER, OBJECT } from '../../runtime/engine/kernel/rows.ts';
import { valueAt } from '../../runtime/engine/scan/parse-event.ts';
import type { Aggregate, WindowConfig } from './definition.ts';

/** Functions that look at any value, not at numbers only. */
const OF_ANY_VALUE = new Set(['first', 'last', 'distinct', 'list']);
const MOST_LISTED = 100;

/** The values of one field. */
interface FieldColumn {
  readonly path: string;
  /** NaN where the value is no number. */
  readonly numbers: EntryNumbers;
  /** 1 where there is a value that is not null. */
  readonly present: EntryFlags;
  readonly values: EntryValues | undefined;
  column: Column | undefined;
}

const NO_DATA = {};

export class EntryFields {
  private readonly fields: readonly FieldColumn[];
  /** By aggregate: its field, if it has one. */
  private readonly fieldOf: readonly (FieldColumn | undefined)[];
  private readonly aggregates: readonly Aggregate[];
  /** The event of each entry: its place in the log, or what is held of it. */
  readonly refs: EntryNumbers;
  private context!: OperatorContext;
  private readonly timeline: KeyedTimeline;

  constructor(config: WindowConfig, timeline: KeyedTimeline) {
    this.timeline = timeline;
    this.aggregates = config.aggregates;
    this.refs = timeline.numberColumn();
    const paths = [...new Set(config.aggregates.flatMap(({ field }) => (field ? [field] : [])))];
    this.fields = paths.map((path) => ({
      path,
      numbers: timeline.numberColumn(),
      present: timeline.flagColumn(),
      values: config.aggregates.some((each) => each.field === path && OF_ANY_VALUE.has(each.function))
        ? timeline.valueColumn()
        : undefined,
      column: undefined,
    }));
    this.fieldOf = config.aggregates.map(({ field }) => this.fields.find((each) => each.path === field));
  }

  bind(context: OperatorContext): void {
    this.context = context;
    for (const field of this.fields) field.column = context.column(field.path);
  }

  /** Notes the values of a row for its entry, and holds its event. */
  put(entry: number, row: number): void {
    const { rows, held } = this.context;
    for (const { column, numbers, present, values, path } of this.fields) {
      const tag = column!.tag[row];
      numbers.values[entry] = tag === NUMBER ? column!.num[row] : Number.NaN;
      present.values[entry] = tag > NULL ? 1 : 0;
      if (values)
        values.values[entry] =
          tag === OBJECT || tag === LIST ? valueAt(this.context.data(row), path) : rows.value(column!, row);
    }
    if (rows.maker[row] === FROM_SOURCE) {
      held.log.keep(rows.identity[row]);
      this.refs.values[entry] = rows.identity[row];
    } else this.refs.values[entry] = held.hold({ data: NO_DATA, causes: this.context.causes(row) });
  }

  release(entry: number): void {
    this.context.held.release(this.refs.values[entry]);
  }

  /** The number that a sum adds up, 0 where there is none. */
  number(aggregate: number, entry: number): number {
    const field = this.fieldOf[aggregate];
    const value = field ? field.numbers.values[entry] : Number.NaN;
    return Number.isNaN(value) ? 0 : value;
  }

  isNumber(aggregate: number, entry: number): boolean {
    const field = this.fieldOf[aggregate];
    return field !== undefined && !Number.isNaN(field.numbers.values[entry]);
  }

  isPresent(aggregate: number, entry: number): boolean {
    const field = this.fieldOf[aggregate];
    return field === undefined || field.present.values[entry] === 1;
  }

  /** An aggregate over entries in order of (time, processing). */
  aggregate(aggregate: number, entries: readonly number[]): unknown {
    switch (this.aggregates[aggregate].function) {
      case 'count':
        return entries.reduce((n, entry) => (this.isPresent(aggregate, entry) ? n + 1 : n), 0);
      case 'sum':
        return this.sum(aggregate, entries).sum;
      case 'avg': {
        const { sum, n } = this.sum(aggregate, entries);
        return n === 0 ? null : sum / n;
      }
      case 'min':
        return this.extreme(aggregate, entries, Math.min);
      case 'max':
        return this.extreme(aggregate, entries, Math.max);
      default:
        return this.ofValues(aggregate, entries);
    }
  }

  private sum(aggregate: number, entries: readonly number[]): { sum: number; n: number } {
    let sum = 0;
    let n = 0;
    for (const entry of entries)
      if (this.isNumber(aggregate, entry)) {
        sum += this.number(aggregate, entry);
        n++;
      }
    return { sum, n };
  }

  private extreme(
    aggregate: number,
    entries: readonly number[],
    choose: (a: number, b: number) => number,
  ): number | null {
    let extreme: number | null = null;
    for (const entry of entries)
      if (this.isNumber(aggregate, entry)) {
        const value = this.number(aggregate, entry);
        extreme = extreme === null ? value : choose(extreme, value);
      }
    return extreme;
  }

  private ofValues(aggregate: number, entries: readonly number[]): unknown {
    const { values } = this.fieldOf[aggregate]!.values!;
    const present = entries.filter((entry) => this.isPresent(aggregate, entry));
    const valueAtEntry = (entry: number | undefined) => (entry === undefined ? null : values[entry]);
    switch (this.aggregates[aggregate].function) {
      case 'first':
        return valueAtEntry(present[0]);
      case 'last':
        return valueAtEntry(present.at(-1));
      case 'list':
        return present.slice(-MOST_LISTED).map(valueAtEntry);
      default:
        return new Set(present.map((entry) => sameness(valueAtEntry(entry)))).size;
    }
  }

  /** Causes of all entries (in order): of source events only the newest can count, one that came twice once. */
  causes(entries: readonly number[]): Causes {
    const lists: Causes[] = [NOTHING];
    const places = new Set<number>();
    for (let i = entries.length - 1; i >= 0; i--) {
      const ref = this.refs.values[entries[i]];
      if (ref < 0) lists.push(this.context.held.causes(ref));
      else if (places.size < MOST_CAUSES && !places.has(ref)) {
        places.add(ref);
        lists.push(oneCause(this.sourceTime(entries[i]), ref));
      }
    }
    return mergeCauses(lists);
  }

  /** The event time of an entry; count windows keep it apart from the order of their list. */
  sourceTime: (entry: number) => number = (entry) => this.timeline.time(entry);
}

const NOTHING = new Float64Array(0);

/** What two values must share to be one for `distinct`: `5` is not `"5"`; objects and lists go by their JSON. */
export function sameness(value: unknown): unknown {
  if (typeof value === 'string') return `"${value}`;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
