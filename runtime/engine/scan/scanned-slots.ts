/** The engine's end of a feed: the slots that another thread has filled, and which cells can still be read from. */
import { BLOCK_ROWS, firstRowOf } from '../kernel/row-memory.ts';
import { addressIn, type Piece } from '../recent-pieces.ts';
import * as feed from './feed.ts';
import { FeedCounts } from './feed-counts.ts';

export interface ScannedRows {
  /** Rows `first` to below `first + count`. */
  readonly first: number;
  readonly count: number;
  readonly lines: number;
  /** A row is not ROW_OK, or has a type without a number. */
  readonly unusual: boolean;
  /** One line, without rows, that is over the limit. */
  readonly isOverLimit: boolean;
}

interface Cell extends Piece {
  readonly number: number;
}

export class ScannedSlots {
  private readonly counts: FeedCounts;
  private readonly records: Float64Array;
  private workedOff = 0;
  /** In order of place; the last one is the one whose rows are being worked off. */
  private cells: Cell[] = [];

  constructor({ control, records }: Pick<feed.Feed, 'control' | 'records'>) {
    this.counts = new FeedCounts(control);
    this.records = new Float64Array(records);
  }

  /** Waits until a slot is filled, at most so many ms; false where none is. */
  wait(ms: number): boolean {
    return this.counts.filled.waitFor(this.workedOff + 1, ms);
  }

  /** What the next slot holds, once there is one; undefined at the end. `done` must follow. */
  next(): ScannedRows | undefined {
    const slot = this.workedOff % feed.SLOTS;
    const at = slot * feed.RECORD_WORDS;
    const kind = this.records[at + feed.KIND];
    if (kind === feed.FAILED) throw new Error('The thread that reads the events has failed.');
    if (kind === feed.END) return undefined;
    if (kind === feed.SCANNED) this.remember(at);
    return {
      first: firstRowOf(slot),
      count: Math.min(this.records[at + feed.ROWS_FILLED], BLOCK_ROWS),
      lines: this.records[at + feed.LINES],
      unusual: this.records[at + feed.UNUSUAL_ROWS] !== 0,
      isOverLimit: kind === feed.OVER_LIMIT,
    };
  }

  private remember(at: number): void {
    const { records, cells } = this;
    const number = records[at + feed.PIECE_NUMBER];
    if (cells.at(-1)?.number === number) return;
    cells.push({
      number,
      place: records[at + feed.PIECE_PLACE],
      address: records[at + feed.PIECE_ADDRESS],
      length: records[at + feed.PIECE_LENGTH],
    });
    // The other thread is so far ahead at most; what it may be writing over is forgotten before.
    if (cells[0].number <= number + feed.SLOTS - feed.CELLS) cells.shift();
  }

  /** The slot's rows have been worked off; the other thread may fill them again. */
  done(): void {
    this.counts.workOff(++this.workedOff);
  }

  /** The address of the event at a place, or -1 where it is gone. */
  addressOf(place: number): number {
    return addressIn(this.cells, 0, place);
  }
}
