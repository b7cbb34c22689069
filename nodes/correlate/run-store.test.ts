import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperatorContext } from '../../runtime/engine/kernel/operator.ts';
import { Rows } from '../../runtime/engine/kernel/rows.ts';
import { Symbols } from '../../runtime/engine/kernel/symbols.ts';
import { RunStore } from './run-store.ts';

/** Counts what is kept in the log and what is held as a value. */
class CountedEvents {
  kept = 0;
  held = 0;
  readonly log = { keep: () => this.kept++ };

  hold(): number {
    this.held++;
    return -1;
  }

  release(ref: number): void {
    if (ref < 0) this.held--;
    else this.kept--;
  }

  valueOf(ref: number): string {
    return `read back ${ref}`;
  }
}

function emptyStore() {
  const symbols = new Symbols();
  const rows = new Rows(symbols);
  const held = new CountedEvents();
  const context = { rows, symbols, held, hold: () => held.hold() };
  const store = new RunStore([false, true, false]);
  const bind = (...kept: readonly string[]) =>
    store.bind(context as unknown as OperatorContext, [new Set(kept), new Set(), new Set()]);
  bind('city');
  return { symbols, rows, held, store, bind };
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
        const { symbols, rows, held, store } = emptyStore();
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
        expect(held.kept + held.held).toBe(open.length);
        for (const run of open) {
          expect(symbols.text(store.kept(0)[0].value[run])).toBe(`city ${store.time(run, 0)}`);
          expect(store.isBound(run, 0)).toBe(true);
          expect(store.isBound(run, 1) || store.isBound(run, 2)).toBe(false);
          store.end(run);
        }
        symbols.sweep();
        expect([store.size, held.kept, held.held, symbols.size]).toEqual([0, 0, 0, 0]);
      }),
    );
  });

  it('reads back a value that is kept only from now on', () => {
    const { symbols, rows, store, bind } = emptyStore();
    bind();
    const row = rows.push(0, -1);
    rows.identity[row] = 7;
    const run = store.start(symbols.internText('a'));
    store.put(run, 0, row);
    rows.pop();
    bind('city');
    symbols.sweep();
    expect(symbols.text(store.kept(0)[0].value[run])).toBe('read back 7');
  });
});
