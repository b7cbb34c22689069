/**
 * Aggregates that are gathered event by event, for windows whose events need not be looked at again (tumbling, hopping,
 * calendar, session). One record a window, in arrays; records are given back.
 *
 * Sums add up in the order of processing; "first" and "last" and the newest event go by (time, order of processing).
 */
import { CauseArena } from '../../runtime/engine/kernel/cause-arena.ts';
import type { Causes } from '../../runtime/engine/kernel/causes.ts';
import { grown } from '../../runtime/engine/kernel/grow.ts';
import type { JsonWriter } from '../../runtime/engine/kernel/json-writer.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { type Column, LIST, NULL, NUMBER, OBJECT } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  expectFit,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { valueAt } from '../../runtime/engine/scan/parse-event.ts';
import { gatheredFor } from './carry.ts';
import type { Aggregate, WindowConfig } from './definition.ts';
import { sameness } from './entry-fields.ts';
import { KeyValues } from './key-values.ts';

const MOST_LISTED = 100;
const NONE = -1;
/** Functions that look at the order of values. */
const PLACES = new Set(['first', 'last', 'list']);

/** A value with its place in (time, order of processing). */
interface Placed {
  readonly time: number;
  readonly seq: number;
  readonly value: unknown;
}

/** What one aggregate has gathered, by record. */
interface Gathered {
  readonly aggregate: Aggregate;
  column: Column | undefined;
  /** Present values, or numbers for functions of numbers. */
  count: Float64Array;
  /** Sum, least or greatest. */
  number: Float64Array;
  /** first, last: one; list: the newest 100 in order. Other functions have none. */
  readonly placed: (Placed[] | undefined)[] | undefined;
  /** Only distinct has them. */
  readonly different: (Set<unknown> | undefined)[] | undefined;
}

export class Accumulators {
  private readonly gathered: readonly Gathered[];
  private newestTime = new Float64Array(64);
  private newestSeq = new Float64Array(64);
  /** By record: the key's values in the newest event. */
  private readonly keyValues: KeyValues;
  private readonly aggregates: readonly Aggregate[];
  /** By record: its list of causes; of one that was given back: -2 - the one given back before it. */
  private causeLists = new Int32Array(64);
  private causeArena: CauseArena | undefined;
  private records = 0;
  private firstFree = NONE;
  private free = 0;
  private seq = 0;
  private context!: OperatorContext;

  /** @param before whose records go on here: it has gathered what these aggregates ask for (carry.ts) */
  constructor(config: WindowConfig, before?: Accumulators) {
    this.aggregates = config.aggregates;
    this.keyValues = before?.keyValues ?? new KeyValues(config.key.length);
    if (!before) {
      this.gathered = config.aggregates.map(newGathered);
      return;
    }
    const taken = new Set<number>();
    this.gathered = config.aggregates.map((aggregate) => {
      const index = gatheredFor(aggregate, before.aggregates);
      // Two aggregates that ask for the same gather each for itself.
      const known = taken.has(index) ? copyOf(before.gathered[index]) : before.gathered[index];
      taken.add(index);
      return { ...known, aggregate };
    });
    this.newestTime = before.newestTime;
    this.newestSeq = before.newestSeq;
    this.causeLists = before.causeLists;
    this.causeArena = before.causeArena;
    this.records = before.records;
    this.firstFree = before.firstFree;
    this.free = before.free;
    this.seq = before.seq;
  }

  bind(context: OperatorContext, keyColumns: readonly Column[]): void {
    this.context = context;
    this.keyValues.bind(context, keyColumns);
    this.causeArena ??= new CauseArena((place) => context.held.log.release(place));
    for (const each of this.gathered)
      each.column = each.aggregate.field ? context.column(each.aggregate.field) : undefined;
  }

  /** Records in use. */
  get size(): number {
    return this.records - this.free;
  }

  /** How long an array by record must be. */
  get limit(): number {
    return this.records;
  }

  create(): number {
    const record = this.newRecord();
    if (record >= this.newestTime.length) {
      this.newestTime = grown(this.newestTime, record + 1);
      this.newestSeq = grown(this.newestSeq, record + 1);
      this.causeLists = grown(this.causeLists, record + 1);
      for (const each of this.gathered) {
        each.count = grown(each.count, record + 1);
        each.number = grown(each.number, record + 1);
      }
    }
    this.causeLists[record] = this.causeArena!.create();
    this.empty(record);
    return record;
  }

  private newRecord(): number {
    const record = this.firstFree;
    if (record === NONE) return this.records++;
    this.firstFree = -2 - this.causeLists[record];
    this.free--;
    return record;
  }

  private giveBack(record: number): void {
    this.causeLists[record] = -2 - this.firstFree;
    this.firstFree = record;
    this.free++;
  }

  /** The record's events go, the record stays. */
  clear(record: number): void {
    this.causeArena!.clear(this.causeLists[record]);
    this.empty(record);
  }

  remove(record: number): void {
    this.causeArena!.remove(this.causeLists[record]);
    this.empty(record);
    this.giveBack(record);
  }

  private empty(record: number): void {
    this.newestTime[record] = Number.NEGATIVE_INFINITY;
    this.keyValues.clear(record);
    for (const { count, number, placed, different } of this.gathered) {
      count[record] = 0;
      number[record] = 0;
      if (placed) placed[record] = undefined;
      if (different) different[record] = undefined;
    }
  }

  /** Takes an event into a record. */
  add(record: number, row: number): void {
    const { rows } = this.context;
    const time = rows.time[row];
    const seq = this.seq++;
    for (const each of this.gathered) this.gather(each, record, row, time, seq);
    if (time >= this.newestTime[record]) {
      this.newestTime[record] = time;
      this.newestSeq[record] = seq;
      this.keyValues.put(record, row);
    }
    const causes = this.context.causes(row);
    for (let i = 0; i < causes.length; i += 2) {
      this.context.held.log.keep(causes[i + 1]);
      this.causeArena!.add(this.causeLists[record], causes[i], causes[i + 1]);
    }
  }

  private gather(each: Gathered, record: number, row: number, time: number, seq: number): void {
    const { column, count } = each;
    if (!column) {
      count[record]++;
      return;
    }
    const tag = column.tag[row];
    switch (each.aggregate.function) {
      case 'count':
        if (tag > NULL) count[record]++;
        return;
      case 'sum':
      case 'avg':
      case 'min':
      case 'max':
        if (tag === NUMBER) this.gatherNumber(each, record, column.num[row]);
        return;
    }
    if (tag <= NULL) return;
    const isPlain = tag !== OBJECT && tag !== LIST;
    const value = isPlain
      ? this.context.rows.value(column, row)
      : valueAt(this.context.data(row), column.path);
    if (each.different) {
      each.different[record] ??= new Set();
      each.different[record].add(sameness(value));
    }
    if (each.placed) each.placed[record] = this.place(each, each.placed[record] ?? [], { time, seq, value });
  }

  private gatherNumber(each: Gathered, record: number, value: number): void {
    const { count, number } = each;
    const first = count[record]++ === 0;
    switch (each.aggregate.function) {
      case 'min':
        number[record] = first ? value : Math.min(number[record], value);
        return;
      case 'max':
        number[record] = first ? value : Math.max(number[record], value);
        return;
      default:
        number[record] += value;
    }
  }

  /** Puts a value where it belongs; what the function never asks for again is left out. */
  private place(each: Gathered, list: Placed[], added: Placed): Placed[] {
    let at = list.length;
    while (at > 0 && isAfter(list[at - 1], added)) at--;
    list.splice(at, 0, added);
    if (each.aggregate.function === 'first') list.length = 1;
    else if (each.aggregate.function === 'last') list.splice(0, list.length - 1);
    else if (list.length > MOST_LISTED) list.shift();
    return list;
  }

  /** Takes all that `from` has gathered into `into`; `from` is given back. */
  merge(into: number, from: number): void {
    for (const each of this.gathered) this.mergeGathered(each, into, from);
    const isNewer =
      this.newestTime[from] > this.newestTime[into] ||
      (this.newestTime[from] === this.newestTime[into] && this.newestSeq[from] > this.newestSeq[into]);
    if (isNewer) {
      this.newestTime[into] = this.newestTime[from];
      this.newestSeq[into] = this.newestSeq[from];
      this.keyValues.move(into, from);
    }
    this.causeArena!.absorb(this.causeLists[into], this.causeLists[from]);
    this.empty(from);
    this.giveBack(from);
  }

  private mergeGathered(each: Gathered, into: number, from: number): void {
    const { count, number } = each;
    if (count[from] > 0) {
      const fromNumber = number[from];
      if (count[into] === 0) number[into] = fromNumber;
      else if (each.aggregate.function === 'min') number[into] = Math.min(number[into], fromNumber);
      else if (each.aggregate.function === 'max') number[into] = Math.max(number[into], fromNumber);
      else number[into] += fromNumber;
      count[into] += count[from];
    }
    const { placed, different } = each;
    for (const moved of placed?.[from] ?? []) placed![into] = this.place(each, placed![into] ?? [], moved);
    if (different?.[from]) different[into] = new Set([...(different[into] ?? []), ...different[from]]);
  }

  /** first, last, list and distinct go as JSON: some 2 µs a value. */
  save(out: StateWriter): void {
    const { records } = this;
    beginPart(out, 'accumulators', 1);
    for (const each of [records, this.firstFree, this.seq]) out.number(each);
    out.array(this.newestTime, records);
    out.array(this.newestSeq, records);
    out.array(this.causeLists, records);
    this.keyValues.save(out, records);
    this.causeArena!.save(out);
    for (const { count, number, placed, different } of this.gathered) {
      out.array(count, records);
      out.array(number, records);
      if (placed) out.json(placed.map((list) => list?.map(({ time, seq, value }) => [time, seq, value])));
      if (different) out.json(different.map((set) => set && [...set]));
    }
  }

  load(from: StateReader): void {
    openPart(from, 'accumulators', 1);
    const records = from.number();
    this.records = records;
    this.firstFree = from.number();
    this.seq = from.number();
    this.newestTime = ofLength(from.float64(), records);
    this.newestSeq = ofLength(from.float64(), records);
    this.causeLists = ofLength(from.int32(), records);
    this.keyValues.load(from);
    this.causeArena!.load(from);
    this.free = 0;
    for (const list of this.causeLists)
      if (list < 0) this.free++;
      else expectFit(this.causeArena!.has(list));
    for (const each of this.gathered) {
      each.count = ofLength(from.float64(), records);
      each.number = ofLength(from.float64(), records);
      if (each.placed) loadPlaced(from, each.placed);
      if (each.different) loadDifferent(from, each.different);
    }
  }

  /** Whether the record has taken an event since it was made or cleared. */
  holdsAny(record: number): boolean {
    return this.newestTime[record] > Number.NEGATIVE_INFINITY;
  }

  value(record: number, aggregate: number): unknown {
    const each = this.gathered[aggregate];
    const count = each.count[record];
    switch (each.aggregate.function) {
      case 'count':
        return count;
      case 'sum':
        return each.number[record];
      case 'avg':
        return count === 0 ? null : each.number[record] / count;
      case 'min':
      case 'max':
        return count === 0 ? null : each.number[record];
      case 'distinct':
        return each.different?.[record]?.size ?? 0;
      case 'list':
        return (each.placed?.[record] ?? []).map((placed) => placed.value);
      default:
        return each.placed?.[record]?.[0]?.value ?? null;
    }
  }

  keyValue(record: number, part: number): unknown {
    return this.keyValues.value(record, part);
  }

  writeKeyValue(record: number, part: number, out: JsonWriter): void {
    this.keyValues.write(record, part, out);
  }

  causes(record: number): Causes {
    return this.causeArena!.read(this.causeLists[record]);
  }
}

function newGathered(aggregate: Aggregate): Gathered {
  return {
    aggregate,
    column: undefined,
    count: new Float64Array(64),
    number: new Float64Array(64),
    placed: PLACES.has(aggregate.function) ? [] : undefined,
    different: aggregate.function === 'distinct' ? [] : undefined,
  };
}

function copyOf(gathered: Gathered): Gathered {
  const { count, number, placed, different } = gathered;
  return {
    ...gathered,
    count: count.slice(),
    number: number.slice(),
    placed: placed?.map((list) => list && [...list]),
    different: different?.map((values) => values && new Set(values)),
  };
}

function isAfter(a: Placed, b: Placed): boolean {
  return a.time > b.time || (a.time === b.time && a.seq > b.seq);
}

function loadPlaced(from: StateReader, placed: (Placed[] | undefined)[]): void {
  for (const [record, list] of (from.json() as ([number, number, unknown][] | null)[]).entries())
    placed[record] = list?.map(([time, seq, value]) => ({ time, seq, value }));
}

function loadDifferent(from: StateReader, different: (Set<unknown> | undefined)[]): void {
  for (const [record, values] of (from.json() as (unknown[] | null)[]).entries())
    different[record] = values ? new Set(values) : undefined;
}
