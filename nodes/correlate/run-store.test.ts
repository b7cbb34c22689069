import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventLog, sourceEvent } from '../../runtime/engine/kernel/event-log.ts';
import { HeldEvents } from '../../runtime/engine/kernel/held-events.ts';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { Rows } from '../../runtime/engine/kernel/rows.ts';
import { Symbols } from '../../runtime/engine/kernel/symbols.ts';
import { RunStore } from './run-store.ts';

/** Counts what is kept; an event's id is its place. */
class CountingLog implements EventLog {
  kept = 0;
  open = () => 0;
  present() {}
  keep() {
    this.kept++;
  }
  release() {
    this.kept--;
  }
  read = (place: number) => sourceEvent(`{"id":"${place}","data":{"city":"read back ${place}"}}`);
}

function emptyStore() {
  const symbols = new Symbols();
  const rows = new Rows(symbols);
  const log = new CountingLog();
  const context = {
    rows,
    symbols,
    held: new HeldEvents(log),
    data: () => ({ made: true }),
    causes: () => new Float64Array([1, 1]),
  } as unknown as OperatorContext;
  const store = new RunStore([false, true, false]);
  store.bind(context, [new Set(['city']), new Set(), new Set()]);
  return { symbols, rows, log, context, store };
}

const listed = (store: RunStore, key: number) => {
  const runs: number[] = [];
  for (let run = store.first(key); run >= 0; run = store.next[run]) runs.push(run);
  return runs;
};

describe('RunStore', () => {
  it('lists the runs of each key in the order in which they were started, and gives everything back', () => {
    const command = fc.tuple(fc.nat(3), fc.boolean(), fc.nat(9), fc.boolean());
    fc.assert(
      fc.property(fc.array(command, { maxLength: 200 }), (commands) => {
        const { symbols, rows, log, context, store } = emptyStore();
        const model = new Map<string, number[]>(['a', 'b', 'c', 'd'].map((key) => [key, []]));
        for (const [which, starts, at, made] of commands) {
          const [key, runs] = [...model][which];
          if (starts || runs.length === 0) {
            const row = rows.push(at, made ? 0 : -1);
            rows.identity[row] = made ? -5 : at;
            rows.setValue(rows.column('city'), row, `city ${at}`);
            const run = store.start(symbols.internText(key));
            store.put(run, 0, row);
            rows.pop();
            runs.push(run);
          } else store.end(runs.splice(at % runs.length, 1)[0]);
          symbols.sweep();
        }
        for (const [key, runs] of model) expect(listed(store, symbols.internText(key))).toEqual(runs);
        const open = [...model.values()].flat();
        expect([...store.open()].sort()).toEqual(open.sort());
        expect(store.size).toBe(open.length);
        expect(log.kept).toBe(open.length);
        for (const run of open) {
          expect(symbols.text(store.kept(0)[0].value[run])).toBe(`city ${store.time(run, 0)}`);
          expect(store.isBound(run, 0)).toBe(true);
          expect(store.isBound(run, 1) || store.isBound(run, 2)).toBe(false);
          store.end(run);
        }
        symbols.sweep();
        expect([store.size, log.kept, symbols.size, context.held.size]).toEqual([0, 0, 0, 0]);
      }),
    );
  });

  it('reads back a value that is kept only from now on', () => {
    const { symbols, rows, context, store } = emptyStore();
    store.bind(context, [new Set(), new Set(), new Set()]);
    const row = rows.push(0, -1);
    rows.identity[row] = 7;
    const run = store.start(symbols.internText('a'));
    store.put(run, 0, row);
    rows.pop();
    store.bind(context, [new Set(['city']), new Set(), new Set()]);
    symbols.sweep();
    expect(symbols.text(store.kept(0)[0].value[run])).toBe('read back 7');
  });
});
