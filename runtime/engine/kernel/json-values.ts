/**
 * Objects and lists that are only kept to be given out again, as the bytes of their JSON: state that is copied as it
 * lies, where objects would have to be written out one by one.
 */
import { ByteArena } from './byte-arena.ts';
import type { JsonWriter } from './json-writer.ts';
import { expectFit, type StateReader, type StateWriter } from './state.ts';

export class JsonValues {
  private readonly arena = new ByteArena();

  get size(): number {
    return this.arena.size;
  }

  /** Keeps a value that JSON knows; returns its id. */
  add(value: unknown): number {
    const bytes = Buffer.from(JSON.stringify(value) ?? 'null');
    return this.arena.add(bytes, 0, bytes.length);
  }

  /** Keeps what another one keeps, too. */
  addOf(other: JsonValues, id: number): number {
    const bytes = other.bytesOf(id);
    return this.arena.add(bytes, 0, bytes.length);
  }

  /** A fresh one each time. */
  value(id: number): unknown {
    return JSON.parse(Buffer.from(this.bytesOf(id)).toString()) as unknown;
  }

  write(id: number, out: JsonWriter): void {
    out.bytesOf(this.bytesOf(id));
  }

  release(id: number): void {
    this.arena.remove(id);
  }

  save(out: StateWriter): void {
    this.arena.save(out);
  }

  load(from: StateReader): void {
    this.arena.load(from);
  }

  /** @throws StateFault where a number that was loaded is no value's */
  expect(id: number): void {
    expectFit(Number.isInteger(id) && this.arena.has(id));
  }

  private bytesOf(id: number): Uint8Array {
    const start = this.arena.start(id);
    return this.arena.bytes.subarray(start, start + this.arena.length(id));
  }
}
