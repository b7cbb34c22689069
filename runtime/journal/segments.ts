/** The files that the journal consists of: each is named by the position at which it begins. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';

export interface Segment {
  readonly name: string;
  /** Position of its first byte. */
  readonly start: number;
  readonly salt: number;
  /** Bytes in the file, of those that are synced. */
  size: number;
  /** Time of its first record; undefined where that is not known yet, NaN where it cannot be read. */
  firstNow?: number;
}

const NAME = /^([0-9a-f]{16})-([0-9a-f]{8})\.journal$/;

/** A number that nobody outside knows; a journal keeps the one that it began with. */
export const newSalt = (): number => randomInt(2 ** 32);

export function newSegment(start: number, salt: number): Segment {
  const name = `${start.toString(16).padStart(16, '0')}-${salt.toString(16).padStart(8, '0')}.journal`;
  return { name, start, salt, size: 0 };
}

/** The segment that a file of the folder is; undefined for other files. */
export function segmentNamed({ name, size }: { name: string; size: number }): Segment | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const start = Number.parseInt(match[1], 16);
  return Number.isSafeInteger(start) ? { name, start, salt: Number.parseInt(match[2], 16), size } : undefined;
}

/** All of them, in order. */
export class Segments {
  private list: Segment[];

  constructor(
    readonly folder: string,
    list: readonly Segment[],
  ) {
    this.list = [...list].sort((a, b) => a.start - b.start || a.size - b.size);
  }

  get all(): readonly Segment[] {
    return this.list;
  }

  get last(): Segment | undefined {
    return this.list.at(-1);
  }

  path({ name }: Segment): string {
    return join(this.folder, name);
  }

  add(segment: Segment): void {
    this.list.push(segment);
  }

  remove(segment: Segment): void {
    this.list = this.list.filter((each) => each !== segment);
  }

  /** Where a segment ends for its readers: what lies behind the beginning of the next one was never acknowledged. */
  limit(index: number): number {
    const { start, size } = this.list[index];
    const next = this.list[index + 1];
    return next ? Math.min(next.start, start + size) : start + size;
  }

  /** Index of the last segment that begins at or before a position, or -1. */
  indexAt(position: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle].start <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
