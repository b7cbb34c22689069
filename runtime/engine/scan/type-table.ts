/**
 * The types of events as small numbers, and which fields are read of events of each. A type is learnt when it first
 * comes; the block scanner then tells it from its bytes.
 */
import { hashBytes } from '../kernel/hash.ts';
import * as layout from '../kernel/row-layout.ts';
import type { RowMemory } from '../kernel/row-memory.ts';
import { encodeText } from '../kernel/wtf8.ts';

/** So that the table of the scanner stays sparse, and types that somebody makes up without end cost no memory. */
const MOST_TYPES = layout.TYPE_SLOTS / 4;
/** The number of every type beyond those. */
export const NO_NUMBER = -1;

export class TypeTable {
  private readonly memory: RowMemory;
  private readonly table: number;
  private readonly fieldsOf: (type: string) => number;
  private readonly numbers = new Map<string, number>();

  /** @param fieldsOf writes the fields that are read of events of a type into the memory; returns their address */
  constructor(memory: RowMemory, fieldsOf: (type: string) => number) {
    this.memory = memory;
    this.table = memory.header[layout.AT_TYPES];
    this.fieldsOf = fieldsOf;
  }

  /** The number of a type, which is learnt where there is room; else NO_NUMBER. */
  number(type: string): number {
    const known = this.numbers.get(type);
    if (known !== undefined) return known;
    return this.numbers.size < MOST_TYPES ? this.learn(type) : NO_NUMBER;
  }

  private learn(type: string): number {
    const { memory } = this;
    const { bytes, length } = encodeText(type);
    const name = memory.allocate(length + layout.NAME_SLACK);
    if (name === 0) return NO_NUMBER;
    memory.bytes.set(bytes.subarray(0, length), name);
    const number = this.numbers.size;
    this.numbers.set(type, number);
    const words = new DataView(memory.bytes.buffer);
    const hash = hashBytes(memory.bytes, name, name + length);
    const { table } = this;
    let slot = hash & (layout.TYPE_SLOTS - 1);
    const entry = () => table + slot * layout.TYPE_BYTES;
    while (words.getInt32(entry() + layout.TYPE_AT, true) !== 0) slot = (slot + 1) & (layout.TYPE_SLOTS - 1);
    words.setInt32(entry() + layout.TYPE_HASH, hash, true);
    words.setInt32(entry() + layout.TYPE_LENGTH, length, true);
    words.setInt32(entry() + layout.TYPE_NUMBERED, number, true);
    words.setInt32(entry() + layout.TYPE_FIELDS, this.fieldsOf(type), true);
    // Last: a scanner in another thread takes the entry as soon as this is there.
    Atomics.store(new Int32Array(memory.bytes.buffer), (entry() + layout.TYPE_AT) / 4, name);
    return number;
  }
}
