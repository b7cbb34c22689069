/** A block scanner with the rows that it fills and the types that it knows, for the paths that flows read. */

import { valueAt } from '../../../nodes/kit/field.ts';
import * as layout from '../kernel/row-layout.ts';
import { LINE_ROOMS, LOOK_ROW, RowMemory, type RowMemoryOptions } from '../kernel/row-memory.ts';
import { type Column, Rows } from '../kernel/rows.ts';
import type { Symbols } from '../kernel/symbols.ts';
import type { BlockScanner, ScannerKind } from './block-scanner.ts';
import { CELL, CELLS, type Feed, newRecords, SLOTS } from './feed.ts';
import { bytesOfFields, fieldTree, writeFields } from './field-tree.ts';
import { readHardNumbers } from './hard-numbers.ts';
import { leavingScanner } from './leaving-scanner.ts';
import type { ParsedEvent } from './parse-event.ts';
import { PlainScanner } from './plain-scanner.ts';
import { TypeTable } from './type-table.ts';
import { hasWasm, wasmModule, wasmScanner } from './wasm-scanner.ts';

export interface RowScannerOptions {
  readonly scanner?: ScannerKind;
  readonly symbols: Symbols;
  /** How many bytes of what came last stay where they were read. */
  readonly inputBytes?: number;
  /** Another thread scans ahead (feed.ts), where WebAssembly gets its memory. */
  readonly isFed?: boolean;
  /** It writes the matches too (line-feed.ts). */
  readonly handsOverLines?: boolean;
  /** The rows that the new ones replace. */
  readonly before?: Rows;
  /** The paths that are read of events of a type. */
  readonly needsOf: (type: string) => ReadonlySet<string>;
}

export class RowScanner {
  readonly rows: Rows;
  /** The columns that are read of source events. */
  readonly columns: readonly Column[];
  readonly types: TypeTable;
  /** What another thread needs to scan ahead. */
  readonly feed: Feed | undefined;
  private readonly scanner: BlockScanner;

  /** @param paths what flows read of source events */
  constructor(paths: readonly string[], options: RowScannerOptions) {
    const scanned = paths.filter((path) => path !== '$time');
    const columnOf = new Map(scanned.map((path, i) => [path, i]));
    const tree = fieldTree(columnOf);
    const { inputBytes } = options;
    const kind = options.scanner ?? 'wasm';
    const room = { columns: scanned.length, fieldBytes: 2 * bytesOfFields(tree), inputBytes };
    const fed = options.isFed
      ? { ...room, inputBytes: CELLS * CELL, slots: SLOTS, hasLineRooms: options.handsOverLines }
      : room;
    const memory = (kind === 'wasm' && wasmMemory(fed)) || new RowMemory(room);
    this.rows = new Rows(options.symbols, memory, scanned, options.before);
    this.columns = scanned.map((path) => this.rows.column(path));
    const allFields = writeFields(tree, memory);
    memory.header[layout.AT_ALL_FIELDS] = allFields;
    memory.header[layout.AT_NO_FIELDS] = writeFields(fieldTree(new Map()), memory);
    for (const [path, word] of ENVELOPE) memory.header[word] = columnOf.get(path) ?? -1;
    /** What a type is given where there is no room for a list of its own: that of the scanner that knows types. */
    let typesFields = allFields;
    this.types = new TypeTable(memory, (type) => {
      const needs = options.needsOf(type);
      const columns = new Map([...columnOf].filter(([path]) => needs.has(path)));
      return writeFields(fieldTree(columns), memory) || typesFields;
    });
    if (memory.wasm && options.isFed) {
      typesFields = writeFields(tree, memory);
      this.feed = newFeed(memory, memory.wasm, typesFields);
    }
    if (memory.wasm) this.scanner = wasmScanner(memory);
    else this.scanner = kind === 'none' ? leavingScanner(memory) : new PlainScanner(memory, tree);
  }

  /** Scans lines into rows (block-scanner.ts). */
  scan(at: number, to: number, row: number, limit: number, base: number): number {
    const next = this.scanner.scanLines(at, to, row, limit, base);
    const { header, bytes } = this.rows.memory;
    readHardNumbers(header, bytes);
    return next;
  }

  /** Finds where things lie in the line at an address, for LOOK_ROW; false where it has to be read by `JSON.parse`. */
  look(at: number): boolean {
    return this.scanner.look(at, LOOK_ROW) === 1;
  }

  /** Gives a row's type its number. */
  learnType(row: number, type: string): void {
    this.rows.head[row * layout.HEAD_WORDS + layout.TYPE_NUMBER] = this.types.number(type);
  }

  /** Puts the values of an event that was read by `JSON.parse` into a row. */
  fill(row: number, event: ParsedEvent): void {
    const { rows } = this;
    const { state } = rows.memory;
    state[row] = event.time === undefined ? layout.ROW_WITHOUT_TIME : layout.ROW_OK;
    if (event.time !== undefined) rows.time[row] = event.time;
    rows.head[row * layout.HEAD_WORDS + layout.HAS_TEXTS] = 0;
    rows.parsedTypes.set(row, event.type);
    this.learnType(row, event.type);
    for (const column of this.columns) {
      const { path } = column;
      const value = path.startsWith('$') ? envelopeValue(event, path) : valueAt(event.data, path);
      rows.setValue(column, row, value);
    }
  }
}

/**
 * A header of its own for a scanner in another thread, and lists of fields, since those say which name was met last. The
 * numbers of types and what is read of each are the other thread's: this one scans single lines only.
 */
function newFeed(memory: RowMemory, wasm: WebAssembly.Memory, allFields: number): Feed {
  const header = memory.allocate(layout.HEADER_BYTES);
  const words = new Int32Array(wasm.buffer, header, layout.HEADER_BYTES / 4);
  words.set(memory.header);
  words[layout.AT_ALL_FIELDS] = allFields;
  words[layout.AT_HARD] = memory.allocate(layout.HARD_ROOM * layout.HARD_WORDS * 4);
  memory.header[layout.AT_TYPES] = memory.allocate(layout.TYPE_SLOTS * layout.TYPE_BYTES);
  const lines =
    memory.lineRooms === 0
      ? undefined
      : {
          rooms: Array.from({ length: LINE_ROOMS }, (_, count) => memory.lineRoom(count)),
          gathered: memory.gathered,
        };
  return { module: wasmModule(), memory: wasm, header, cells: memory.input, lines, ...newRecords() };
}

/**
 * Memory for WebAssembly; none where the machine has no SIMD, or will not give the address space, of which each such
 * memory reserves gigabytes.
 */
function wasmMemory(room: RowMemoryOptions): RowMemory | undefined {
  if (!hasWasm()) return undefined;
  try {
    return new RowMemory({ ...room, wasm: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const ENVELOPE = [
  ['$id', layout.ID_COLUMN],
  ['$source', layout.SOURCE_COLUMN],
  ['$type', layout.TYPE_COLUMN],
  ['$subject', layout.SUBJECT_COLUMN],
] as const;

function envelopeValue(event: ParsedEvent, path: string): unknown {
  switch (path) {
    case '$id':
      return event.id;
    case '$source':
      return event.source;
    case '$type':
      return event.type;
    case '$subject':
      return event.subject;
    default:
      return undefined;
  }
}
