/**
 * What the windows that keep their events one by one (rolling, count) share: the values that the aggregates read of
 * each event, and the aggregates over a run of entries.
 *
 * Order (SPEC §4 leaves the order of adding open): aggregates go through the events by (time, order of processing).
 */

import { CauseList, type Causes, MOST_CAUSES } from '../../runtime/engine/kernel/causes.ts';
import { JsonValues } from '../../runtime/engine/kernel/json-values.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import type { EntryFlags, EntryNumbers, KeyedTimeline } from '../../runtime/engine/kernel/keyed-timeline.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import {
  BOOLEAN,
  type Column,
  FROM_SOURCE,
  LIST,
  NULL,
  NUMBER,
  OBJECT,
  STRING,
} from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  expectFit,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { Texts } from '../../runtime/engine/kernel/texts.ts';
import { valueAt } from '../kit/field.ts';
import type { Aggregate, WindowConfig } from './definition.ts';

/** Functions that look at any value, not at numbers only. */
const OF_ANY_VALUE = new Set(['first', 'last', 'distinct', 'list']);
const MOST_LISTED = 100;
const COMMA = 44;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** The values of one field. */
interface FieldColumn {
  readonly path: string;
  /** What each value is. */
  readonly tags: EntryFlags;
  /**
   * A number, 0 or 1 for a boolean; of a text its symbol, which is retained, or its id in `texts`; of an object or list
   * its id in `others`.
   */
  readonly numbers: EntryNumbers;
  /** Some aggregate looks at any value, so texts, objects and lists are held. */
  readonly holdsAny: boolean;
  /** Texts that are only given out again; undefined where equal ones must be known (`distinct`). */
  readonly texts: Texts | undefined;
  /** Objects and lists, where any value is held. */
  readonly others: JsonValues;
  column: Column | undefined;
}

export class EntryFields {
  private readonly fields: readonly FieldColumn[];
  /** By aggregate: its field, if it has one. */
  private readonly fieldOf: readonly (FieldColumn | undefined)[];
  private readonly aggregates: readonly Aggregate[];
  /** The event of each entry: its place in the log, or what is held of it. */
  readonly refs: EntryNumbers;
  private context!: OperatorContext;
  private readonly timeline: KeyedTimeline;
  /** Until this takes over from it. */
  private before: EntryFields | undefined;

  /** @param before the fields of the version before, over the same timeline: what is not kept yet is read back */
  constructor(config: WindowConfig, timeline: KeyedTimeline, before?: EntryFields) {
    this.timeline = timeline;
    this.before = before;
    this.aggregates = config.aggregates;
    this.refs = before?.refs ?? { values: new Float64Array(timeline.room) };
    const paths = [...new Set(config.aggregates.flatMap(({ field }) => (field ? [field] : [])))];
    this.fields = paths.map((path) => {
      const functions = config.aggregates.filter(({ field }) => field === path).map((each) => each.function);
      const holdsAny = functions.some((each) => OF_ANY_VALUE.has(each));
      const areSymbols = functions.includes('distinct');
      const known = before?.fields.find((each) => each.path === path);
      if (known && known.holdsAny === holdsAny && !known.texts === areSymbols) return known;
      return {
        path,
        tags: { values: new Uint8Array(timeline.room) },
        numbers: { values: new Float64Array(timeline.room) },
        holdsAny,
        texts: areSymbols ? undefined : new Texts(),
        others: new JsonValues(),
        column: undefined,
      };
    });
    this.fieldOf = config.aggregates.map(({ field }) => this.fields.find((each) => each.path === field));
    if (!before) this.register();
  }

  private register(): void {
    this.timeline.numberColumn(this.refs);
    for (const { tags, numbers } of this.fields) {
      this.timeline.flagColumn(tags);
      this.timeline.numberColumn(numbers);
    }
  }

  bind(context: OperatorContext): void {
    this.context = context;
    for (const field of this.fields) field.column = context.column(field.path);
    if (this.before) this.readBack(this.before);
  }

  /** Takes over: gives back what only the version before kept. */
  settleIn(): void {
    if (this.before) this.releaseFields(this.before.fields.filter((each) => !this.fields.includes(each)));
    this.before = undefined;
    this.register();
  }

  /** The version before goes on: gives back what only this one kept. */
  standBack(): void {
    this.releaseFields(this.addedFields());
  }

  /** Fields that the version before did not keep as they are kept here. */
  private addedFields(): FieldColumn[] {
    return this.fields.filter((field) => !this.before?.fields.includes(field));
  }

  private releaseFields(fields: readonly FieldColumn[]): void {
    for (const { holdsAny, texts, tags, numbers } of fields) {
      if (!holdsAny || texts) continue;
      for (const entry of this.timeline.entries())
        if (tags.values[entry] === STRING) this.context.symbols.release(numbers.values[entry]);
    }
  }

  /** Fills the columns of added fields for the entries that there are. */
  private readBack(before: EntryFields): void {
    const added = this.addedFields();
    if (added.length === 0) return;
    const { rows } = this.context;
    for (const entry of this.timeline.entries()) {
      const row = rows.push(this.sourceTime(entry), FROM_SOURCE);
      for (const field of added) {
        const value = before.knownValue(field.path, entry, this.context);
        if (field.path !== '$time') rows.setValue(field.column!, row, value);
        this.note(field, entry, row, value);
      }
      rows.pop();
    }
  }

  private note(
    { column, tags, numbers, holdsAny, texts, others }: FieldColumn,
    entry: number,
    row: number,
    value: unknown,
  ): void {
    const { rows, symbols } = this.context;
    const tag = column!.tag[row];
    tags.values[entry] = tag;
    if (tag === NUMBER || tag === BOOLEAN) numbers.values[entry] = column!.num[row];
    else if (!holdsAny) return;
    else if (tag === STRING)
      numbers.values[entry] = texts
        ? texts.add(rows, column!, row)
        : symbols.retain(rows.symbol(column!, row));
    else if (tag === OBJECT || tag === LIST) numbers.values[entry] = others.add(value);
  }

  /** The value of an entry at a path: as it is kept, or read back from the source event; else there is none. */
  private knownValue(path: string, entry: number, { held }: OperatorContext): unknown {
    const field = this.fields.find((each) => each.path === path);
    const tag = field?.tags.values[entry] ?? STRING;
    if (field && (field.holdsAny || (tag !== STRING && tag !== OBJECT && tag !== LIST)))
      return this.valueOf(field, entry);
    const ref = this.refs.values[entry];
    return ref >= 0 ? held.valueOf(ref, path) : undefined;
  }

  /** Notes the values of a row for its entry, and holds its event. */
  put(entry: number, row: number): void {
    const { rows, held, symbols } = this.context;
    for (let i = 0; i < this.fields.length; i++) {
      const { column, tags, numbers, holdsAny, texts, others, path } = this.fields[i];
      const tag = column!.tag[row];
      tags.values[entry] = tag;
      if (tag === STRING && holdsAny)
        numbers.values[entry] = texts
          ? texts.add(rows, column!, row)
          : symbols.retain(rows.symbol(column!, row));
      else if (holdsAny && (tag === OBJECT || tag === LIST))
        numbers.values[entry] = others.add(valueAt(this.context.data(row), path));
      else numbers.values[entry] = column!.num[row];
    }
    if (rows.maker[row] === FROM_SOURCE) {
      held.log.keep(rows.identity[row]);
      this.refs.values[entry] = rows.identity[row];
    } else this.refs.values[entry] = held.holdCauses(this.context.causes(row));
  }

  release(entry: number): void {
    const { held, symbols } = this.context;
    held.release(this.refs.values[entry]);
    for (let i = 0; i < this.fields.length; i++) {
      const { tags, numbers, holdsAny, texts, others } = this.fields[i];
      if (!holdsAny) continue;
      const tag = tags.values[entry];
      if (tag === STRING) (texts ?? symbols).release(numbers.values[entry]);
      else if (tag === OBJECT || tag === LIST) others.release(numbers.values[entry]);
    }
  }

  /** What is not in columns of the timeline, which saves those. */
  save(out: StateWriter): void {
    beginPart(out, 'fields', 2);
    for (const { texts, others } of this.fields) {
      texts?.save(out);
      others.save(out);
    }
  }

  /** When the timeline has been loaded. */
  load(from: StateReader): void {
    expectFit(openPart(from, 'fields', 2) === 2);
    for (const { texts, others } of this.fields) {
      texts?.load(from);
      others.load(from);
    }
    const { symbols, held } = this.context;
    for (const entry of this.timeline.entries()) {
      held.expect(this.refs.values[entry]);
      for (const { tags, numbers, holdsAny, texts, others } of this.fields) {
        if (!holdsAny) continue;
        const tag = tags.values[entry];
        if (tag === OBJECT || tag === LIST) others.expect(numbers.values[entry]);
        else if (tag === STRING && texts) texts.expect(numbers.values[entry]);
        else if (tag === STRING) symbols.retainLoaded(numbers.values[entry]);
      }
    }
  }

  /** The number that a sum adds up, 0 where there is none. */
  number(aggregate: number, entry: number): number {
    const field = this.fieldOf[aggregate];
    return field !== undefined && field.tags.values[entry] === NUMBER ? field.numbers.values[entry] : 0;
  }

  isNumber(aggregate: number, entry: number): boolean {
    const field = this.fieldOf[aggregate];
    return field !== undefined && field.tags.values[entry] === NUMBER;
  }

  isPresent(aggregate: number, entry: number): boolean {
    const field = this.fieldOf[aggregate];
    return field === undefined || field.tags.values[entry] > NULL;
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
    const field = this.fieldOf[aggregate]!;
    const present = entries.filter((entry) => this.isPresent(aggregate, entry));
    switch (this.aggregates[aggregate].function) {
      case 'first':
        return this.valueOf(field, present[0]);
      case 'last':
        return this.valueOf(field, present.at(-1));
      case 'list':
        return present.slice(-MOST_LISTED).map((entry) => this.valueOf(field, entry));
      default:
        return this.different(field, present);
    }
  }

  private valueOf({ tags, numbers, texts, others }: FieldColumn, entry: number | undefined): unknown {
    if (entry === undefined) return null;
    switch (tags.values[entry]) {
      case STRING:
        return (texts ?? this.context.symbols).text(numbers.values[entry]);
      case NUMBER:
        return numbers.values[entry];
      case BOOLEAN:
        return numbers.values[entry] === 1;
      case OBJECT:
      case LIST:
        return others.value(numbers.values[entry]);
      default:
        return undefined;
    }
  }

  /** How many different values there are: `5` is not `"5"`, and objects and lists go by their JSON. */
  private different({ tags, numbers, others }: FieldColumn, entries: readonly number[]): number {
    const texts = new Set<number>();
    const rest = new Set<unknown>();
    for (const entry of entries) {
      const tag = tags.values[entry];
      if (tag === STRING) texts.add(numbers.values[entry]);
      else if (tag === NUMBER) rest.add(numbers.values[entry]);
      else
        rest.add(
          sameness(tag === BOOLEAN ? numbers.values[entry] === 1 : others.value(numbers.values[entry])),
        );
    }
    return texts.size + rest.size;
  }

  /** Writes an aggregate over entries as JSON. */
  write(aggregate: number, entries: readonly number[], out: JsonWriter): void {
    if (this.aggregates[aggregate].function !== 'list') {
      out.value(this.aggregate(aggregate, entries));
      return;
    }
    const field = this.fieldOf[aggregate]!;
    const { tags, numbers } = field;
    const texts = field.texts ?? this.context.symbols;
    const present =
      entries.length > MOST_LISTED || !entries.every((entry) => tags.values[entry] > NULL)
        ? entries.filter((entry) => tags.values[entry] > NULL).slice(-MOST_LISTED)
        : entries;
    out.byte(OPEN_BRACKET);
    for (let i = 0; i < present.length; i++) {
      if (i > 0) out.byte(COMMA);
      if (tags.values[present[i]] === STRING) out.textOf(texts, numbers.values[present[i]]);
      else out.value(this.valueOf(field, present[i]));
    }
    out.byte(CLOSE_BRACKET);
  }

  /** Causes of all entries (in order). */
  causes(entries: readonly number[]): Causes {
    const causes = new CauseList();
    for (let i = this.firstThatCounts(entries); i < entries.length; i++) {
      const ref = this.refs.values[entries[i]];
      if (ref >= 0) causes.add(this.sourceTime(entries[i]), ref);
      else causes.addAll(this.context.held.causes(ref));
    }
    return causes.newest();
  }

  /** Of many source events only the newest can count as causes; one may have come twice. */
  private firstThatCounts(entries: readonly number[]): number {
    const { values } = this.refs;
    if (entries.length <= MOST_CAUSES || !entries.every((entry) => values[entry] >= 0)) return 0;
    const places = new Set<number>();
    let first = entries.length;
    while (first > 0 && places.size < MOST_CAUSES) places.add(values[entries[--first]]);
    return first;
  }

  /** The event time of an entry; count windows keep it apart from the order of their list. */
  sourceTime: (entry: number) => number = (entry) => this.timeline.time(entry);
}

/** What two values must share to be one for `distinct`: `5` is not `"5"`; objects and lists go by their JSON. */
export function sameness(value: unknown): unknown {
  if (typeof value === 'string') return `"${value}`;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
