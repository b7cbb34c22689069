/**
 * Texts that are only kept to be written out again, so that nobody has to look for equal ones as `Symbols` does: eight
 * bytes a text besides its own. For values that are different each time, like the ids of a list.
 */
import { ByteArena } from './byte-arena.ts';
import * as layout from './row-layout.ts';
import type { Column, Rows } from './rows.ts';
import { expectFit, type StateReader, type StateWriter } from './state.ts';
import { decodeText } from './wtf8.ts';

export class Texts {
  private readonly arena = new ByteArena();

  get size(): number {
    return this.arena.size;
  }

  /** Keeps the text of a STRING value; returns its id. */
  add(rows: Rows, column: Column, row: number): number {
    const at = row * layout.TEXT_WORDS;
    const { text } = column;
    if (column.sym[row] < 0 && text[at + layout.TEXT_CODED] === 0)
      return this.arena.add(rows.bytes, text[at + layout.TEXT_START], text[at + layout.TEXT_END]);
    const { symbols } = rows;
    const symbol = rows.symbol(column, row);
    return this.arena.add(symbols.bytes, symbols.start(symbol), symbols.end(symbol));
  }

  /** Keeps what another one keeps, too. */
  addOf(other: Texts, id: number): number {
    return this.arena.add(other.bytes, other.start(id), other.end(id));
  }

  save(out: StateWriter): void {
    this.arena.save(out);
  }

  load(from: StateReader): void {
    this.arena.load(from);
  }

  /** @throws StateFault where a number that was loaded is no text's */
  expect(id: number): void {
    expectFit(this.arena.has(id));
  }

  release(id: number): void {
    this.arena.remove(id);
  }

  get bytes(): Uint8Array {
    return this.arena.bytes;
  }

  start(id: number): number {
    return this.arena.start(id);
  }

  end(id: number): number {
    return this.arena.start(id) + this.arena.length(id);
  }

  text(id: number): string {
    return decodeText(this.bytes, this.start(id), this.end(id));
  }
}
