/** What turns lines of bytes into rows: WebAssembly where there is any, else TypeScript, with the same answers. */
import type { RowMemory } from '../kernel/row-memory.ts';

/**
 * Scans lines of the memory from address `at` until `to`, where a line feed stands, into rows from `row` to below
 * `limit`, and leaves what it did in the memory's header (kernel/row-layout.ts ROWS_DONE and below).
 *
 * A row's columns hold the wanted fields of its event where its state is ROW_OK or ROW_WITHOUT_TIME. ROW_LEFT: the
 * line is unusual or no event, and its columns are void; `JSON.parse` decides.
 *
 * @param base what is added to the address of a line's first byte for the row's identity
 * @returns the start of the next line, or beyond `to`
 */
export type ScanLines = (at: number, to: number, row: number, limit: number, base: number) => number;

/** Finds where things lie in one line, for the head of a row; 0 where the line has to be read by `JSON.parse`. */
export type Look = (at: number, row: number) => number;

/**
 * How bytes are read: all give the same answers. `wasm` is the fastest, and gives way to `plain` where the machine has
 * none; `none` leaves every line to `JSON.parse`.
 */
export type ScannerKind = 'wasm' | 'plain' | 'none';

export interface BlockScanner {
  readonly memory: RowMemory;
  readonly scanLines: ScanLines;
  readonly look: Look;
}
