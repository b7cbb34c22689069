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
import { type Column, NULL, NUMBER } from '../../runtime/engine/kernel/rows.ts';
import {
  beginPart,
  expectFit,
  ofLength,
  openPart,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { gatheredFor } from './carry.ts';
import type { Aggregate, WindowConfig } from './definition.ts';
import { DifferentValues } from './different-values.ts';
import { KeyValues } from './key-values.ts';
import { PlacedValues } from './placed-values.ts';

const NONE = -1;
/** What one aggregate has gathered, by record. */
interface Gathered {
  readonly aggregate: Aggregate;
  column: Column | undefined;
  /** Present values, or numbers for functions of numbers; those of the two below are not counted. */
  count: Float64Array;
  /** Sum, least or greatest. */
  number: Float64Array;
  /** Of first, last, list. */
  readonly placed: PlacedValues | undefined;
  /** Of distinct. */
  readonly different: DifferentValues | undefined;
}

/** What the records of the version before need, to go on here. */
interface Taking {
  /** Two aggregates that ask for the same gather each for itself: the second one, and what it begins with. */
  readonly twins: readonly (readonly [Gathered, Gathered])[];
  /** What nobody asks for any more. */
  readonly left: readonly Gathered[];
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
  /** Until this takes over from the version before. */
  private taking: Taking | undefined;
  private context!: OperatorContext;

  /** @param before whose records go on here: it has gathered what these aggregates ask for (carry.ts) */
  constructor(config: WindowConfig, before?: Accumulators) {
    this.aggregates = config.aggregates;
    this.keyValues = before?.keyValues ?? new KeyValues(config.key.length);
    if (!before) {
      this.gathered = config.aggregates.map(newGathered);
      return;
    }
    const twins: [Gathered, Gathered][] = [];
    const taken = new Set<Gathered>();
    this.gathered = config.aggregates.map((aggregate) => {
      const known = before.gathered[gatheredFor(aggregate, before.aggregates)];
      if (!taken.has(known)) {
        taken.add(known);
        return { ...known, aggregate };
      }
      const twin = newGathered(aggregate);
      twins.push([twin, known]);
      return twin;
    });
    this.taking = { twins, left: before.gathered.filter((each) => !taken.has(each)) };
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
    for (const each of this.gathered) {
      each.column = each.aggregate.field ? context.column(each.aggregate.field) : undefined;
      each.different?.bind(context.symbols);
    }
  }

  /** Takes over from the version before. */
  settleIn(): void {
    for (const [twin, known] of this.taking?.twins ?? []) {
      twin.count = known.count.slice();
      twin.number = known.number.slice();
      twin.placed?.copyFrom(known.placed!, this.records);
      twin.different?.copyFrom(known.different!, this.records);
    }
    for (const { different } of this.taking?.left ?? []) different?.clearAll();
    this.taking = undefined;
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
    }
    for (const each of this.gathered) growGathered(each, record);
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
      if (placed) placed.clear(record);
      else if (different) different.clear(record);
      else {
        count[record] = 0;
        number[record] = 0;
      }
    }
  }

  /** Takes an event into a record. */
  add(record: number, row: number): void {
    const { rows } = this.context;
    const time = rows.time[row];
    const seq = this.seq++;
    for (const each of this.gathered) this.gather(each, record, row, seq);
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

  private gather(each: Gathered, record: number, row: number, seq: number): void {
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
    if (each.placed) each.placed.add(record, this.context, column, row, seq);
    else each.different!.add(record, this.context, column, row);
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
    const { count, number, placed, different } = each;
    if (placed) placed.merge(into, from);
    else if (different) different.merge(into, from);
    else if (count[from] > 0) {
      const fromNumber = number[from];
      if (count[into] === 0) number[into] = fromNumber;
      else if (each.aggregate.function === 'min') number[into] = Math.min(number[into], fromNumber);
      else if (each.aggregate.function === 'max') number[into] = Math.max(number[into], fromNumber);
      else number[into] += fromNumber;
      count[into] += count[from];
    }
  }

  save(out: StateWriter): void {
    const { records } = this;
    beginPart(out, 'accumulators', 2);
    for (const each of [records, this.firstFree, this.seq]) out.number(each);
    out.array(this.newestTime, records);
    out.array(this.newestSeq, records);
    out.array(this.causeLists, records);
    this.keyValues.save(out, records);
    this.causeArena!.save(out);
    for (const { count, number, placed, different } of this.gathered) {
      if (placed) placed.save(out, records);
      else if (different) different.save(out, records);
      else {
        out.array(count, records);
        out.array(number, records);
      }
    }
  }

  load(from: StateReader): void {
    expectFit(openPart(from, 'accumulators', 2) === 2);
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
      if (each.placed) each.placed.load(from, records);
      else if (each.different) each.different.load(from, records);
      else {
        each.count = ofLength(from.float64(), records);
        each.number = ofLength(from.float64(), records);
      }
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
        return each.different!.count(record);
      case 'list':
        return each.placed!.list(record);
      default:
        return each.placed!.one(record);
    }
  }

  /** Writes an aggregate as JSON. */
  writeValue(record: number, aggregate: number, out: JsonWriter): void {
    const each = this.gathered[aggregate];
    if (!each.placed) out.value(this.value(record, aggregate));
    else if (each.aggregate.function === 'list') each.placed.writeList(record, out);
    else each.placed.writeOne(record, out);
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
  const keeps = aggregate.function;
  return {
    aggregate,
    column: undefined,
    count: new Float64Array(64),
    number: new Float64Array(64),
    placed: keeps === 'first' || keeps === 'last' || keeps === 'list' ? new PlacedValues(keeps) : undefined,
    different: keeps === 'distinct' ? new DifferentValues() : undefined,
  };
}

function growGathered(each: Gathered, record: number): void {
  if (each.placed) each.placed.grow(record);
  else if (each.different) each.different.grow(record);
  else {
    each.count = grown(each.count, record + 1);
    each.number = grown(each.number, record + 1);
  }
}
