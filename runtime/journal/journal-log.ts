/** The events of the live engine, read back by their place in the journal: what waits with one keeps a number. */
import type { EventBytes, EventLog } from '../engine/kernel/event-log.ts';
import type { Journal } from './journal.ts';
import { type KeptCounts, KeptPlaces, keptCounts } from './kept-places.ts';

const NEWLINE = 10;
/** What stands for an event that can no longer be read: the engine goes on, and a person sees that it is gone. */
const GONE = Buffer.from('{"id":"?","source":"?","type":"?","data":{}}');

export interface JournalLogOptions {
  readonly warn: (line: string) => void;
  /** Bytes for which one count of kept places stands. Default 16 MiB. */
  readonly stretch?: number;
}

export class JournalLog implements EventLog {
  private readonly kept: KeptPlaces;
  private block: Uint8Array = new Uint8Array(0);
  private base = 0;
  private nextBase = 0;
  private shownPlace = -1;
  private readonly shown = { bytes: this.block, start: 0, end: 0 };
  /** Events that could not be read. The first is said. */
  unreadable = 0;

  constructor(
    private readonly journal: Journal,
    private readonly options: JournalLogOptions,
  ) {
    this.kept = new KeptPlaces(options.stretch);
    journal.hold(this.kept);
  }

  /** Says where the payload of the next block lies. */
  moveTo(place: number): void {
    this.nextBase = place;
  }

  open(block: Uint8Array): number {
    this.block = block;
    this.base = this.nextBase;
    return this.base;
  }

  present(place: number, bytes: Uint8Array, start: number, end: number): void {
    this.shownPlace = place;
    this.shown.bytes = bytes;
    this.shown.start = start;
    this.shown.end = end;
  }

  keep(place: number): void {
    this.kept.add(place);
  }

  release(place: number): void {
    this.kept.remove(place, this.journal.end);
  }

  pin(place: number): void {
    this.keep(place);
  }

  unpin(place: number): void {
    this.release(place);
  }

  read(place: number): EventBytes {
    const start = place - this.base;
    if (start >= 0 && start < this.block.length) {
      const newline = this.block.indexOf(NEWLINE, start);
      return { bytes: this.block, start, end: newline < 0 ? this.block.length : newline };
    }
    if (place === this.shownPlace) return this.shown;
    return this.journal.read(place) ?? this.gone(place);
  }

  /** What a checkpoint keeps of this: plain JSON. */
  saveCounts(): KeptCounts {
    return this.kept.save();
  }

  /** Throws where this is not what `saveCounts` gave. */
  loadCounts(counts: unknown): void {
    this.kept.load(keptCounts.parse(counts));
  }

  private gone(place: number): EventBytes {
    if (this.unreadable++ === 0)
      this.options.warn(`an event that was kept can no longer be read from the journal (position ${place})`);
    return { bytes: GONE, start: 0, end: GONE.length };
  }
}
