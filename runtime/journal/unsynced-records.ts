/**
 * Records that are not on disk yet, in groups: a group is what one write and one sync bring to disk. They stay here until
 * that has succeeded, so they can be written again elsewhere, and read back meanwhile.
 */
import type { EventBytes } from '../engine/kernel/event-log.ts';
import { checksum } from './checksum.ts';
import { HEADER, LARGEST_PAYLOAD, type RecordInput, writeHeader } from './record.ts';

export interface Group {
  readonly start: number;
  end: number;
  /** What is to be written, one after the other. */
  readonly buffers: Uint8Array[];
  /** Position of each of them. */
  readonly starts: number[];
  /** Time of its first record. */
  readonly firstNow: number;
}

/** Bytes of one group: the record that reaches this is its last. */
export const GROUP = 8 << 20;
/** Up to here a payload is copied next to its header, which costs less than one more buffer to write. */
const COPIED = 8 << 10;
const STAGE = 256 << 10;
const NEWLINE = 10;

export class UnsyncedRecords {
  /** Where the next record begins. */
  end: number;
  private groups: Group[] = [];
  /** The last group takes more records. */
  private open = false;
  private stage = Buffer.alloc(0);
  /** What of the stage is no buffer of the group yet. */
  private from = 0;
  private at = 0;

  constructor(
    position: number,
    private readonly salt: number,
  ) {
    this.end = position;
  }

  get isEmpty(): boolean {
    return this.groups.length === 0;
  }

  /** Takes the payload over: it must not be changed any more. */
  add({ kind, now, flags = 0, payload }: RecordInput): void {
    const { length } = payload;
    if (length > LARGEST_PAYLOAD) throw new RangeError(`A record of ${length} bytes is too large.`);
    const copied = length <= COPIED ? length : 0;
    const group = this.groupFor(now, HEADER + copied);
    const header = { kind, flags, now, length, check: checksum(payload, 0, length) };
    writeHeader(this.stage, this.at, header, { position: this.end, salt: this.salt });
    this.at += HEADER;
    if (copied > 0) {
      this.stage.set(payload, this.at);
      this.at += length;
    } else if (length > 0) {
      group.end += HEADER;
      this.cutStage(group);
      group.starts.push(group.end);
      group.buffers.push(payload);
      group.end += length;
      this.end = group.end;
      return;
    }
    group.end += HEADER + length;
    this.end = group.end;
  }

  /** The first group, which from now on stays as it is. */
  first(): Group {
    if (this.groups.length === 1) this.closeLast();
    return this.groups[0];
  }

  /** All groups, none of which takes more records. */
  closed(): readonly Group[] {
    this.closeLast();
    return this.groups;
  }

  /** The first group is on disk. */
  removeFirst(): void {
    this.groups.shift();
  }

  /** The line that begins at a place; undefined where that lies in no record that is held here. */
  read(place: number): EventBytes | undefined {
    if (place >= this.end) return undefined;
    for (const group of this.groups) {
      if (place < group.start || place >= group.end) continue;
      if (group === this.groups.at(-1)) this.cutStage(group);
      const i = lastAtOrBefore(group.starts, place);
      const bytes = group.buffers[i];
      const start = place - group.starts[i];
      const newline = bytes.indexOf(NEWLINE, start);
      return { bytes, start, end: newline < 0 ? bytes.length : newline };
    }
    return undefined;
  }

  private groupFor(now: number, room: number): Group {
    let group = this.open ? this.groups[this.groups.length - 1] : undefined;
    if (group && group.end - group.start >= GROUP) {
      this.closeLast();
      group = undefined;
    }
    if (!group) {
      group = { start: this.end, end: this.end, buffers: [], starts: [], firstNow: now };
      this.groups.push(group);
      this.open = true;
    }
    if (this.at + room > this.stage.length) {
      this.cutStage(group);
      // Never the same memory again: what was written from it may still be read.
      this.stage = Buffer.allocUnsafeSlow(STAGE);
      this.from = 0;
      this.at = 0;
    }
    return group;
  }

  private closeLast(): void {
    const group = this.open ? this.groups[this.groups.length - 1] : undefined;
    if (group) this.cutStage(group);
    this.open = false;
  }

  /** Makes what was put on the stage a buffer of the group. */
  private cutStage(group: Group): void {
    if (this.at === this.from) return;
    group.starts.push(group.end - (this.at - this.from));
    group.buffers.push(this.stage.subarray(this.from, this.at));
    this.from = this.at;
  }
}

/** Index of the last number at or before another; they are in order. */
export function lastAtOrBefore(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
