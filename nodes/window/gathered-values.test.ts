/** What `first`, `last`, `list` and `distinct` keep in arrays, held against plain lists and sets. */
import { describe, expect, it } from 'vitest';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { Rows } from '../../runtime/engine/kernel/rows.ts';
import {
  StateBytes,
  StateCopy,
  type StateReader,
  type StateWriter,
} from '../../runtime/engine/kernel/state.ts';
import { Symbols } from '../../runtime/engine/kernel/symbols.ts';
import { createRandom } from '../../test/model/random.ts';
import { DifferentValues } from './different-values.ts';
import { PlacedValues } from './placed-values.ts';

interface Store {
  save(out: StateWriter, records: number): void;
  load(from: StateReader, records: number): void;
}

const RECORDS = 40;
const VALUES = [
  0,
  -0,
  1,
  5,
  1e300,
  '5',
  '',
  '다섯',
  '"',
  true,
  false,
  [],
  [5],
  {},
  { a: 1 },
  { a: '1' },
  '{}',
  '[]',
];

/** Rows with one column, of events whose data is remembered. */
function oneColumn() {
  const symbols = new Symbols();
  const rows = new Rows(symbols);
  const column = rows.column('v');
  let data: Record<string, unknown> = {};
  const context = { rows, symbols, data: () => data } as unknown as OperatorContext;
  const withRow = (time: number, value: unknown, use: (row: number) => void) => {
    const row = rows.push(time, -1);
    rows.setValue(column, row, value);
    data = { v: value };
    use(row);
    rows.pop();
  };
  return { symbols, column, context, withRow };
}

function reloaded<T extends Store>(store: T, fresh: T): T {
  const copy = new StateCopy();
  store.save(copy, RECORDS);
  fresh.load(new StateBytes(Buffer.concat([...copy.pieces()])), RECORDS);
  return fresh;
}

interface Kept {
  readonly time: number;
  readonly seq: number;
  readonly value: unknown;
}

const inOrder = (all: readonly Kept[]) => [...all].sort((a, b) => a.time - b.time || a.seq - b.seq);
const valuesOf = (all: readonly Kept[]) => all.map(({ value }) => value);

describe.each(['first', 'last', 'list'] as const)('%s', (keeps) => {
  const most = keeps === 'list' ? 100 : 1;
  const kept = (all: readonly Kept[]) =>
    keeps === 'first' ? inOrder(all).slice(0, 1) : inOrder(all).slice(-most);

  it.each([1, 2, 3])('keeps what the function asks for, in order (%i)', (seed) => {
    const random = createRandom(seed);
    const { column, context, withRow } = oneColumn();
    let store = new PlacedValues(keeps);
    for (let record = 0; record < RECORDS; record++) store.grow(record);
    const plain: Kept[][] = Array.from({ length: RECORDS }, () => []);
    const some = () => random.below(random.chance(0.7) ? 3 : RECORDS);
    for (let seq = 0; seq < 6_000; seq++) {
      const record = some();
      const dice = random.next();
      if (dice < 0.002) {
        store.clear(record);
        plain[record] = [];
      } else if (dice < 0.01) {
        const from = (record + 1) % RECORDS;
        store.merge(record, from);
        plain[record] = kept([...plain[record], ...plain[from]]);
        plain[from] = [];
      } else if (dice < 0.011) store = reloaded(store, new PlacedValues(keeps));
      else if (dice < 0.0115) {
        const copy = new PlacedValues(keeps);
        copy.copyFrom(store, RECORDS);
        store = copy;
      } else {
        // Mostly in order, often at the same time.
        const time = Math.floor(seq / 4) - (random.chance(0.2) ? random.below(41) : 0);
        const value = random.pick(VALUES);
        withRow(time, value, (row) => store.add(record, context, column, row, seq));
        plain[record] = kept([...plain[record], { time, seq, value }]);
      }
      if (seq % 16 === 0) expect(store.list(record)).toEqual(valuesOf(plain[record]));
      expect(store.one(record)).toEqual(plain[record].length === 0 ? null : valuesOf(plain[record])[0]);
    }
  });
});

describe('distinct', () => {
  const sameness = (value: unknown) =>
    typeof value === 'string' ? `"${value}` : typeof value === 'object' ? JSON.stringify(value) : value;

  it.each([1, 2, 3])('counts each value once, and lets go of texts (%i)', (seed) => {
    const random = createRandom(seed);
    const { symbols, column, context, withRow } = oneColumn();
    let store = new DifferentValues();
    store.bind(symbols);
    for (let record = 0; record < RECORDS; record++) store.grow(record);
    const plain: Set<unknown>[] = Array.from({ length: RECORDS }, () => new Set());
    for (let step = 0; step < 6_000; step++) {
      const record = random.below(RECORDS);
      const dice = random.next();
      if (dice < 0.02) {
        store.clear(record);
        plain[record].clear();
      } else if (dice < 0.05) {
        const from = (record + 1) % RECORDS;
        store.merge(record, from);
        for (const each of plain[from]) plain[record].add(each);
        plain[from].clear();
      } else if (dice < 0.052) {
        const fresh = new DifferentValues();
        fresh.bind(symbols);
        const before = store;
        if (random.chance(0.5)) fresh.copyFrom(store, RECORDS);
        else reloaded(store, fresh);
        store = fresh;
        before.clearAll();
      } else {
        const value = random.chance(0.8) ? random.pick(VALUES) : random.below(300);
        withRow(0, value, (row) => store.add(record, context, column, row));
        plain[record].add(sameness(value));
      }
      if (step % 50 === 0) symbols.sweep();
      expect(store.count(record)).toBe(plain[record].size);
    }
    store.clearAll();
    symbols.sweep();
    expect(symbols.size).toBe(0);
  });
});
