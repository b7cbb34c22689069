/** A block of lines as a scanner reads it, compared with what it is by definition. */
import { isUtf8 } from 'node:buffer';
import { expect } from 'vitest';
import { BlockReader } from '../../runtime/engine/block-reader.ts';
import * as layout from '../../runtime/engine/kernel/row-layout.ts';
import { LOOK_ROW } from '../../runtime/engine/kernel/row-memory.ts';
import {
  type Column,
  decodeEvent,
  FROM_SOURCE,
  LIST,
  MISSING,
  OBJECT,
  STRING,
} from '../../runtime/engine/kernel/rows.ts';
import { Symbols } from '../../runtime/engine/kernel/symbols.ts';
import { hasDataBytes } from '../../runtime/engine/located-events.ts';
import type { ScannerKind } from '../../runtime/engine/scan/block-scanner.ts';
import { SeenEvents } from '../../runtime/engine/scan/seen-events.ts';
import {
  type ExpectedBlock,
  type ExpectedEvent,
  expectedBlock,
  expectedValue,
  liveBlock,
} from './expected-block.ts';
import { FEW, FEW_PATHS, PATHS } from './random-lines.ts';

const BETWEEN_BLOCKS = 17;
/** In the middle of the times that most random events have. */
const NOW = Date.parse('2026-03-02T00:00:30Z') - 60_000;

export class ScannedBlocks {
  readonly symbols = new Symbols();
  readonly reader: BlockReader;
  /** Rows that were compared, and those among them that the scanner took. */
  compared = 0;
  taken = 0;
  private readonly typeNumbers = new Map<string, number>();
  private readonly typesByNumber = new Map<number, string>();
  private base = 1000;
  /** Live: sources and ids that were taken. */
  private readonly seen: Set<string> | undefined;

  constructor(scanner: ScannerKind, paths: readonly string[] = PATHS, mode: 'offline' | 'live' = 'offline') {
    this.seen = mode === 'live' ? new Set() : undefined;
    this.reader = new BlockReader(paths, {
      scanner,
      mode,
      seen: mode === 'live' ? new SeenEvents() : undefined,
      symbols: this.symbols,
      needsOf: (type) => new Set(type === FEW ? FEW_PATHS : paths),
    });
  }

  /** Reads a block and expects of it what `JSON.parse` says. */
  expectRead(block: Uint8Array): ExpectedBlock {
    const { reader, base } = this;
    const { rows } = reader;
    const expected = this.seen ? liveBlock(block, NOW, this.seen) : expectedBlock(block);
    this.base += block.length + BETWEEN_BLOCKS;
    reader.open(block, { now: NOW, base });
    let next = 0;
    while (reader.read()) {
      for (let row = 0; row < reader.count; row++) {
        if (rows.memory.state[row] === layout.ROW_VOID) continue;
        const event = expected.events[next++];
        if (!event) expect.fail(`taken, but no event: ${rows.line(row)}`);
        if (rows.identity[row] !== base + event.offset) expect(rows.identity[row] - base).toBe(event.offset);
        this.expectRow(row, event);
        this.expectLooks(base + event.offset, event);
      }
      this.symbols.sweep();
    }
    if (next !== expected.events.length)
      expect.fail(`not taken: ${expected.events[next].text} ${JSON.stringify(reader.refused)}`);
    expect(reader.refused).toEqual(expected.refused);
    expect(reader.line).toBe(expected.lines);
    expect(reader.duplicates).toBe(expected.duplicates);
    return expected;
  }

  /** Reads an event alone, as one that waited is read again, and expects the same. */
  expectAgain(block: Uint8Array, { events }: ExpectedBlock): void {
    const { rows } = this.reader;
    for (const event of events) {
      const bytes = block.subarray(event.offset);
      const newline = bytes.indexOf(10);
      const row = rows.push(5, FROM_SOURCE);
      this.reader.again(newline < 0 ? bytes : bytes.subarray(0, newline), row, event.event.time ?? 0);
      this.expectRow(row, event);
      rows.pop();
    }
  }

  private expectRow(row: number, { event, text }: ExpectedEvent): void {
    const { rows } = this.reader;
    this.compared++;
    same(rows.time[row], event.time, text);
    same(rows.line(row), text, text);
    same(rows.typeText(row), event.type, text);
    this.expectTypeNumber(row, event.type);
    for (const column of rows.columns)
      if (column.path !== '$time') this.expectValue(column, row, { event, text, offset: 0 });
    if (rows.head[row * layout.HEAD_WORDS + layout.HAS_TEXTS] !== 1) return;
    this.taken++;
    same(rows.headText(row, layout.ID_START), event.id, text);
    same(rows.headText(row, layout.SOURCE_START), event.source, text);
    same(rows.headText(row, layout.SUBJECT_START), event.subject, text);
    this.expectData(row, event.data);
  }

  private expectTypeNumber(row: number, type: string): void {
    const number = this.reader.rows.typeNumber(row);
    const known = this.typeNumbers.get(type) ?? number;
    this.typeNumbers.set(type, known);
    same(number, known, type);
    if (number < 0) return;
    same(this.typesByNumber.get(number) ?? type, type, 'the type of a number');
    this.typesByNumber.set(number, type);
  }

  private expectValue(column: Column, row: number, { event, text }: ExpectedEvent): void {
    const { rows } = this.reader;
    const tag = column.tag[row];
    const isRead = event.type !== FEW || FEW_PATHS.includes(column.path);
    // Where nobody reads it, a column may also say that nothing is there.
    if (tag === MISSING && !isRead) return;
    const expected = expectedValue(event, column.path);
    const value = tag === OBJECT ? 'an object' : tag === LIST ? 'a list' : rows.value(column, row);
    same(value, expected, `${column.path} of ${text}`);
    // Equal texts are equal numbers, wherever they come from.
    if (tag === STRING)
      same(rows.symbol(column, row), this.symbols.internText(expected as string), `symbol of ${text}`);
  }

  private expectData(row: number, data: unknown): void {
    const { rows } = this.reader;
    const at = row * layout.HEAD_WORDS;
    const start = rows.head[at + layout.DATA_START];
    const end = rows.head[at + layout.DATA_END];
    if (start === 0) {
      expect(data).toEqual({});
      return;
    }
    const text = decodeEvent(rows.bytes, start, end);
    expect(JSON.parse(text)).toEqual(data);
    if (hasDataBytes(rows, row)) same(isUtf8(rows.bytes.subarray(start, end)), true, text);
  }

  /** Looks the event up where it lies, and in a copy. */
  private expectLooks(place: number, { event, text }: ExpectedEvent): void {
    const { reader } = this;
    const address = reader.addressOf(place);
    expect(address).toBeGreaterThan(0);
    const bytes = new TextEncoder().encode(text);
    const looks = [
      () => reader.look(address),
      () => reader.lookAtCopy({ bytes, start: 0, end: bytes.length }),
    ];
    for (const look of looks) {
      if (!look()) continue;
      same(reader.rows.headText(LOOK_ROW, layout.ID_START), event.id, text);
      same(reader.rows.headText(LOOK_ROW, layout.SUBJECT_START), event.subject, text);
      this.expectData(LOOK_ROW, event.data);
    }
  }
}

/** `expect` takes longer to be asked than the answer takes. */
function same(actual: unknown, expected: unknown, what: string): void {
  if (!Object.is(actual, expected)) expect(actual, what).toBe(expected);
}
