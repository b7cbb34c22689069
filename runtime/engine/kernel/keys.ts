/**
 * Keys as dense numbers (SPEC §4 "Keys"): the values compare as text, a number as JavaScript prints it. A key of
 * several fields is one symbol too: the parts' texts, each with its length before it.
 */
import { grown } from './grow.ts';
import type { JsonWriter } from './json-writer.ts';
import { TEXT_CODED, TEXT_END, TEXT_START, TEXT_WORDS } from './row-layout.ts';
import { BOOLEAN, type Column, NUMBER, type Rows, STRING } from './rows.ts';
import { beginPart, expectFit, openPart, type StateReader, type StateWriter } from './state.ts';
import type { Symbols } from './symbols.ts';
import { decodeText } from './wtf8.ts';

/** The event lacks a part of its key. */
export const NO_KEY = -1;

/** Nothing that the engine holds has the key. */
export const UNKNOWN_KEY = -2;

const LENGTH_BYTES = 4;
const NONE = -1;

let scratch = new Uint8Array(256);

/** The symbol of a row's key, or NO_KEY. */
export function keySymbol(rows: Rows, columns: readonly Column[], row: number): number {
  if (columns.length === 1) return partSymbol(rows, columns[0], row);
  const length = writeParts(rows, columns, row);
  return length === NO_KEY ? NO_KEY : rows.symbols.intern(scratch, 0, length);
}

/**
 * The same where only what is held already matters: a key of several fields, which no other node may need, becomes no
 * symbol then, but UNKNOWN_KEY.
 */
export function knownKeySymbol(rows: Rows, columns: readonly Column[], row: number): number {
  if (columns.length === 1) return partSymbol(rows, columns[0], row);
  const length = writeParts(rows, columns, row);
  if (length === NO_KEY) return NO_KEY;
  const symbol = rows.symbols.lookup(scratch, 0, length);
  return symbol < 0 ? UNKNOWN_KEY : symbol;
}

/** Writes a key into `scratch`; returns its length, or NO_KEY. */
function writeParts(rows: Rows, columns: readonly Column[], row: number): number {
  let length = 0;
  for (let i = 0; i < columns.length; i++) {
    length = writePart(rows, columns[i], row, length);
    if (length === NO_KEY) return NO_KEY;
  }
  return length;
}

/** Writes a part with its length before it; returns where the next one goes, or NO_KEY. */
function writePart(rows: Rows, column: Column, row: number, at: number): number {
  // A text that nobody has asked for yet is taken as it was read: only the whole key becomes a symbol.
  if (column.tag[row] === STRING && column.sym[row] < 0) {
    const { text } = column;
    const word = row * TEXT_WORDS;
    if (text[word + TEXT_CODED] === 0)
      return writeBytes(rows.bytes, text[word + TEXT_START], text[word + TEXT_END], at);
  }
  const { symbols } = rows;
  const part = partSymbol(rows, column, row);
  return part === NO_KEY ? NO_KEY : writeBytes(symbols.bytes, symbols.start(part), symbols.end(part), at);
}

function writeBytes(source: Uint8Array, start: number, end: number, at: number): number {
  const length = end - start;
  const from = at + LENGTH_BYTES;
  if (from + length > scratch.length) scratch = grown(scratch, from + length);
  for (let i = 0; i < LENGTH_BYTES; i++) scratch[at + i] = length >>> (i * 8);
  for (let i = 0; i < length; i++) scratch[from + i] = source[start + i];
  return from + length;
}

function partSymbol(rows: Rows, column: Column, row: number): number {
  switch (column.tag[row]) {
    case STRING:
      return rows.symbol(column, row);
    case NUMBER:
      return rows.symbols.internText(String(column.num[row]));
    case BOOLEAN:
      return rows.symbols.internText(column.num[row] === 1 ? 'true' : 'false');
    default:
      return NO_KEY;
  }
}

/** Writes a key as JSON: its part, or a list of its parts. */
export function writeKey(symbols: Symbols, symbol: number, parts: number, out: JsonWriter): void {
  if (parts === 1) out.textOf(symbols, symbol);
  else if (parts === 0) out.json('null');
  else out.value(keyTexts(symbols, symbol, parts));
}

/** The parts of a key as texts. */
export function keyTexts(symbols: Symbols, symbol: number, parts: number): string[] {
  if (parts === 1) return [symbols.text(symbol)];
  const bytes = symbols.bytesOf(symbol);
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    texts.push(decodeText(bytes, at + 4, at + 4 + length));
    at += 4 + length;
  }
  return texts;
}

/**
 * The keys that a node holds state for, as dense slots for arrays. A slot keeps its symbol alive; it is given back
 * when the key's last state is gone.
 */
export class KeyIndex {
  private readonly symbols: Symbols;
  /** By symbol: slot + 1. */
  private bySymbol = new Int32Array(64);
  /** By slot; of one that was given back: -2 - the one given back before it. */
  private symbolOf = new Int32Array(64);
  private slots = 0;
  private firstFree = NONE;
  private free = 0;

  constructor(symbols: Symbols) {
    this.symbols = symbols;
  }

  get size(): number {
    return this.slots - this.free;
  }

  /** How long an array by slot must be. */
  get limit(): number {
    return this.slots;
  }

  /** The slot, or -1. */
  find(symbol: number): number {
    return symbol < this.bySymbol.length ? this.bySymbol[symbol] - 1 : -1;
  }

  add(symbol: number): number {
    const slot = this.newSlot();
    if (symbol >= this.bySymbol.length)
      this.bySymbol = grown(this.bySymbol, Math.max(symbol + 1, this.symbols.idLimit));
    if (slot >= this.symbolOf.length) this.symbolOf = grown(this.symbolOf, slot + 1);
    this.bySymbol[symbol] = slot + 1;
    this.symbolOf[slot] = this.symbols.retain(symbol);
    return slot;
  }

  private newSlot(): number {
    const slot = this.firstFree;
    if (slot === NONE) return this.slots++;
    this.firstFree = -2 - this.symbolOf[slot];
    this.free--;
    return slot;
  }

  remove(slot: number): void {
    const symbol = this.symbolOf[slot];
    this.bySymbol[symbol] = 0;
    this.symbols.release(symbol);
    this.symbolOf[slot] = -2 - this.firstFree;
    this.firstFree = slot;
    this.free++;
  }

  symbol(slot: number): number {
    return this.symbolOf[slot];
  }

  save(out: StateWriter): void {
    beginPart(out, 'keys', 1);
    out.number(this.firstFree);
    out.array(this.symbolOf, this.slots);
  }

  /** Into an index without keys, when the symbols have been loaded. */
  load(from: StateReader): void {
    openPart(from, 'keys', 1);
    this.firstFree = from.number();
    this.symbolOf = from.int32();
    this.slots = this.symbolOf.length;
    this.bySymbol = new Int32Array(Math.max(this.symbols.idLimit, 64));
    this.free = 0;
    for (let slot = 0; slot < this.slots; slot++) {
      if (this.symbolOf[slot] < 0) this.free++;
      else this.bySymbol[this.symbols.retainLoaded(this.symbolOf[slot])] = slot + 1;
    }
    let free = 0;
    for (let slot = this.firstFree; slot !== NONE && free <= this.free; free++) {
      expectFit(this.symbolOf[slot] < 0);
      slot = -2 - this.symbolOf[slot];
    }
    expectFit(free === this.free);
  }
}
