/** The kernel's structures against the plainest models of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CauseArena } from './cause-arena.ts';
import { MOST_CAUSES, mergeCauses } from './causes.ts';
import { MemoryLog } from './event-log.ts';
import { keySymbol, keyTexts, knownKeySymbol, NO_KEY, UNKNOWN_KEY } from './keys.ts';
import { NumberMap } from './number-map.ts';
import { Rows } from './rows.ts';
import { ParsedEvents } from './source-events.ts';
import { Symbols } from './symbols.ts';
import { WaitBuffer } from './wait-buffer.ts';
import { decodeText, encodeText } from './wtf8.ts';

const encoder = new TextEncoder();

describe('wtf8', () => {
  it('gives every text back, lone surrogates too', () => {
    const units = fc.array(
      fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0xd800, 0xdc00, 0x61)),
    );
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        const { bytes, length } = encodeText(text);
        expect(decodeText(bytes.slice(0, length), 0, length)).toBe(text);
      }),
    );
  });
});

describe('Symbols', () => {
  it('gives equal texts equal ids, and forgets what nobody retains', () => {
    const symbols = new Symbols();
    const kept = symbols.retain(symbols.internText('kept'));
    for (let round = 0; round < 50; round++) {
      for (let i = 0; i < 200; i++) {
        const id = symbols.internText(`passing ${round} ${i}`);
        expect(symbols.internText(`passing ${round} ${i}`)).toBe(id);
        expect(symbols.text(id)).toBe(`passing ${round} ${i}`);
      }
      symbols.sweep();
    }
    expect(symbols.size).toBe(1);
    expect(symbols.internText('kept')).toBe(kept);
    symbols.release(kept);
    symbols.sweep();
    expect(symbols.size).toBe(0);
  });
});

describe('NumberMap', () => {
  it('behaves as a Map', () => {
    const command = fc.tuple(
      fc.constantFrom('set', 'delete'),
      fc.nat(40).map((n) => n * 4294967296 + (n % 7)),
      fc.nat(1000),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
        const map = new NumberMap();
        const model = new Map<number, number>();
        for (const [what, key, value] of commands) {
          if (what === 'set') {
            map.set(key, value);
            model.set(key, value);
          } else {
            map.delete(key);
            model.delete(key);
          }
        }
        expect(map.size).toBe(model.size);
        for (let n = 0; n <= 40; n++) {
          const key = n * 4294967296 + (n % 7);
          expect(map.get(key)).toBe(model.get(key) ?? -1);
        }
      }),
    );
  });
});

describe('CauseArena', () => {
  it('keeps the hundred newest, each once, and releases each place as often as it was added', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { maxLength: 700 }), (added) => {
        const held = new Map<number, number>();
        const arena = new CauseArena((place) => held.set(place, held.get(place)! - 1));
        const list = arena.create();
        for (const [, place] of added) {
          held.set(place, (held.get(place) ?? 0) + 1);
          arena.add(list, place % 50, place);
        }
        const inOrder = [...new Set(added.map(([, place]) => place))].sort(
          (a, b) => (a % 50) - (b % 50) || a - b,
        );
        const newest = inOrder.slice(-MOST_CAUSES).flatMap((place) => [place % 50, place]);
        expect(arena.read(list)).toEqual(newest);
        expect(mergeCauses([newest, newest.slice(0, 20)])).toEqual(newest);
        arena.remove(list);
        expect([...held.values()].every((count) => count === 0)).toBe(true);
      }),
    );
  });
});

describe('keys', () => {
  it('compares values as text, and tells the parts of a key apart', () => {
    const rows = new Rows(new Symbols());
    const [a, b] = [rows.column('a'), rows.column('b')];
    const keyOf = (first: unknown, second: unknown) => {
      rows.setValue(a, 0, first);
      rows.setValue(b, 0, second);
      return keySymbol(rows, [a, b], 0);
    };
    expect(keyOf(7, true)).toBe(keyOf('7', 'true'));
    expect(keyOf('ab', 'c')).not.toBe(keyOf('a', 'bc'));
    expect(keyOf('a', null)).toBe(-1);
    expect(keyOf(undefined, 'a')).toBe(-1);
    expect(keyTexts(rows.symbols, keyOf(1.5, '나루'), 2)).toEqual(['1.5', '나루']);
  });
});

describe('known keys', () => {
  it('are found, and what is looked for in vain leaves no symbol', () => {
    const { symbols, ...rows } = rowsOfKeys();
    const known = rows.keyOf('210-0002', 'SOLB');
    const { size } = symbols;
    expect(rows.knownKeyOf('210-0002', 'SOLB')).toBe(known);
    expect(rows.knownKeyOf('210-0002', null)).toBe(NO_KEY);
    symbols.internText('BNDB');
    expect(rows.knownKeyOf('210-0002', 'BNDB')).toBe(UNKNOWN_KEY);
    expect(symbols.size).toBe(size + 1);
  });
});

function rowsOfKeys() {
  const rows = new Rows(new Symbols());
  const columns = [rows.column('a'), rows.column('b')];
  const fill = (values: readonly unknown[]) => {
    for (const [i, column] of columns.entries()) rows.setValue(column, 0, values[i]);
  };
  return {
    symbols: rows.symbols,
    keyOf(...values: readonly unknown[]) {
      fill(values);
      return keySymbol(rows, columns, 0);
    },
    knownKeyOf(...values: readonly unknown[]) {
      fill(values);
      return knownKeySymbol(rows, columns, 0);
    },
  };
}

describe('WaitBuffer', () => {
  it('gives events in order of (time, arrival) with their bytes', () => {
    const buffer = new WaitBuffer();
    const events = Array.from({ length: 200 }, (_, place) => ({ time: (place * 7919) % 13, place }));
    for (const { time, place } of events) {
      const bytes = encoder.encode(`event ${place}`);
      buffer.add(time, place, bytes, 0, bytes.length, place % 3);
    }
    for (const { time, place } of events.sort((x, y) => x.time - y.time || x.place - y.place)) {
      expect([buffer.time, buffer.place, buffer.origin]).toEqual([time, place, place % 3]);
      expect(new TextDecoder().decode(buffer.bytes)).toBe(`event ${place}`);
      buffer.drop();
    }
    expect(buffer.size).toBe(0);
  });
});

describe('MemoryLog', () => {
  it('keeps just the events that something waits with', () => {
    const log = new MemoryLog();
    const sources = new ParsedEvents(log);
    const line = (id: number) => `{"id":"e${id}","data":{"n":${id}}}`;
    const places: number[] = [];
    for (let block = 0; block < 20; block++) {
      const bytes = encoder.encode(`${line(block * 2)}\n${line(block * 2 + 1)}\n`);
      const base = log.open(bytes);
      places.push(base);
      expect(sources.id(base)).toBe(`e${block * 2}`);
      log.keep(base);
      log.keep(base);
      log.release(base);
    }
    expect(log.size).toBe(20);
    for (const [i, place] of places.entries()) expect(sources.data(place)).toEqual({ n: i * 2 });
    for (const place of places) log.release(place);
    expect(log.size).toBe(0);
    expect(() => log.read(places[0])).toThrow('not kept');
  });
});
